#!/usr/bin/env python3
"""escape_programs.py SEED: writes a random C program of two units, a.c and b.c, into the present folder, for escape_random.sh.

Its functions allocate nodes, pass them on, store them through parameters, globals, arrays, unions, struct copies and casts, call
each other directly, through pointers and in rings, and free next to nothing, so that what the run-time check finds at a return is
what the program keeps. Every pointer points to a node at all times, and no address of a local variable is kept, so that the
program is correct whatever is drawn.
"""
import random
import sys

HEAD = """#include <stddef.h>
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
"""


class Function:
    def __init__(self, rng, number, count):
        self.rng, self.number, self.count = rng, number, count
        self.calls_left = 2

    def local(self):
        return self.rng.choice(["l0", "l1", "l2", "s.x", "s.y", "v[0]", "v[d & 1]"])

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
            f"((struct pair){{ {inner}, l1 }}).x"])

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

    def statement(self):
        r = self.rng.random()
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
            f"gp = s;" if self.rng.random() < 0.3 else f"s = (struct pair){{ .y = {self.pointer()}, .x = {self.pointer()} }};",
        ])

    def text(self):
        body = "\n\t".join(self.statement() for _ in range(self.rng.randrange(3, 8)))
        given = self.rng.choice(["p", "p", self.pointer(), "&root", self.local()])
        return f"""struct node *f{self.number}(struct node *p, struct node *q, struct node **o, int d)
{{
	static struct node *kept = &root;
	struct node *l0 = &root, *l1 = init(malloc(sizeof *l1)), *l2 = &root, *v[2] = {{ &root, &root }};
	struct pair s = {{ &root, &root }};
	int n = 0;

	if (d <= 0)
		return p;
	(void)q, (void)o, (void)kept, (void)l2, (void)v, (void)s, (void)n;
	{body}
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
