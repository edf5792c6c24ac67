/*
 * The data block: one JSON object, whose texts stand once in "words" and are numbers elsewhere. Findings are what the YAML report
 * holds, field by field; `page.js` reads them by the same order. A change of that order is a new schema.
 */
#include "reports/html_private.h"

#include <string.h>

static void put_number(struct out *o, uint64_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
	out_puts(o, digits);
}

static void put_next(struct out *o, uint64_t number)
{
	out_putc(o, ',');
	put_number(o, number);
}

static void put_key_number(struct out *o, const char *key, uint64_t number)
{
	out_printf(o, ",\"%s\":", key);
	put_number(o, number);
}

static void put_key_text(struct out *o, const char *key, const char *text)
{
	out_printf(o, ",\"%s\":", key);
	html_put_json(o, text, strlen(text));
}

static void put_args(const struct finding *f, struct html_words *w, struct out *o)
{
	out_puts(o, ",[");
	for (size_t i = 0; i < f->n_args; i++) {
		const struct finding_arg *a = &f->args[i];

		if (i)
			out_putc(o, ',');
		put_number(o, html_word(w, a->key));
		put_next(o, html_word(w, a->value));
		put_next(o, html_word(w, a->loc.path));
		if (a->loc.path && *a->loc.path) {
			put_next(o, a->loc.line);
			put_next(o, a->loc.col);
		}
	}
	out_putc(o, ']');
}

/* [rule, name, category, kind, severity, level, function, path, line, column, hotness or -1, config, fingerprint, message args, args] */
static void put_finding(const struct finding *f, struct html_words *w, struct out *o)
{
	out_putc(o, '[');
	put_number(o, html_word(w, f->rule));
	put_next(o, html_word(w, f->name));
	put_next(o, html_word(w, f->category));
	put_next(o, f->kind);
	put_next(o, f->severity);
	put_next(o, (uint64_t)f->level);
	put_next(o, html_word(w, *f->function ? f->function : "<file>"));
	put_next(o, html_word(w, f->loc.path));
	put_next(o, f->loc.line);
	put_next(o, f->loc.col);
	if (f->has_hotness)
		put_next(o, f->hotness);
	else
		out_puts(o, ",-1");
	put_next(o, html_word(w, f->config));
	put_next(o, html_word(w, f->fingerprint));
	put_next(o, f->n_message_args);
	put_args(f, w, o);
	out_putc(o, ']');
}

static void put_findings(const struct report *r, struct html_words *w, struct out *o)
{
	out_puts(o, ",\n\"findings\":[");
	for (size_t i = 0; i < r->n_findings; i++) {
		out_puts(o, i ? ",\n" : "\n");
		put_finding(&r->findings[i], w, o);
	}
	out_putc(o, ']');
}

static void put_code(const struct exhibit_code *c, struct html_words *w, struct out *o)
{
	put_next(o, c->n_instructions);
	put_next(o, c->n_cond_jumps);
	put_next(o, c->n_calls);
	put_next(o, html_word(w, c->callees));
	put_next(o, c->n_vector);
}

/* [name, path, line, end, statements, callers, instructions, jumps, calls, callees, vectors, [name, type, ...]] */
static void put_functions(const struct exhibit *x, struct html_words *w, struct out *o)
{
	out_puts(o, ",\n\"functions\":[");
	for (size_t i = 0; i < x->n_functions; i++) {
		const struct exhibit_function *f = &x->functions[i];

		out_puts(o, i ? ",\n[" : "\n[");
		put_number(o, html_word(w, f->name));
		put_next(o, html_word(w, f->path));
		put_next(o, f->line);
		put_next(o, f->end_line);
		put_next(o, f->n_statements);
		put_next(o, f->n_callers);
		put_code(&f->code, w, o);
		out_puts(o, ",[");
		for (size_t k = 0; k < f->n_params; k++) {
			if (k)
				out_putc(o, ',');
			put_number(o, html_word(w, f->params[k].name));
			put_next(o, html_word(w, f->params[k].type));
		}
		out_puts(o, "]]");
	}
	out_putc(o, ']');
}

/* [line, column, text, source, 1 for exits, ...] */
static void put_conditions(const struct exhibit_loop *l, struct html_words *w, struct out *o)
{
	out_puts(o, ",[");
	for (size_t i = 0; i < l->n_conditions; i++) {
		const struct exhibit_condition *c = &l->conditions[i];

		if (i)
			out_putc(o, ',');
		put_number(o, c->line);
		put_next(o, c->col);
		put_next(o, html_word(w, c->text));
		put_next(o, html_word(w, c->source));
		put_next(o, c->is_exit);
	}
	out_putc(o, ']');
}

/* [kind, path, line, column, end, depth, function, instructions, jumps, calls, callees, vectors, conditions, spills, reloads] */
static void put_loops(const struct exhibit *x, struct html_words *w, struct out *o)
{
	out_puts(o, ",\n\"loops\":[");
	for (size_t i = 0; i < x->n_loops; i++) {
		const struct exhibit_loop *l = &x->loops[i];

		out_puts(o, i ? ",\n[" : "\n[");
		put_number(o, html_word(w, l->kind));
		put_next(o, html_word(w, l->path));
		put_next(o, l->line);
		put_next(o, l->col);
		put_next(o, l->end_line);
		put_next(o, l->depth);
		put_next(o, l->function);
		put_code(&l->code, w, o);
		put_conditions(l, w, o);
		put_next(o, l->n_spills);
		put_next(o, l->n_reloads);
		out_putc(o, ']');
	}
	out_putc(o, ']');
}

/* [from, to, line, names, lines, units, cycle] */
static void put_includes(const struct exhibit *x, struct html_words *w, struct out *o)
{
	out_puts(o, ",\n\"includes\":[");
	for (size_t i = 0; i < x->n_includes; i++) {
		const struct exhibit_include *e = &x->includes[i];

		out_puts(o, i ? ",\n[" : "\n[");
		put_number(o, html_word(w, e->from));
		put_next(o, html_word(w, e->to));
		put_next(o, e->line);
		put_next(o, e->n_names);
		put_next(o, e->n_lines);
		put_next(o, e->n_units);
		put_next(o, e->cycle);
		out_putc(o, ']');
	}
	out_putc(o, ']');
}

static void put_run(const struct report *r, struct out *o)
{
	const struct exhibit *x = r->exhibit;
	size_t n_failed = 0;

	for (size_t i = 0; i < x->n_units; i++)
		n_failed += x->units[i].status == EXHIBIT_FAILED;
	out_puts(o, "{\"schema\":\"whynot-page/1\"");
	put_key_text(o, "tool", x->tool_version);
	put_key_text(o, "clang", x->clang_version);
	put_key_text(o, "build", x->build ? x->build : "");
	put_key_number(o, "level", (uint64_t)r->level);
	put_key_number(o, "units", x->n_units - n_failed);
	put_key_number(o, "failed", n_failed);
	put_key_number(o, "leftOut", x->n_left_out);
	out_printf(o, ",\"hidden\":[%zu,%zu,%zu]", x->n_hidden[1], x->n_hidden[2], x->n_hidden[3]);
}

/* Last, when it is known which words there are. */
static void put_words(const struct html_words *w, struct out *o)
{
	out_puts(o, ",\n\"words\":[\"\"");
	for (uint32_t i = 1; i < w->texts.n; i++) {
		out_puts(o, ",\n");
		html_put_json(o, w->texts.texts[i], w->texts.lengths[i]);
	}
	out_puts(o, "]}\n");
}

void html_put_data(const struct report *r, struct out *o)
{
	struct html_words w;

	intern_init(&w.texts);
	put_run(r, o);
	put_findings(r, &w, o);
	html_put_sources(r, &w, o);
	put_functions(r->exhibit, &w, o);
	put_loops(r->exhibit, &w, o);
	put_includes(r->exhibit, &w, o);
	put_words(&w, o);
	intern_release(&w.texts);
}
