//!args -w
/* Addresses that outlive their local, where that is certain; and those that are taken away again, or cannot be told. */
#include <alloca.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

struct request {
	char *buffer;
	struct request *next;
};

static struct request *current, *chain;
static char *text;
void use(char *);

char *returned(void)
{
	char buffer[16];

	buffer[0] = 0;
	return buffer; //! missed escape AddressEscapes "address of local buffer escapes returned: returned"
}

int *of_a_member(void)
{
	struct { int a, b; } pair = { 1, 2 };

	return &pair.b; //! missed escape AddressEscapes "local pair"
}

int *of_a_parameter(int n) { return &n; } //! missed escape AddressEscapes "address of parameter n escapes of_a_parameter: returned"

char **of_a_pointer(char *p) //! analysis escape ParamLeaksToResult
{
	return &p; //! missed escape AddressEscapes "parameter p"
}

struct request *of_a_literal(void) { return &(struct request){ NULL }; } //! missed escape AddressEscapes "compound literal"

char *through_a_variable(void)
{
	char buffer[16], *p = buffer;

	p[0] = 0;
	return p; //! missed escape AddressEscapes "local buffer"
}

void into_a_global(void)
{
	struct request r = { NULL };

	current = &r; //! missed escape AddressEscapes "stored in global current"
}

void through_a_parameter(struct request *out) //! analysis escape ParamDoesNotEscape
{
	char buffer[16];

	out->buffer = buffer; //! missed escape AddressEscapes "stored through parameter out"
}

void into_a_global_by_a_variable(void)
{
	char buffer[16], *p = buffer;

	text = p; //! missed escape AddressEscapes "address of local buffer escapes into_a_global_by_a_variable: stored in global text"
}

struct request *in_memory_that_is_returned(void)
{
	char buffer[16];
	struct request *r = malloc(sizeof *r); //! analysis escape Escapes

	r->buffer = buffer; //! missed escape AddressEscapes "stored in what r points to, which is returned"
	return r;
}

void before_a_call_that_cannot_change_it(void)
{
	struct request r = { NULL };

	current = &r; //! missed escape AddressEscapes "stored in global current"
	sleep(1);
}

char *one_of_two(char *other, int n) //! analysis escape ParamLeaksToResult
{
	char buffer[16];

	buffer[0] = (char)n;
	return n < 0 ? buffer : other; //! missed escape AddressEscapes "local buffer"
}

/* ---- not certain, or not so ------------------------------------------------------------------------------------------- */

void taken_out_again(void)
{
	struct request r = { NULL };

	r.next = chain;
	chain = &r;
	use(r.buffer);
	chain = r.next;
}

void set_to_null_again(struct request *out) //! analysis escape ParamContentLeaks //! analysis escape ParamDoesNotEscape
{
	char buffer[16];

	out->buffer = buffer;
	use(out->buffer);
	out->buffer = NULL;
}

void set_to_null_at_once(struct request *out) //! analysis escape ParamDoesNotEscape
{
	char buffer[16];

	out->buffer = buffer;
	out->buffer = NULL;
}

void a_global_set_to_null_at_once(void)
{
	struct request r = { NULL };

	current = &r;
	current = NULL;
}

char *replaced_before_the_return(char *other) //! analysis escape ParamLeaksToResult
{
	char buffer[16], *p = buffer;

	use(NULL);
	p[0] = 0;
	p = other;
	return p;
}

char *value_of_a_member(void)
{
	struct request r = { NULL };

	return r.buffer;
}

char *copy_of_a_static(void)
{
	static char buffer[16];

	return buffer;
}

static void reset(struct request **r) { current = *r; } //! analysis escape ParamDoesNotEscape //! analysis escape ParamContentLeaks

void reset_when_it_is_left(struct request *before) //! analysis escape ParamLeaks
{
	__attribute__((cleanup(reset))) struct request *old = before; //! analysis escape AddressDoesNotEscape
	struct request r = { NULL };

	current = &r;
}

void before_the_end(void)
{
	struct request r = { NULL };

	current = &r;
	exit(0);
}

struct request *in_memory_that_is_changed_again(void)
{
	char buffer[16];
	struct request *r = malloc(sizeof *r); //! analysis escape Escapes

	r->buffer = buffer;
	r->buffer = NULL;
	return r;
}

void in_memory_that_is_freed(void)
{
	char buffer[16];
	struct request *r = malloc(sizeof *r); //! missed escape HeapCouldBeStack

	r->buffer = buffer;
	use(r->buffer);
	free(r);
}

void by_a_variable_that_changes(char *other) //! analysis escape ParamLeaks
{
	char buffer[16], *p = buffer;

	if (other)
		p = other;
	text = p;
}

static int length(const char *p) { return p[0]; } //! analysis escape ParamDoesNotEscape

int only_looked_at(void)
{
	char buffer[16]; //! analysis escape AddressDoesNotEscape

	buffer[0] = 3;
	return length(buffer);
}

int of_an_integer(void)
{
	int n = 1, *p = &n; //! analysis escape AddressDoesNotEscape

	return *p;
}

struct request by_value(void)
{
	struct request r = { NULL };

	return r;
}

/* When main() returns, nobody is left. */
int main(void)
{
	struct request r = { NULL };

	current = &r;
	return 0;
}
