//!flags -m=2 --only=branch-dense-loop --remarks=off
/* Near misses: many conditions, all of a kind that is easy to predict. */
#include <assert.h>
#include <stdlib.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define FLAG 4

struct node { int key; struct node *next; };

_Noreturn void give_up(void);
void fail(void) __attribute__((noreturn));
int act(int x);

void invariant(const int *p, int a, int b, int n)
{
	for (int i = 0; i < n; i++) {
		if (a < b)
			act(1);
		if (a > 7)
			act(2);
		if (b <= n)
			act(3);
		if (p[i] == 3)
			act(4);
	}
}

void expected(const int *p, int n)
{
	for (int i = 0; i < n; i++) {
		if (__builtin_expect(p[i] < 3, 0))
			act(1);
		if (LIKELY(p[i] > 1 && p[i] < 8))
			act(2);
		if (!LIKELY(p[i] >= n))
			act(3);
		if (LIKELY(p[i] < p[n]) || LIKELY(p[i] > p[0]))
			act(4);
	}
}

void no_way_back(const int *p, int n)
{
	for (int i = 0; i < n; i++) {
		assert(p[i] < 100);
		assert(p[i] > 1 && p[i] <= n);
		if (p[i] > 3)
			abort();
		if (p[i] < 2) {
			act(1);
			fail();
		}
		if (p[i] < n)
			act(2);
		else
			give_up();
	}
}

void null_mask_truth_and_constants(struct node **p, const int *v, int n)
{
	for (int i = 0; i < n; i++) {
		if (p[i])
			act(1);
		if (p[i] != NULL && p[i]->next == 0)
			act(2);
		if (v[i] & FLAG)
			act(3);
		if ((v[i] & FLAG) == n)
			act(3);
		if (v[i])
			act(4);
		if (!v[i])
			act(5);
		if (v[i] == 'x' || v[i] != -1)
			act(6);
	}
}

int cheap_arms(const int *p, int n)
{
	int most = 0, least = 0, sum = 0;

	for (int i = 0; i < n; i++) {
		int x = p[i];

		if (x > most)
			most = x;
		if (x < least)
			least = x;
		else
			sum += x;
		if (x < 10)
			sum++;
		if (x > 20)
			sum -= 3, x = 1;
		sum += x > 3 ? 2 : n;
		sum += x < sum && x > least;
		act(sum);
	}
	return sum + most + least;
}

void switches(const int *p, int n)
{
	for (int i = 0; i < n; i++) {
		switch (p[i]) { case 1: act(1); break; case 2: act(2); }
		switch (p[i] & 3) { case 1: act(1); break; case 2: act(2); }
		switch (p[i] / 3) { case 1: act(1); break; case 2: act(2); }
		switch (p[i] / 9) { case 1: act(1); break; case 2: act(2); }
	}
}

/* What a loop counts is known. */
void counters(int n)
{
	int k = 0;

	for (int i = 0; i < n; i++, k += 2) {
		if (i < 3)
			act(1);
		if (k > i)
			act(2);
		if (i + k < n)
			act(3);
		if (i != k)
			act(4);
	}
}

/* In the head, once; in sizeof, never; in the loop's neighbour, not here. */
void elsewhere(const int *p, int n)
{
	for (int i = p[0] < p[1] && p[1] > p[2] && p[2] < p[3] && p[4] > p[n] && p[n] < n; i < n; i++)
		act((int)sizeof(char[1 + (sizeof(p[i] < n ? 1 : 2) > 3)]));
	if (p[0] < p[n])
		act(1);
again:
	/* A loop of gotos is none. */
	if (p[n] < 1 || p[n - 1] > 2)
		act(2);
	if (p[n] < 7 || p[n - 1] > 8)
		goto again;
}

/* A function that is called often is no loop. */
int no_loop(const int *p, const int *q)
{
	return p[0] < q[0] ? act(1) : p[1] < q[1] ? act(2) : p[2] < q[2] ? act(3) : p[3] < q[3] ? act(4) : 0;
}
