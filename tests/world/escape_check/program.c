/*
 * What the run-time check must see. Behind "//@" stands the finding that whynot is made to have said about the expression on
 * the line, right or wrong, and behind "=>" what the check has to answer: ok, a kind of violation, leaked, or never.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEW(bytes) wrap(bytes)

static char *kept, *deep[2];
static jmp_buf back;
static char *(*indirect)(size_t) = (char *(*)(size_t))malloc;

__attribute__((noinline)) static char *wrap(size_t bytes)
{
	char *p = malloc(bytes + 13); //@ DoesNotEscape wrap malloc(bytes + 13) => freed+return

	return p + 13; /* as allocators do that keep something in front */
}

static void wrap_free(char *p)
{
	free(p - 13);
}

static int ok_local(int n)
{
	char *p = malloc(8); //@ HeapCouldBeStack ok_local malloc(8) => ok

	p[0] = (char)n;
	n = p[0];
	free(p);
	return n;
}

static void ok_through_layers(void)
{
	char *p = wrap(30); //@ DoesNotEscape ok_through_layers wrap(30) => ok
	char *q = NEW(30); //@ DoesNotEscape ok_through_layers NEW(30) => ok
	char *r = indirect(9); //@ DoesNotEscape ok_through_layers indirect(9) => ok

	wrap_free(p);
	wrap_free(q);
	free(r);
}

static void ok_each_time(int n)
{
	for (int i = 0; i < n; i++) {
		char *p = malloc(16); //@ HeapCouldBeStack ok_each_time malloc(16) => ok

		memset(p, i, 16);
		free(p);
	}
}

static int ok_recursive(int n)
{
	char *p = strdup("x"); //@ HeapCouldBeStack ok_recursive strdup("x") => ok

	n = n ? ok_recursive(n - 1) : p[0];
	free(p);
	return n;
}

static void ok_out(void)
{
	char *s, *line = NULL;
	size_t cap = 0;
	FILE *f = fmemopen((char[]){ "one\n" }, 4, "r");

	if (asprintf(&s, "%d", 7) > 0) //@ DoesNotEscape ok_out asprintf(&s, "%d", 7) => ok
		free(s);
	if (getline(&line, &cap, f) > 0) //@ DoesNotEscape ok_out getline(&line, &cap, f) => ok
		free(line);
	fclose(f);
}

static char *wrong_through_layers(void)
{
	return wrap(31); //@ DoesNotEscape wrong_through_layers wrap(31) => freed+return
}

/* What is put into its memory dies with the caller, unfreed: this is seen at the return, or never. */
static void wrong_for_the_caller(char **out)
{
	*out = malloc(32); //@ DoesNotEscape wrong_for_the_caller malloc(32) => return
}

static int calls_it(void)
{
	char *p = NULL;

	wrong_for_the_caller(&p);
	return p != NULL;
}

static void leaks(void)
{
	char *p = malloc(11); //@ DoesNotEscape leaks malloc(11) => leaked

	p[0] = 1;
}

static char *wrong_returned(void)
{
	return malloc(12); //@ DoesNotEscape wrong_returned malloc(12) => freed+return
}

static char *wrong_grown(void)
{
	char *p = calloc(1, 13); //@ DoesNotEscape wrong_grown calloc(1, 13) => realloc+return

	return p;
}

static void wrong_kept(void)
{
	kept = malloc(14); //@ HeapCouldBeStack wrong_kept malloc(14) => reachable+return
}

static void wrong_kept_deep(void)
{
	char **box = malloc(sizeof *box); //@ DoesNotEscape wrong_kept_deep malloc(sizeof *box) => reachable+return

	*box = malloc(15); //@ DoesNotEscape wrong_kept_deep malloc(15) => reachable+return
	deep[1] = (char *)box;
}

static void wrong_out(char **out)
{
	if (posix_memalign((void **)out, 16, 17)) //@ DoesNotEscape wrong_out posix_memalign((void **)out, 16, 17) => freed+return
		*out = NULL;
}

static void wrong_jump(void)
{
	kept = malloc(18); //@ DoesNotEscape wrong_jump malloc(18) => freed
	longjmp(back, 1);
}

static void wrong_together(void)
{
	char *all[3];

	for (int i = 0; i < 3; i++)
		all[i] = malloc(19); //@ HeapCouldBeStack wrong_together malloc(19) => overlap
	for (int i = 0; i < 3; i++)
		free(all[i]);
}

struct pair {
	long kind;
	union {
		char *text;
		double number;
	} as;
};

static struct pair make_pair(size_t bytes)
{
	return (struct pair){ 1, { malloc(bytes) } };
}

static struct pair wrong_in_a_struct(void)
{
	struct pair ok = make_pair(23); //@ DoesNotEscape wrong_in_a_struct make_pair(23) => ok

	free(ok.as.text);
	return make_pair(24); //@ DoesNotEscape wrong_in_a_struct make_pair(24) => freed
}

static void *wrong_thread(void *arg)
{
	char *p = malloc(20); //@ DoesNotEscape wrong_thread malloc(20) => freed

	(void)arg;
	return p;
}

static void *ok_thread(void *arg)
{
	free(arg);
	return NULL;
}

static void threads(void)
{
	char *p = malloc(21); //@ DoesNotEscape threads malloc(21) => ok
	pthread_t t;
	void *q;

	pthread_create(&t, NULL, ok_thread, p);
	pthread_join(t, NULL);
	pthread_create(&t, NULL, wrong_thread, NULL);
	pthread_join(t, &q);
	free(q);
}

static void not_called(void)
{
	free(malloc(22)); //@ DoesNotEscape not_called malloc(22) => never
}

int main(int argc, char **argv)
{
	char *p;

	(void)argv;
	if (argc > 100)
		not_called();
	ok_local(1);
	ok_through_layers();
	ok_each_time(1000);
	ok_recursive(20);
	ok_out();
	leaks();
	calls_it();
	wrap_free(wrong_through_layers());
	free(wrong_returned());
	free(realloc(wrong_grown(), 40));
	if (!setjmp(back))
		wrong_jump();
	free(kept);
	wrong_kept();
	wrong_kept_deep();
	wrong_out(&p);
	free(p);
	wrong_together();
	free(wrong_in_a_struct().as.text);
	threads();
	return 0;
}
