/*
 * All text is copied into the arena, since findings outlive the program. There can be hundreds of thousands of them, most
 * of them alike, so text that the finding before had in the same place, and the common keys, are not copied again.
 */
#include "rules/emit.h"

#include "analyzer/base/strbuf.h"

#include <string.h>

void emitter_init(struct emitter *e, struct arena *memory)
{
	*e = (struct emitter){ .memory = memory };
}

void emitter_release(struct emitter *e)
{
	VEC_RELEASE(&e->findings);
	VEC_RELEASE(&e->args);
}

/* The keys that are in most findings: DESIGN.md, section 5, and the commonest of LLVM's. */
static const char *common_key(const char *key)
{
	static const char *const keys[] = { "String", "Callee", "Caller", "Bytes", "Reason", "Edge", "Header", "Flow",
					    "Cost", "Threshold", "Line", "Column", "Type", "OtherAccess", "ClobberedBy" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!strcmp(keys[i], key))
			return keys[i];
	return NULL;
}

static const char *keep(struct emitter *e, const char *text, const char *like)
{
	if (!*text)
		return "";
	return like && !strcmp(text, like) ? like : arena_strdup(e->memory, text);
}

static const struct finding *previous(const struct emitter *e)
{
	return e->findings.n ? VEC_LAST(&e->findings) : NULL;
}

static struct srcloc keep_place(struct emitter *e, struct srcloc at, const char *like)
{
	if (at.path)
		at.path = keep(e, at.path, like);
	return at;
}

static void begin(struct emitter *e, const struct rule_name *name, const char *pass, const char *function, struct srcloc at)
{
	const struct finding *like = previous(e);

	if (e->draft.name)
		BUG("finding %s was not ended before %s began", e->draft.name, name->name);
	if (!function || !*function)
		function = "<file>";
	e->draft = (struct finding){ .kind = name->kind, .severity = name->severity, .level = name->level, .config = "" };
	e->draft.category = e->rule->id;
	e->draft.rule = keep(e, pass, like ? like->rule : NULL);
	e->draft.name = keep(e, name->name, like ? like->name : NULL);
	e->draft.function = keep(e, function, like ? like->function : NULL);
	e->draft.loc = keep_place(e, at, like ? like->loc.path : NULL);
	VEC_CLEAR(&e->args);
	e->in_steps = false;
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
	const struct finding *before = previous(e);
	const struct finding_arg *like = before && e->args.n < before->n_args ? &before->args[e->args.n] : NULL;
	struct finding_arg arg = { .key = common_key(key) };

	if (!e->draft.name)
		BUG("an arg outside a finding");
	if (!arg.key)
		arg.key = keep(e, key, like ? like->key : NULL);
	arg.value = keep(e, value, like ? like->value : NULL);
	arg.loc = keep_place(e, at, e->draft.loc.path);
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
	const struct finding *like = previous(e);

	e->draft.config = keep(e, config, like ? like->config : NULL);
}

void emit_end(struct emitter *e)
{
	if (!e->draft.name)
		BUG("a finding ends that never began");
	if (!e->in_steps)
		e->draft.n_message_args = e->args.n;
	e->draft.n_args = e->args.n;
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
