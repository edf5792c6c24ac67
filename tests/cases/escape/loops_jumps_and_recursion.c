//!flags -m=1
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

struct node {
	struct node *next;
};

void fresh_in_each_turn(int n)
{
	for (int i = 0; i < n; i++) {
		char *p = malloc(8); //! missed escape HeapCouldBeStack

		p[0] = 1;
		free(p);
	}
}

void sized_in_each_turn(int n)
{
	while (n--) {
		char *p = malloc((size_t)n); //! missed escape AllocationInLoop

		p[0] = 1;
		free(p);
	}
}

int of_a_size_from_outside(size_t size, const char *const *lines)
{
	char *p;
	int sum = 0;

	for (; *lines; lines++) {
		p = malloc(size); //! missed escape AllocationInLoop
		if (!p)
			break;
		memcpy(p, *lines, size);
		sum += p[0];
		free(p);
	}
	return sum;
}

int not_given_back_in_every_turn(size_t size, const char *const *lines)
{
	char *p = NULL;
	int sum = 0;

	for (; *lines; lines++) {
		p = malloc(size); //! analysis escape DoesNotEscape "not bounded"
		sum += p[0] = lines[0][0];
		if (lines[0][1])
			free(p);
	}
	return sum;
}

int linked_from_turn_to_turn(int n)
{
	struct node *head = NULL, *last;

	while (n--) {
		last = malloc(sizeof *last); //! analysis escape DoesNotEscape "may live on from one turn of a loop to the next"
		last->next = head;
		head = last;
	}
	for (n = 0; head; n++, head = last) {
		last = head->next;
		free(head);
	}
	return n;
}

int remembered_from_turn_to_turn(int n)
{
	char *last = NULL;
	int same = 0;

	while (n--) {
		char *p = malloc(8); //! analysis escape DoesNotEscape "may live on"

		p[0] = (char)n;
		same += last && last[0] == p[0];
		free(last);
		last = p;
	}
	free(last);
	return same;
}

int by_goto(int n)
{
	char *p;
again:
	p = malloc(8); //! analysis escape DoesNotEscape "may live on"
	p[0] = 1;
	if (n--)
		goto again;
	free(p);
	return n;
}

int goto_forward(int n)
{
	char *p = malloc(8); //! missed escape HeapCouldBeStack

	if (n)
		goto out;
	p[0] = 1;
out:
	free(p);
	return n;
}

void recursive(int n)
{
	char *p = malloc(8); //! analysis escape DoesNotEscape "recursive"

	if (n)
		recursive(n - 1);
	free(p);
}

static void pong(int n);
static void ping(int n)
{
	char *p = malloc(8); //! analysis escape DoesNotEscape "recursive"

	if (n)
		pong(n - 1);
	free(p);
}
static void pong(int n) { ping(n - 1); }

static jmp_buf jump;

void with_setjmp(void)
{
	char *volatile p = malloc(8); //! analysis escape DoesNotEscape "setjmp"

	if (!setjmp(jump))
		p[0] = 1;
	free(p);
}

void resized(size_t n)
{
	char *p = malloc(8), *q; //! analysis escape DoesNotEscape "resized"

	q = realloc(p, n); //! analysis escape DoesNotEscape "not bounded"
	free(q);
}

void grown_in_a_loop(int n)
{
	char *p = NULL;

	while (n--)
		p = realloc(p, (size_t)n); //! analysis escape DoesNotEscape "resized"
	free(p);
}
