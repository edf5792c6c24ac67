#!/usr/bin/env python3
"""escape_programs.py SEED: writes a random C program of two units, a.c and b.c, into the present folder, for escape_random.sh.

Its functions allocate nodes, pass them on, store them through parameters, globals, arrays, unions, struct copies and casts, call
each other directly, through pointers and in rings, and free next to nothing, so that what the run-time check finds at a return is
what the program keeps. Every pointer points to a node at all times, and no address of a local variable is kept, so that the
program is correct whatever is drawn.
"""
import random
import sys

HEAD = """#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
struct node {
	struct node *a, *b, *more[2];
	struct node **pp;
	union {
		struct node *u;
		uintptr_t bits;
	} as;
	long number;
};
struct pair {
	struct node *x, *y;
};
typedef struct node *(*step)(struct node *p, struct node *q, struct node **o, int d);
extern struct node root, *g0, *g1, *gv[3];
extern struct pair gp;
extern step table[2];
struct node *init(struct node *n);
struct node *make(void);
struct node *make_linked(struct node *to);
void fill(struct node **o);
void put(struct node *to, struct node *what);
struct node *pick(struct node *p, struct node *q, int d);
struct pair two(struct node *p, struct node *q);
void each(struct node *v[], int n, void (*f)(struct node *, void *), void *arg);
struct node *any(int n, ...);
void all(int n, ...);
struct node **slot(struct node *n, int d);
struct node *chain(struct node *p, struct node *q, int d);
struct node *chain_back(struct node *p, struct node *q, int d);
struct pair swap(struct pair p);
void copy(void *to, const void *from, size_t n);
struct visitor {
	void (*f)(struct node *, void *);
	void *arg;
	struct pair *pairs;
};
void run(struct visitor *v, struct node *n);
typedef struct node *trio[3];
void rotate(trio t);
int by_number(const void *a, const void *b);
int keeps_first(const void *a, const void *b);
"""

LIBRARY = """struct node root, *g0 = &root, *g1 = &root, *gv[3] = { &root, &root, &root };
struct pair gp = { &root, &root };
struct node *init(struct node *n)
{
	n->a = n->b = n->more[0] = n->more[1] = n->as.u = n;
	n->pp = &n->a;
	n->number = 0;
	return n;
}
struct node *make(void)
{
	struct node *n = malloc(sizeof *n);
	return init(n);
}
struct node *make_linked(struct node *to)
{
	struct node *n = make();
	n->a = to;
	return n;
}
void fill(struct node **o)
{
	*o = make();
}
void put(struct node *to, struct node *what)
{
	to->b = what;
}
struct node *pick(struct node *p, struct node *q, int d)
{
	return d & 1 ? p : q;
}
struct pair two(struct node *p, struct node *q)
{
	struct pair r = { p, q };
	return r;
}
void each(struct node *v[], int n, void (*f)(struct node *, void *), void *arg)
{
	for (int i = 0; i < n; i++)
		f(v[i], arg);
}
struct node *any(int n, ...)
{
	struct node *r = &root;
	va_list ap;
	va_start(ap, n);
	while (n-- > 0)
		r = va_arg(ap, struct node *);
	va_end(ap);
	return r;
}
static void link_all(int n, va_list ap)
{
	struct node *before = &root;
	for (before = va_arg(ap, struct node *); --n > 0;) {
		struct node *next = va_arg(ap, struct node *);
		before->more[0] = next;
		before = next;
	}
}
void all(int n, ...)
{
	va_list ap;
	va_start(ap, n);
	link_all(n, ap);
	va_end(ap);
}
struct node **slot(struct node *n, int d)
{
	switch (d) {
	case 1:
		return &n->a;
	case 2:
		return n->pp;
	default:
		return &n->more[d & 1];
	}
}
struct node *chain(struct node *p, struct node *q, int d)
{
	return d <= 0 ? p : chain_back(q, p, d - 1);
}
struct node *chain_back(struct node *p, struct node *q, int d)
{
	if (d == 2)
		p->more[1] = q;
	return chain(p, q->a, d - 1);
}
struct pair swap(struct pair p)
{
	struct node *t = p.x;
	p.x = p.y;
	p.y = t;
	return p;
}
void copy(void *to, const void *from, size_t n)
{
	memcpy(to, from, n);
}
void run(struct visitor *v, struct node *n)
{
	v->f(n, v->arg);
	if (v->pairs)
		v->f(v->pairs->x, v->pairs->y);
}
void rotate(trio t)
{
	struct node *first = t[0];
	for (int i = 0; i < 2; i++)
		t[i] = t[i + 1];
	*(t + 2) = first;
}
int by_number(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}
int keeps_first(const void *a, const void *b)
{
	(void)b;
	gv[2] = *(struct node **)a;
	return 0;
}
"""


class Function:
    def __init__(self, rng, number, count):
        self.rng, self.number, self.count = rng, number, count
        self.calls_left = 2

    def local(self):
        return self.rng.choice(["l0", "l1", "l2", "s.x", "s.y", "v[0]", "v[d & 1]", "t3[1]"])

    def pointer(self, depth=0):
        """An expression of type struct node *."""
        r = self.rng.random()
        if depth > 2 or r < 0.45:
            return self.rng.choice(["l0", "l1", "l2", "p", "q", "s.x", "v[1]", "l0", "l1"])
        inner = self.pointer(depth + 1)
        return self.rng.choice([
            f"({inner})->a", f"({inner})->b", f"({inner})->more[d & 1]", f"*({inner})->pp", f"({inner})->as.u", "*o", "g0", "gv[d % 3]", "gp.x",
            f"(struct node *)(uintptr_t)({inner})", f"(d & 2 ? {inner} : l1)", f"pick({inner}, l2, d)",
            f"(struct node *)((char *)&({inner})->number - offsetof(struct node, number))", f"(l2 = {inner}, l2)", f"two({inner}, l0).y",
            f"({{ struct node *t = {inner}; t; }})", f"(struct node *)(({inner})->as.bits)", f"(&({inner})->a)[1]", "kept",
            f"((struct pair){{ {inner}, l1 }}).x", f"any(2, l0, {inner})", f"*slot({inner}, d)", f"chain({inner}, l1, d)",
            f"swap((struct pair){{ {inner}, l2 }}).y", f"(*&l{self.rng.randrange(3)})", "t3[d % 3]", f"_Generic(0, int: {inner}, default: l0)",
            f"(struct node *)(((uintptr_t)({inner}) ^ 1) ^ 1)", f"*(struct node **)(void *)&({inner})->more[1]",
            f"(&(struct pair){{ l2, {inner} }})->y", "(s.x ? : l0)"])

    def fresh(self):
        return self.rng.choice(["init(malloc(sizeof(struct node)))", "make()", "init(calloc(1, sizeof(struct node)))", f"make_linked({self.pointer(1)})"])

    def target(self):
        """Something to assign to, mostly of this function alone."""
        r = self.rng.random()
        if r < 0.6:
            return self.local()
        if r < 0.85:
            return f"{self.rng.choice(['l0', 'l1', 'l2', 'v[1]'])}->{self.rng.choice(['a', 'b', 'more[1]', 'as.u', 'a->b'])}"
        return self.rng.choice(["p->a", "q->b", "*o", "*p->pp", "g1", "gv[1]", "gp.y", "kept", "p->more[d & 1]", "p->a->b"])

    def call(self):
        if not self.calls_left:
            return self.pointer()
        self.calls_left -= 1
        out = self.rng.choice(["&l0", "&l1", "&s.y", "&v[1]", f"&({self.pointer(1)})->a", "o", "&g0"])
        name = self.rng.choice([f"f{self.rng.randrange(self.count)}", f"f{self.rng.randrange(self.count)}", "table[d & 1]"])
        return f"{name}({self.pointer()}, {self.pointer()}, {out}, d - 1)"

    def block(self, depth):
        """Statements of their own, some of which leave."""
        lines = [self.statement(depth + 1) for _ in range(self.rng.randrange(1, 4))]
        if self.rng.random() < 0.3:
            lines.append(self.rng.choice(["return p;", f"return {self.local()};", f"return {self.pointer(1)};", "goto out;"]))
        return "\n\t".join(lines)

    def compound(self, depth):
        """Branches and loops, whose order counts."""
        left = self.rng.choice(["", "if (d & 1)\n\t\tbreak;\n\t", "if (d & 2)\n\t\tcontinue;\n\t"])
        return self.rng.choice([
            f"if (d & {self.rng.randrange(1, 4)}) {{\n\t{self.block(depth)}\n\t}} else {{\n\t{self.block(depth)}\n\t}}",
            f"if (d & {self.rng.randrange(1, 4)}) {{\n\t{self.block(depth)}\n\t}}",
            f"while (n++ < 3) {{\n\t{self.statement(depth + 1)}\n\t{left}{self.block(depth)}\n\t}}",
            f"do {{\n\t{self.statement(depth + 1)}\n\t{left}{self.statement(depth + 1)}\n\t}} while ({self.rng.choice(['0', 'n++ < 3'])});",
            f"for (; n++ < 3; {self.local()} = {self.pointer(1)}) {{\n\t{self.statement(depth + 1)}\n\t{left}{self.statement(depth + 1)}\n\t}}",
            f"switch (d & 3) {{\n\tcase 1:\n\t{self.statement(depth + 1)}\n\t{self.rng.choice(['break;', '__attribute__((fallthrough));'])}\n"
            f"\tcase 2:\n\t{self.statement(depth + 1)}\n\tbreak;\n\tdefault:\n\t{self.block(depth)}\n\t}}"])

    def statement(self, depth=0):
        r = self.rng.random()
        if depth < 3 and self.rng.random() < 0.25:
            return self.compound(depth)
        if r < 0.25:
            return f"{self.local()} = {self.fresh()};"
        if r < 0.6:
            return f"{self.target()} = {self.pointer()};"
        if r < 0.7:
            return f"{self.local()} = {self.call()};"
        return self.rng.choice([
            f"memcpy(&{self.local()}, &{self.local()}, sizeof(struct node *));",
            f"*({self.pointer(1)}) = *({self.pointer(1)});",
            f"s = two({self.pointer()}, {self.pointer()});",
            f"put({self.pointer()}, {self.pointer()});",
            f"fill({self.rng.choice(['&l0', '&l2', '&s.x', 'o', '&l1->a'])});",
            f"if (d & 1)\n\t\t{self.target()} = {self.pointer()};\n\telse\n\t\t{self.local()} = {self.pointer()};",
            f"for (int i = 0; i < 2; i++)\n\t\tv[i] = {self.fresh()};",
            f"for (struct node *t = {self.pointer()}; n++ < 3; t = t->a)\n\t\t{self.local()} = t;",
            f"each(v, 2, visit{self.number % 2}, {self.pointer()});",
            f"{self.local()}->pp = &({self.pointer(1)})->b;",
            f"all(3, {self.pointer(1)}, {self.pointer(1)}, l{self.rng.randrange(3)});",
            f"*slot({self.pointer(1)}, d) = {self.pointer(1)};",
            f"copy(&{self.local()}, &{self.local()}, sizeof(struct node *));",
            f"copy({self.pointer(1)}, {self.pointer(1)}, sizeof(struct node));",
            f"s = swap((struct pair){{ {self.pointer(1)}, {self.local()} }});",
            f"run(&(struct visitor){{ visit{self.rng.randrange(2)}, {self.pointer(1)}, {self.rng.choice(['NULL', '&s'])} }}, {self.pointer(1)});",
            f"t3[{self.rng.randrange(3)}] = {self.pointer(1)}, rotate(t3);",
            f"qsort(t3, 3, sizeof *t3, {self.rng.choice(['by_number', 'by_number', 'keeps_first'])});",
            f"{{\n\t\tstruct node w = *({self.pointer(1)});\n\t\t{self.local()} = w.a;\n\t\tw.b = {self.pointer(1)};\n\t\t*({self.pointer(1)}) = w;\n\t}}",
            f"{{\n\t\tstruct node **h = malloc(2 * sizeof *h);\n\t\th[0] = h[1] = {self.pointer(1)};\n\t\th = realloc(h, 4 * sizeof *h);\n"
            f"\t\t{self.local()} = h[d & 1];\n\t\tfree(h);\n\t}}",
            f"switch (d) {{\n\tcase 1:\n\t\t{self.local()} = {self.pointer(1)};\n\t\t__attribute__((fallthrough));\n\tdefault:\n"
            f"\t\tt3[0] = {self.local()};\n\t}}",
            f"if (n++ < 2)\n\t\tgoto again;",
            f"gp = s;" if self.rng.random() < 0.3 else f"s = (struct pair){{ .y = {self.pointer()}, .x = {self.pointer()} }};",
        ])

    def text(self):
        body = "\n\t".join(self.statement() for _ in range(self.rng.randrange(3, 8)))
        given = self.rng.choice(["p", "p", self.pointer(), "&root", self.local()])
        return f"""struct node *f{self.number}(struct node *p, struct node *q, struct node **o, int d)
{{
	static struct node *kept = &root;
	struct node *l0 = &root, *l1 = init(malloc(sizeof *l1)), *l2 = &root, *v[2] = {{ &root, &root }}, *t3[3] = {{ &root, &root, &root }};
	struct pair s = {{ &root, &root }};
	int n = 0;

	if (d <= 0)
		return p;
	(void)q, (void)o, (void)kept, (void)l2, (void)v, (void)s, (void)n, (void)t3;
again: __attribute__((unused));
	{body}
out: __attribute__((unused));
	return {given};
}}
"""


def main():
    rng = random.Random(int(sys.argv[1]))
    count = 10
    units = {"a.c": HEAD + LIBRARY, "b.c": HEAD}
    visits = """static void visit0(struct node *n, void *arg)
{
	n->a = arg;
}
static void visit1(struct node *n, void *arg)
{
	((struct node *)arg)->b = n->a;
}
"""
    declared = "".join(f"struct node *f{i}(struct node *p, struct node *q, struct node **o, int d);\n" for i in range(count))
    for name in units:
        units[name] += declared + visits + "void (*const unused[])(struct node *, void *) = { visit0, visit1 };\n".replace("unused", f"unused_{name[0]}")
    for i in range(count):
        units[rng.choice(["a.c", "b.c"])] += Function(rng, i, count).text()
    units["a.c"] += f"step table[2] = {{ f{rng.randrange(count)}, f{rng.randrange(count)} }};\nint main(void)\n{{\n\tinit(&root);\n"
    for i in range(count):
        for d in (1, 2, 3, 4):
            units["a.c"] += f"\t{{\n\t\tstruct node *o = make();\n\t\tf{i}(make(), make(), &o, {d});\n\t}}\n"
    units["a.c"] += "\treturn 0;\n}\n"
    for name, text in units.items():
        with open(name, "w") as f:
            f.write(text)


main()
