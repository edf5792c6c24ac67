/* Near misses: padding that no order of the members would save, and layouts that were asked for. */
struct tail_only {
	long value;
	char last;
};

struct one_hole_moved_to_the_end {
	char first;
	long value;
};

struct already_sorted {
	double a;
	int b;
	short c;
	char d;
};

struct pairs_fill_up {
	char a, b;
	short c;
	int d;
	long e;
};

struct __attribute__((packed)) packed {
	char a;
	long b;
	char c;
};

struct single {
	char only;
};

struct empty {
};

union either {
	char a;
	long b;
};

struct forward;

struct bits {
	unsigned a : 1, b : 7;
	unsigned c : 24;
};

struct array_first {
	int table[7];
	char used;
};

struct flexible {
	long n;
	char kind;
	char data[];
};

long use(struct tail_only *a, struct one_hole_moved_to_the_end *b, struct already_sorted *c, struct pairs_fill_up *d,
	 struct packed *e, struct single *f, struct empty *g, union either *h, struct forward *i, struct bits *j,
	 struct array_first *k, struct flexible *l)
{
	return a->value + b->value + c->b + d->e + e->b + f->only + (g != 0) + h->b + (i != 0) + j->c + k->used + l->n;
}
