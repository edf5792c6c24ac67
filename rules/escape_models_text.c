/*
 * Recursive descent without the recursion: a line is a head and a list of effects, an effect a few words. Each take_*
 * function consumes what it is named after, or fills the error with the place of the first byte that does not fit.
 */
#include "rules/escape_models_text.h"

#include "analyzer/base/vec.h"
#include "rules/escape_models_words.h"

#include <string.h>

struct reader {
	struct models *into;
	const char *path;        /* NULL: the tree's own */
	struct words w;          /* what is still to be read */
	struct model draft;      /* of this line, with the two lists below for its contents */
	VEC(const char *) params;
	VEC(struct model_effect) effects;
};

#define FAIL(r, where, ...) \
	error_at((r)->w.e, (r)->w.path, (r)->w.line, (unsigned)((where) - (r)->w.line_start) + 1, __VA_ARGS__)

/* What may not be a parameter's name, because it means something in an effect. */
static const char *const reserved[] = { "result", "new", "handle", "global", "keeps", "frees", "calls", "noreturn", "if",
					"_" };

/* ---- the head: name(parameters) -------------------------------------------------------------------------------------- */

static int find_param(const struct reader *r, struct word w)
{
	for (size_t i = 0; i < r->params.n; i++)
		if (word_is(w, r->params.items[i]))
			return (int)i;
	return -1;
}

static int take_param_name(struct reader *r)
{
	struct word w = words_peek(&r->w);

	if (!w.len)
		return FAIL(r, r->w.at, "a parameter's name is expected here; the form is: name(one, two, ...): effects");
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (word_is(w, reserved[i]))
			return FAIL(r, w.text, "'%s' means something in effects; give the parameter another name", reserved[i]);
	if (find_param(r, w) >= 0)
		return FAIL(r, w.text, "there is a parameter '%.*s' already; give each its own name", (int)w.len, w.text);
	if (r->params.n == MODEL_MOST_PARAMS)
		return FAIL(r, w.text, "more than %d parameters; a model can describe no more", MODEL_MOST_PARAMS);
	VEC_PUSH(&r->params, arena_strndup(&r->into->memory, w.text, w.len));
	r->w.at += w.len;
	return 0;
}

static int take_params(struct reader *r)
{
	if (words_take(&r->w, ")"))
		return 0;
	do {
		if (words_take(&r->w, "...")) {
			r->draft.variadic = true;
			break;
		}
		if (take_param_name(r) < 0)
			return -1;
	} while (words_take(&r->w, ","));
	return words_expect(&r->w, ")", r->draft.variadic ? "'...' is the last parameter" : "parameters are separated by commas");
}

/* ---- places ----------------------------------------------------------------------------------------------------------- */

/* A parameter, or "..." for all that are not named. */
static int take_param(struct reader *r, uint8_t *param)
{
	struct word w;
	int i;

	words_skip_blanks(&r->w);
	if (words_take(&r->w, "...")) {
		if (!r->draft.variadic)
			return FAIL(r, r->w.at - 3, "the function takes no '...'; name the parameter, or add '...' to the list");
		*param = (uint8_t)r->params.n;
		return 0;
	}
	w = words_peek(&r->w);
	if (!w.len)
		return FAIL(r, r->w.at, "a parameter is expected here");
	i = find_param(r, w);
	if (i < 0)
		return FAIL(r, w.text, "'%.*s' is no parameter of this function; add it to the list in front", (int)w.len, w.text);
	*param = (uint8_t)i;
	r->w.at += w.len;
	return 0;
}

static int take_depth(struct reader *r, uint8_t *depth)
{
	words_skip_blanks(&r->w);
	for (*depth = 0; words_take(&r->w, "*"); ++*depth)
		if (*depth == MODEL_MOST_DEPTH)
			return FAIL(r, r->w.at - 1, "more than %d '*'; write the deepest that can be described", MODEL_MOST_DEPTH);
	return 0;
}

/* "p", "*p", "**p", "...". */
static int take_param_place(struct reader *r, struct model_place *place)
{
	place->kind = MODEL_PARAM;
	return take_depth(r, &place->depth) < 0 ? -1 : take_param(r, &place->param);
}

/* "[n]" or "[n * size]" behind "new". */
static int take_size(struct reader *r, struct model_place *place)
{
	if (!words_take(&r->w, "["))
		return 0;
	do {
		if (place->n_factors == MODEL_MOST_FACTORS)
			return FAIL(r, r->w.at - 1, "a size is one parameter or the product of two; leave [...] away for another");
		words_skip_blanks(&r->w);
		if (take_param(r, &place->factors[place->n_factors]) < 0)
			return -1;
		if (place->factors[place->n_factors] == r->params.n)
			return FAIL(r, r->w.at - 3, "'...' cannot be a size; name a parameter");
		place->n_factors++;
	} while (words_take(&r->w, "*"));
	return words_expect(&r->w, "]", "the form is: new[n] or new[n * size]");
}

/* What a pointer comes from: new, handle, global, a parameter's place, or f() for what a callback returns. */
static int take_source(struct reader *r, struct model_place *place)
{
	struct word w = words_peek(&r->w);
	const char *name;

	*place = (struct model_place){ .kind = MODEL_PARAM };
	if (word_is(w, "new"))
		place->kind = MODEL_NEW;
	else if (word_is(w, "handle"))
		place->kind = MODEL_HANDLE;
	else if (word_is(w, "global"))
		place->kind = MODEL_GLOBAL;
	if (place->kind != MODEL_PARAM) {
		r->w.at += w.len;
		return place->kind == MODEL_NEW ? take_size(r, place) : 0;
	}
	if (take_param_place(r, place) < 0)
		return -1;
	if (!words_take(&r->w, "("))
		return 0;
	name = place->param < r->params.n ? r->params.items[place->param] : "...";
	if (place->depth)
		return FAIL(r, r->w.at - 1, "only a parameter itself can be called; write %s() without '*'", name);
	place->kind = MODEL_CALLBACK_RESULT;
	if (words_take(&r->w, ")"))
		return 0;
	return FAIL(r, r->w.at, "')' is expected here; %s() stands for what %s returns; its arguments are given by: calls %s(...)", name,
		    name, name);
}

/* ---- effects ---------------------------------------------------------------------------------------------------------- */

static bool same_place(const struct model_place *a, const struct model_place *b)
{
	return a->kind == b->kind && a->depth == b->depth && a->param == b->param && a->slot == b->slot;
}

/* "if !p" behind an effect. */
static int take_condition(struct reader *r, struct model_effect *effect)
{
	struct word w = words_peek(&r->w);

	if (!word_is(w, "if"))
		return 0;
	r->w.at += w.len;
	if (words_expect(&r->w, "!", "the one condition is: if !p, for a p that is a null pointer") < 0 || take_param(r, &effect->null_param) < 0)
		return -1;
	if (effect->null_param == r->params.n)
		return FAIL(r, r->w.at - 3, "'...' cannot be a condition; name a parameter");
	effect->only_if_null = true;
	return 0;
}

static bool has_effect(const struct reader *r, const struct model_effect *effect)
{
	for (size_t i = 0; i < r->effects.n; i++) {
		const struct model_effect *was = &r->effects.items[i];

		if (was->kind == effect->kind && same_place(&was->from, &effect->from) && same_place(&was->to, &effect->to))
			return true;
	}
	return false;
}

static int add_effect(struct reader *r, const char *where, struct model_effect effect)
{
	if (has_effect(r, &effect))
		return FAIL(r, where, "this effect is there already; write it once");
	VEC_PUSH(&r->effects, effect);
	return 0;
}

static int take_keeps(struct reader *r, const char *where)
{
	struct model_effect effect = { .kind = MODEL_FLOWS, .to = { .kind = MODEL_GLOBAL } };

	if (take_source(r, &effect.from) < 0)
		return -1;
	if (effect.from.kind != MODEL_PARAM && effect.from.kind != MODEL_CALLBACK_RESULT)
		return FAIL(r, where, "a parameter can be kept, or what it points to, or what a callback returns; nothing else");
	return take_condition(r, &effect) < 0 ? -1 : add_effect(r, where, effect);
}

static int take_frees(struct reader *r, const char *where)
{
	struct model_effect effect = { .kind = MODEL_FREES };

	return take_param_place(r, &effect.from) < 0 ? -1 : add_effect(r, where, effect);
}

/* One argument of a callback; "_" is one that is none of the caller's. */
static int take_argument(struct reader *r, uint8_t callback, unsigned slot)
{
	struct model_effect pass = { .kind = MODEL_FLOWS };
	const char *where;

	words_skip_blanks(&r->w);
	where = r->w.at;
	if (slot == MODEL_MOST_PARAMS)
		return FAIL(r, where, "more than %d arguments; a model can describe no more", MODEL_MOST_PARAMS);
	if (word_is(words_peek(&r->w), "_")) {
		r->w.at++;
		return 0;
	}
	pass.to = (struct model_place){ .kind = MODEL_CALLBACK_PARAM, .param = callback, .slot = (uint8_t)slot };
	if (take_source(r, &pass.from) < 0)
		return -1;
	if (pass.from.kind != MODEL_PARAM && pass.from.kind != MODEL_GLOBAL)
		return FAIL(r, where, "a callback gets a parameter, what it points to, global, or _ for what is not the caller's");
	return has_effect(r, &pass) ? 0 : add_effect(r, where, pass);
}

/* "calls f(p, *q, _, global)". It may stand twice, for a comparison that gets its arguments in either order. */
static int take_calls(struct reader *r, const char *where)
{
	struct model_effect call = { .kind = MODEL_CALLS, .from = { .kind = MODEL_PARAM } };
	unsigned slot = 0;

	if (take_param(r, &call.from.param) < 0)
		return -1;
	if (!has_effect(r, &call))
		add_effect(r, where, call);
	if (words_expect(&r->w, "(", "the form is: calls f(what, it, gets)") < 0)
		return -1;
	if (words_take(&r->w, ")"))
		return 0;
	do {
		if (take_argument(r, call.from.param, slot++) < 0)
			return -1;
	} while (words_take(&r->w, ","));
	return words_expect(&r->w, ")", "arguments are separated by commas");
}

/* "result = p", "*result = *p", "*p = q". */
static int take_flow(struct reader *r, const char *where)
{
	struct model_effect effect = { .kind = MODEL_FLOWS };

	if (take_depth(r, &effect.to.depth) < 0)
		return -1;
	if (word_is(words_peek(&r->w), "result")) {
		effect.to.kind = MODEL_RESULT;
		r->w.at += strlen("result");
	} else if (word_is(words_peek(&r->w), "global")) {
		return FAIL(r, where, "nothing is assigned to global; write: keeps p");
	} else if (take_param(r, &effect.to.param) < 0) {
		return -1;
	} else if (!effect.to.depth) {
		return FAIL(r, where, "a call cannot change its caller's argument, only what it points to; write *%.*s",
			    (int)(r->w.at - where), where);
	}
	if (words_expect(&r->w, "=", "effects are: result = p, *p = q, keeps p, frees p, calls f(p), noreturn") < 0 ||
	    take_source(r, &effect.from) < 0 || take_condition(r, &effect) < 0)
		return -1;
	return add_effect(r, where, effect);
}

static int take_effect(struct reader *r)
{
	struct word w = words_peek(&r->w);

	if (words_at_end(&r->w))
		return FAIL(r, r->w.at, "an effect is expected here; a function without any is written without ':' and ends without ','");
	if (word_is(w, "noreturn")) {
		r->w.at += w.len;
		if (r->draft.noreturn)
			return FAIL(r, w.text, "this effect is there already; write it once");
		r->draft.noreturn = true;
		return 0;
	}
	if (word_is(w, "keeps") || word_is(w, "frees") || word_is(w, "calls")) {
		r->w.at += w.len;
		return *w.text == 'k' ? take_keeps(r, w.text) : *w.text == 'f' ? take_frees(r, w.text) : take_calls(r, w.text);
	}
	return take_flow(r, w.text);
}

/* ---- lines ------------------------------------------------------------------------------------------------------------ */

static int take_model(struct reader *r)
{
	struct word name = words_peek(&r->w);
	struct arena *memory = &r->into->memory;

	if (!name.len)
		return FAIL(r, r->w.at, "a function's name is expected here; the form is: name(parameters): effects");
	VEC_CLEAR(&r->params);
	VEC_CLEAR(&r->effects);
	r->draft = (struct model){ .at = { r->path, r->w.line, (uint32_t)(name.text - r->w.line_start) + 1 } };
	r->w.at += name.len;
	if (words_expect(&r->w, "(", "the form is: name(parameters): effects") < 0 || take_params(r) < 0)
		return -1;
	if (words_take(&r->w, ":")) {
		do {
			if (take_effect(r) < 0)
				return -1;
		} while (words_take(&r->w, ","));
	}
	if (!words_at_end(&r->w))
		return FAIL(r, r->w.at, "the line should end here; effects stand behind ':' and are separated by ','");
	r->draft.name = arena_strndup(memory, name.text, name.len);
	r->draft.n_params = (uint8_t)r->params.n;
	r->draft.n_effects = r->effects.n;
	if (r->params.n)
		r->draft.params = arena_memdup(memory, r->params.items, r->params.n * sizeof *r->params.items);
	if (r->effects.n)
		r->draft.effects = arena_memdup(memory, r->effects.items, r->effects.n * sizeof *r->effects.items);
	VEC_PUSH(r->into, r->draft);
	return 0;
}

int models_parse(struct models *into, const char *path, const char *text, size_t len, struct error *e)
{
	struct reader r = { .into = into, .path = path, .w = { path ? path : "escape_models.txt", text, text + len, text, 0, e } };
	int rc = 0;

	while (r.w.at < r.w.end && rc == 0) {
		const char *line_end = memchr(r.w.at, '\n', (size_t)(r.w.end - r.w.at));

		r.w.line_start = r.w.at;
		r.w.line++;
		if (!words_at_end(&r.w))
			rc = take_model(&r);
		r.w.at = line_end ? line_end + 1 : r.w.end;
	}
	VEC_RELEASE(&r.params);
	VEC_RELEASE(&r.effects);
	return rc;
}
