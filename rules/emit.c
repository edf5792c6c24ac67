/*
 * All text is kept in the emitter's own table, once: there can be hundreds of thousands of findings, most of them alike.
 */
#include "rules/emit.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

void emitter_init(struct emitter *e, struct arena *memory)
{
	*e = (struct emitter){ .memory = memory };
	intern_init(&e->texts);
}

void emitter_release(struct emitter *e)
{
	VEC_RELEASE(&e->findings);
	VEC_RELEASE(&e->args);
	VEC_RELEASE(&e->notes);
	intern_release(&e->texts);
}

static const char *keep(struct emitter *e, const char *text)
{
	return intern_text(&e->texts, intern_adds(&e->texts, text));
}

static struct srcloc keep_place(struct emitter *e, struct srcloc at)
{
	if (at.path)
		at.path = keep(e, at.path);
	return at;
}

static void begin(struct emitter *e, const struct rule_name *name, const char *pass, const char *function, struct srcloc at)
{
	if (e->draft.name)
		BUG("finding %s was not ended before %s began", e->draft.name, name->name);
	if (!function || !*function)
		function = "<file>";
	e->draft = (struct finding){ .kind = name->kind, .severity = name->severity, .level = name->level, .config = "" };
	e->draft.category = e->rule->id;
	e->draft.rule = keep(e, pass);
	e->draft.name = keep(e, name->name);
	e->draft.function = keep(e, function);
	e->draft.loc = keep_place(e, at);
	VEC_CLEAR(&e->args);
	e->in_steps = false;
}

void emit_note(struct emitter *e, const char *line)
{
	VEC_PUSH(&e->notes, keep(e, line));
}

void emit_begin(struct emitter *e, size_t which, const char *function, struct srcloc at)
{
	if (which >= e->rule->n_names)
		BUG("rule %s has no name %zu", e->rule->id, which);
	begin(e, &e->rule->names[which], e->rule->id, function, at);
}

void emit_begin_as(struct emitter *e, const struct rule_name *name, const char *pass, const char *function, struct srcloc at)
{
	begin(e, name, pass, function, at);
}

void emit_arg(struct emitter *e, const char *key, const char *value, struct srcloc at)
{
	struct finding_arg arg = { keep(e, key), keep(e, value), keep_place(e, at) };

	if (!e->draft.name)
		BUG("an arg outside a finding");
	VEC_PUSH(&e->args, arg);
}

static void argv(struct emitter *e, const char *key, struct srcloc at, const char *format, va_list ap)
{
	struct strbuf value = STRBUF_INIT;

	strbuf_vaddf(&value, format, ap);
	emit_arg(e, key, value.text, at);
	strbuf_release(&value);
}

void emit_argf(struct emitter *e, const char *key, struct srcloc at, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	argv(e, key, at, format, ap);
	va_end(ap);
}

void emit_text(struct emitter *e, const char *words)
{
	emit_arg(e, "String", words, (struct srcloc){ .path = NULL });
}

void emit_textf(struct emitter *e, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	argv(e, "String", (struct srcloc){ .path = NULL }, format, ap);
	va_end(ap);
}

void emit_step(struct emitter *e, const char *key, const char *value, struct srcloc at)
{
	if (!e->in_steps)
		e->draft.n_message_args = e->args.n;
	e->in_steps = true;
	emit_text(e, "; ");
	emit_arg(e, key, value, at);
}

void emit_hotness(struct emitter *e, uint64_t hotness)
{
	e->draft.has_hotness = true;
	e->draft.hotness = hotness;
}

void emit_config(struct emitter *e, const char *config)
{
	e->draft.config = keep(e, config);
}

void emit_end(struct emitter *e)
{
	if (!e->draft.name)
		BUG("a finding ends that never began");
	if (!e->in_steps)
		e->draft.n_message_args = e->args.n;
	e->draft.n_args = e->args.n;
	e->draft.args = e->args.items;
	if (e->sift && e->sift(e->sift_context, &e->draft)) {
		e->draft = (struct finding){ .name = NULL };
		return;
	}
	if (e->args.n)
		e->draft.args = arena_memdup(e->memory, e->args.items, e->args.n * sizeof *e->args.items);
	VEC_PUSH(&e->findings, e->draft);
	e->draft = (struct finding){ .name = NULL };
}

/* Of findings that are equal but for their steps, the same one must be first every time. */
static int total_order(const void *va, const void *vb)
{
	const struct finding *a = va, *b = vb;
	int c = finding_compare(a, b);

	for (size_t i = 0; !c && i < a->n_args && i < b->n_args; i++) {
		c = strcmp(a->args[i].value, b->args[i].value);
		c = c ? c : strcmp(a->args[i].key, b->args[i].key);
		c = c ? c : srcloc_compare(a->args[i].loc, b->args[i].loc);
	}
	if (!c)
		c = (a->n_args > b->n_args) - (a->n_args < b->n_args);
	return c ? c : (a->hotness < b->hotness) - (a->hotness > b->hotness);
}

void emitter_sort(struct emitter *e)
{
	size_t kept = 0;

	if (!e->findings.n)
		return;
	qsort(e->findings.items, e->findings.n, sizeof *e->findings.items, total_order);
	for (size_t i = 1; i < e->findings.n; i++)
		if (finding_compare(&e->findings.items[kept], &e->findings.items[i]))
			e->findings.items[++kept] = e->findings.items[i];
	e->findings.n = kept + 1;
}
