/* A model as a line of the text form, for tests: what is read back from it is the same model. */
#ifndef WHYNOT_TESTS_MODEL_WRITE_H
#define WHYNOT_TESTS_MODEL_WRITE_H

#include "analyzer/base/strbuf.h"
#include "rules/escape_models.h"

static inline const char *model_param(const struct model *m, unsigned param)
{
	return param == m->n_params ? "..." : m->params[param];
}

static inline void model_write_place(const struct model *m, const struct model_place *p, struct strbuf *out)
{
	for (unsigned i = 0; i < p->depth; i++)
		strbuf_addc(out, '*');
	switch (p->kind) {
	case MODEL_PARAM:
		strbuf_adds(out, model_param(m, p->param));
		break;
	case MODEL_RESULT:
		strbuf_adds(out, "result");
		break;
	case MODEL_GLOBAL:
		strbuf_adds(out, "global");
		break;
	case MODEL_NEW:
		strbuf_adds(out, "new");
		for (unsigned i = 0; i < p->n_factors; i++)
			strbuf_addf(out, "%s%s", i ? " * " : "[", model_param(m, p->factors[i]));
		if (p->n_factors)
			strbuf_addc(out, ']');
		break;
	case MODEL_HANDLE:
		strbuf_adds(out, "handle");
		break;
	case MODEL_CALLBACK_RESULT:
		strbuf_addf(out, "%s()", model_param(m, p->param));
		break;
	case MODEL_CALLBACK_PARAM:
		break;
	}
}

/* "calls f(...)": once for each number k such that some argument of f has a k-th source. */
static inline void model_write_call(const struct model *m, unsigned param, struct strbuf *out)
{
	bool more = true;

	for (unsigned round = 0; more; round++) {
		unsigned n_slots = 0;

		more = false;
		strbuf_addf(out, "%scalls %s(", round ? ", " : "", model_param(m, param));
		for (size_t i = 0; i < m->n_effects; i++)
			if (m->effects[i].to.kind == MODEL_CALLBACK_PARAM && m->effects[i].to.param == param &&
			    m->effects[i].to.slot >= n_slots)
				n_slots = m->effects[i].to.slot + 1u;
		for (unsigned slot = 0; slot < n_slots; slot++) {
			unsigned n = 0;

			strbuf_adds(out, slot ? ", " : "");
			for (size_t i = 0; i < m->n_effects; i++) {
				const struct model_effect *e = &m->effects[i];

				if (e->kind != MODEL_FLOWS || e->to.kind != MODEL_CALLBACK_PARAM || e->to.param != param || e->to.slot != slot)
					continue;
				if (n == round)
					model_write_place(m, &e->from, out);
				more |= n > round;
				n++;
			}
			if (n <= round)
				strbuf_addc(out, '_');
		}
		strbuf_addc(out, ')');
	}
}

static inline void model_write(const struct model *m, struct strbuf *out)
{
	const char *between = ": ";

	strbuf_addf(out, "%s(", m->name);
	for (unsigned i = 0; i < m->n_params; i++)
		strbuf_addf(out, "%s%s", i ? ", " : "", m->params[i]);
	strbuf_addf(out, "%s)", !m->variadic ? "" : m->n_params ? ", ..." : "...");
	for (size_t i = 0; i < m->n_effects; i++) {
		const struct model_effect *e = &m->effects[i];

		if (e->kind == MODEL_FLOWS && e->to.kind == MODEL_CALLBACK_PARAM)
			continue;
		strbuf_adds(out, between);
		between = ", ";
		if (e->kind == MODEL_CALLS) {
			model_write_call(m, e->from.param, out);
			continue;
		}
		if (e->kind == MODEL_FLOWS && e->to.kind != MODEL_GLOBAL) {
			model_write_place(m, &e->to, out);
			strbuf_adds(out, " = ");
		} else {
			strbuf_adds(out, e->kind == MODEL_FREES ? "frees " : "keeps ");
		}
		model_write_place(m, &e->from, out);
		if (e->only_if_null)
			strbuf_addf(out, " if !%s", model_param(m, e->null_param));
	}
	if (m->noreturn)
		strbuf_addf(out, "%snoreturn", between);
	strbuf_addc(out, '\n');
}

#endif
