/* `whynot diff OLD NEW`: two YAML reports, or two records of a compiler, and what got better and worse between them. */
#include "analyzer/diff.h"

#include "analyzer/base/file.h"
#include "analyzer/base/printable.h"
#include "analyzer/render.h"
#include "rules/gate/diff.h"
#include "rules/gate/remark_file.h"

#include <string.h>
#include <unistd.h>

static int load(struct remark_file *r, const char *path, struct error *e)
{
	struct strbuf text = STRBUF_INIT;
	int rc;

	remark_file_init(r, path);
	rc = file_read(path, &text, e);
	if (rc == 0)
		rc = remark_file_read(r, text.text, text.len, e);
	strbuf_release(&text);
	return rc;
}

/* ---- what is shown --------------------------------------------------------------------------------------------------------- */

static const struct finding *subject(const struct change *c)
{
	return c->new ? c->new : c->old;
}

/* What got worse is always shown, the rest from its level on; moves are for who asks for everything. */
static bool is_shown(const struct options *o, const struct change *c)
{
	const struct finding *f = subject(c);
	int level = f->severity >= SEVERITY_WARNING || (f->kind == FINDING_PASSED && f->level <= 1) ? 0 : f->level;

	if (!options_only(o, f->rule))
		return false;
	if (c->is_worse)
		return true;
	return c->kind == CHANGE_MOVED ? o->level >= 3 : level <= o->level;
}

/* ---- text ------------------------------------------------------------------------------------------------------------------ */

static void put_place(struct out *o, const struct srcloc *loc)
{
	printable_write(o, loc->path ? loc->path : "<no place>");
	if (loc->line)
		out_printf(o, ":%u:%u", loc->line, loc->col);
}

/* What a report from elsewhere says. */
static void put_message(struct out *o, const struct finding *f)
{
	struct strbuf text = STRBUF_INIT;

	finding_message(f, &text);
	printable_write(o, text.text);
	strbuf_release(&text);
}

static void put_name(struct out *o, const struct finding *f)
{
	out_puts(o, " [");
	printable_write(o, f->rule);
	out_putc(o, '/');
	printable_write(o, f->name);
	out_putc(o, ']');
}

static void put_change(struct out *o, const struct change *c)
{
	const struct finding *f = subject(c);

	put_place(o, &f->loc);
	out_printf(o, ": %s: ", change_word(c->kind));
	if (f->severity != SEVERITY_NOTE)
		out_printf(o, "%s: ", severity_word(f->severity));
	put_message(o, f);
	put_name(o, f);
	if (strcmp(f->function, "<file>")) {
		out_puts(o, " in ");
		printable_write(o, f->function);
	}
	out_putc(o, '\n');
	if (c->kind == CHANGE_REASON) {
		out_puts(o, "    was: ");
		put_message(o, c->old);
		put_name(o, c->old);
		out_putc(o, '\n');
	}
	if (c->kind == CHANGE_MOVED) {
		out_puts(o, "    from: ");
		put_place(o, &c->old->loc);
		if (strcmp(c->old->function, f->function)) {
			out_puts(o, " in ");
			printable_write(o, c->old->function);
		}
		out_putc(o, '\n');
	}
	if (c->why) {
		out_puts(o, c->kind == CHANGE_LOST ? "    now: " : "    was: ");
		put_message(o, c->why);
		put_name(o, c->why);
		out_puts(o, " at ");
		put_place(o, &c->why->loc);
		out_putc(o, '\n');
	}
}

/* ---- by function ----------------------------------------------------------------------------------------------------------- */

enum { N_KINDS = CHANGE_MOVED + 1 };

struct tally {
	const char *function, *file;
	size_t n[N_KINDS];
};

struct tallies {
	VEC(struct tally) list;
};

static int by_function(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	int c = strcmp(x->function, y->function);

	return c ? c : strcmp(x->file, y->file);
}

static void add_tally(struct tallies *t, const struct change *c)
{
	const struct finding *f = subject(c);
	struct tally one = { .function = f->function, .file = f->loc.path ? f->loc.path : "" };

	one.n[c->kind] = 1;
	VEC_PUSH(&t->list, one);
}

/* Functions in which something was lost, won, new or fixed. */
static void put_tallies(struct out *o, struct tallies *t)
{
	if (t->list.n)
		qsort(t->list.items, t->list.n, sizeof *t->list.items, by_function);
	for (size_t i = 0, k; i < t->list.n; i = k) {
		struct tally sum = t->list.items[i];
		const char *separator = ": ";

		for (k = i + 1; k < t->list.n && !by_function(&t->list.items[k], &sum); k++)
			for (int kind = 0; kind < N_KINDS; kind++)
				sum.n[kind] += t->list.items[k].n[kind];
		printable_write(o, sum.function);
		out_putc(o, ' ');
		printable_write(o, sum.file);
		for (int kind = 0; kind < N_KINDS; kind++) {
			if (!sum.n[kind])
				continue;
			out_printf(o, "%s%zu %s", separator, sum.n[kind], change_word((enum change_kind)kind));
			separator = ", ";
		}
		out_putc(o, '\n');
	}
}

static void write_text(const struct options *options, const struct changes *c, struct out *o)
{
	struct tallies t = { { NULL, 0, 0 } };

	for (size_t i = 0; i < c->list.n; i++) {
		if (!is_shown(options, &c->list.items[i]))
			continue;
		put_change(o, &c->list.items[i]);
		if (strcmp(subject(&c->list.items[i])->function, "<file>"))
			add_tally(&t, &c->list.items[i]);
	}
	if (t.list.n)
		out_puts(o, "\nby function:\n");
	put_tallies(o, &t);
	VEC_RELEASE(&t.list);
}

/* ---- other formats ------------------------------------------------------------------------------------------------------------------- */

/* The finding with one more step: what happened to it. */
static struct finding with_change(const struct change *c, struct arena *memory)
{
	struct finding f = *subject(c);
	struct finding_arg *args = ARENA_ARRAY(memory, struct finding_arg, f.n_args + 2);

	for (size_t i = 0; i < f.n_args; i++)
		args[i] = f.args[i];
	args[f.n_args++] = (struct finding_arg){ "String", "; ", { NULL, 0, 0 } };
	args[f.n_args] = (struct finding_arg){ "Change", change_word(c->kind), c->old ? c->old->loc : (struct srcloc){ NULL, 0, 0 } };
	f.n_args++;
	f.args = args;
	return f;
}

/* As findings, for the formats that know no changes. They come by place, as findings do. */
static int write_findings(const struct options *options, const struct changes *c, const char *format, struct error *e)
{
	struct arena memory = { 0 };
	struct finding *findings = ARENA_ARRAY(&memory, struct finding, c->list.n);
	size_t n = 0;
	int rc;

	for (size_t i = 0; i < c->list.n; i++)
		if (is_shown(options, &c->list.items[i]))
			findings[n++] = with_change(&c->list.items[i], &memory);
	rc = render_read(findings, n, 3, options, format, e);
	arena_release(&memory);
	return rc;
}

/* ---- the command ------------------------------------------------------------------------------------------------------------ */

static int write_changes(const struct options *options, const struct changes *c, const char *format, struct error *e)
{
	bool is_text = !strcmp(format, "text");
	struct out o;

	if (write_findings(options, c, is_text ? NULL : format, e) < 0)
		return -1;
	if (!is_text)
		return 0;
	out_to_fd(&o, STDOUT_FILENO, "standard output");
	write_text(options, c, &o);
	return out_close(&o, e);
}

/* How many of each kind there are, and how many of all are not shown. */
static size_t count(const struct options *o, const struct changes *c, size_t n[N_KINDS], size_t *n_hidden)
{
	size_t n_worse = 0;

	*n_hidden = 0;
	for (size_t i = 0; i < c->list.n; i++) {
		if (!options_only(o, subject(&c->list.items[i])->rule))
			continue;
		n[c->list.items[i].kind]++;
		*n_hidden += !is_shown(o, &c->list.items[i]);
		n_worse += c->list.items[i].is_worse;
	}
	return n_worse;
}

static int compare(const struct options *o, const struct remark_file *old, const struct remark_file *new, struct strbuf *summary,
		   struct error *e)
{
	struct changes c;
	size_t n[N_KINDS] = { 0 }, n_worse, n_hidden;
	int rc;

	changes_find(&c, old->findings.items, old->findings.n, new->findings.items, new->findings.n, o->fail_level);
	rc = write_changes(o, &c, render_format(o), e);
	n_worse = count(o, &c, n, &n_hidden);
	strbuf_addf(summary, "%zu got worse: ", n_worse);
	for (int kind = 0; kind < N_KINDS; kind++)
		strbuf_addf(summary, "%zu %s, ", n[kind], change_word((enum change_kind)kind));
	strbuf_addf(summary, "%zu the same", c.n_same);
	if (n_hidden)
		strbuf_addf(summary, "; %zu of the changes are not shown here, -m=3 shows all", n_hidden);
	changes_release(&c);
	if (rc < 0)
		return -1;
	return n_worse && !o->exit_zero ? 1 : 0;
}

int run_diff(const struct options *o, struct strbuf *summary, struct error *e)
{
	struct remark_file old, new;
	int status = -1;

	if (o->files.n != 2)
		return error_set(e, "diff takes two YAML reports, the old one and the new one");
	if (o->format && strcmp(o->format, "text") && strcmp(o->format, "yaml") && strcmp(o->format, "html") && strcmp(o->format, "none"))
		return error_set(e, "--format of diff is text, yaml, html or none, not '%s'", o->format);
	if (load(&old, o->files.items[0], e) == 0) {
		if (load(&new, o->files.items[1], e) == 0)
			status = compare(o, &old, &new, summary, e);
		remark_file_release(&new);
	}
	remark_file_release(&old);
	return status;
}
