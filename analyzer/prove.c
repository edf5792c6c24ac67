/*
 * The second round: what would a unit be without these directives? A worker parses it once with all of them blanked in memory
 * and compares what the walk saw, file by file, with what the first round saw. Only if that differs are they tried one by
 * one, and what holds singly is tried together once more: advice has to survive being taken whole.
 */
#include "analyzer/session.h"

#include "analyzer/base/path.h"
#include "analyzer/facts/facts_text.h"
#include "analyzer/workers.h"

#include <stdlib.h>
#include <string.h>

struct proof_job {
	uint32_t unit;           /* index into program.units */
	size_t first, n;         /* its run in the questions */
};

struct proving {
	struct session *session;
	struct question_list questions;   /* sorted by unit, file, place; unique */
	VEC(struct proof_job) jobs;
	struct error *error;
	int rc;
};

/* ---- in the worker -------------------------------------------------------------------------------------------------- */

struct trial {
	struct session *session;
	uint32_t unit;
	struct frontend_blank *blanks;
	size_t n_blanks;
};

static const struct program_variant *original_of(const struct program *p, const struct program_unit *u, const char *path)
{
	for (size_t i = 0; i < u->n_variants; i++) {
		const struct program_variant *v = &p->variants[u->variants[i]];

		if (!strcmp(program_text(p, v->facts.path), path))
			return v;
	}
	return NULL;
}

/* The name of the first file that means something else now, or NULL. */
static const char *first_difference(const struct program *p, const struct program_unit *was, const struct unit_facts *is,
				    const struct intern *text)
{
	for (size_t i = 0; i < is->files.n; i++) {
		const struct file_facts *f = &is->files.items[i];
		const char *path = intern_text(text, f->path);
		const struct program_variant *v = original_of(p, was, path);

		if (!v || v->facts.digest != f->digest)
			return path;
	}
	return NULL;
}

static enum proof_verdict try_without(const struct trial *t, struct strbuf *reason)
{
	struct session *s = t->session;
	const struct program_unit *was = &s->program->units[t->unit];
	struct unit_facts is = { 0 };
	struct intern text;
	enum proof_verdict verdict = PROOF_VERDICT_SAME;
	const char *difference;

	strbuf_clear(reason);
	intern_init(&text);
	frontend_collect_without(s->frontend, s->units.items[t->unit], t->blanks, t->n_blanks, &text, &is);
	difference = first_difference(s->program, was, &is, &text);
	if (is.status != was->facts.status || is.diagnostics.n != was->facts.diagnostics.n) {
		verdict = PROOF_VERDICT_BROKEN;
		strbuf_adds(reason, is.diagnostics.n ? intern_text(&text, is.diagnostics.items[0].text) : "it does not parse");
	} else if (difference) {
		verdict = PROOF_VERDICT_DIFFERENT;
		strbuf_adds(reason, difference);
	}
	unit_facts_release(&is);
	intern_release(&text);
	return verdict;
}

static void try_each(struct trial *t, enum proof_verdict *verdicts, struct strbuf *reasons)
{
	struct frontend_blank *all = t->blanks, *kept = xmalloc(t->n_blanks * sizeof *kept);
	size_t n = t->n_blanks, n_kept = 0;
	struct strbuf why = STRBUF_INIT;

	for (size_t i = 0; i < n; i++) {
		t->blanks = &all[i];
		t->n_blanks = 1;
		verdicts[i] = try_without(t, &reasons[i]);
		if (verdicts[i] == PROOF_VERDICT_SAME)
			kept[n_kept++] = all[i];
	}
	t->blanks = kept;
	t->n_blanks = n_kept;
	if (n_kept > 1 && try_without(t, &why) != PROOF_VERDICT_SAME)
		for (size_t i = 0; i < n; i++)
			if (verdicts[i] == PROOF_VERDICT_SAME)
				verdicts[i] = PROOF_VERDICT_DIFFERENT;
	free(kept);
	strbuf_release(&why);
}

static void prove_unit(void *context, size_t job, struct strbuf *answer)
{
	const struct proving *p = context;
	const struct proof_job *j = &p->jobs.items[job];
	const struct question *questions = &p->questions.questions.items[j->first];
	struct session *s = p->session;
	const struct program_unit *u = &s->program->units[j->unit];
	struct unit_facts proofs = { .main_file = u->facts.main_file, .config = u->facts.config };
	struct trial t = { .session = s, .unit = j->unit, .n_blanks = j->n };
	enum proof_verdict *verdicts = xmalloc(j->n * sizeof *verdicts);
	struct strbuf *reasons = xmalloc(j->n * sizeof *reasons);

	session_frontend(s);
	t.blanks = xmalloc(j->n * sizeof *t.blanks);
	for (size_t i = 0; i < j->n; i++) {
		t.blanks[i] = (struct frontend_blank){ program_text(s->program, questions[i].file), questions[i].at.line };
		reasons[i] = (struct strbuf)STRBUF_INIT;
		verdicts[i] = PROOF_VERDICT_SAME;
	}
	verdicts[0] = try_without(&t, &reasons[0]);
	if (verdicts[0] != PROOF_VERDICT_SAME && j->n > 1)
		try_each(&t, verdicts, reasons);
	for (size_t i = 0; i < j->n; i++) {
		struct fact_proof proof = { .file = questions[i].file, .at = questions[i].at, .verdict = verdicts[i],
					    .reason = intern_add(&s->text, reasons[i].text, reasons[i].len) };

		VEC_PUSH(&proofs.proofs, proof);
		strbuf_release(&reasons[i]);
	}
	facts_text_write(&proofs, &s->text, answer);
	unit_facts_release(&proofs);
	free(verdicts);
	free(reasons);
}

/* ---- in the parent --------------------------------------------------------------------------------------------------- */

static void take_proofs(void *context, size_t job, const char *bytes, size_t len, const char *failure)
{
	struct proving *p = context;
	uint32_t unit = p->jobs.items[job].unit;

	/* Without an answer there is no proof, and so no finding. */
	if (failure)
		program_fail_proofs(p->session->program, unit, failure);
	else if (p->rc == 0 && program_add_proofs(p->session->program, unit, bytes, len, p->error) < 0)
		p->rc = -1;
}

static const char *proof_name(const void *context, size_t job)
{
	const struct proving *p = context;

	return p->session->units.items[p->jobs.items[job].unit]->file;
}

static int by_unit_and_place(const void *a, const void *b)
{
	const struct question *x = a, *y = b;

	if (x->unit != y->unit)
		return x->unit < y->unit ? -1 : 1;
	if (x->file.v != y->file.v)
		return x->file.v < y->file.v ? -1 : 1;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	return (x->at.col > y->at.col) - (x->at.col < y->at.col);
}

static void sort_into_jobs(struct proving *p)
{
	struct question *q = p->questions.questions.items;
	size_t n = p->questions.questions.n, kept = 0;

	qsort(q, n, sizeof *q, by_unit_and_place);
	for (size_t i = 0; i < n; i++) {
		if (kept && by_unit_and_place(&q[kept - 1], &q[i]) == 0)
			continue;
		if (!kept || q[kept - 1].unit != q[i].unit) {
			struct proof_job job = { .unit = q[i].unit, .first = kept };

			VEC_PUSH(&p->jobs, job);
		}
		VEC_LAST(&p->jobs)->n++;
		q[kept++] = q[i];
	}
	p->questions.questions.n = kept;
}

int session_prove(struct session *s, struct error *e)
{
	struct proving p = { .session = s, .error = e };
	struct workers w = { .n = session_jobs(s), .timeout = s->options->unit_timeout, .memory = s->options->unit_memory,
			     .context = &p, .work = prove_unit, .done = take_proofs, .job_name = proof_name,
			     .progress = &s->progress };
	int rc = 0;

	for (size_t i = 0; i < n_rules; i++)
		if (rules[i]->ask && session_wants(s, rules[i]->info.id))
			rules[i]->ask(s->program, &p.questions);
	if (p.questions.questions.n) {
		sort_into_jobs(&p);
		w.n_jobs = p.jobs.n;
		progress_start(&s->progress, w.n_jobs, !s->options->quiet);
		rc = workers_run(&w, e);
		progress_end(&s->progress);
	}
	VEC_RELEASE(&p.questions.questions);
	VEC_RELEASE(&p.jobs);
	return rc < 0 ? rc : p.rc;
}
