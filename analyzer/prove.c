/*
 * The second round: what would a unit be without these directives, or with others in their place? A worker parses it once with all
 * of that done in memory and compares what the walk saw, file by file, with what the first round saw. Only if that differs are
 * they tried in halves, earlier stages first: advice has to survive being taken whole.
 */
#include "analyzer/session.h"

#include "analyzer/facts/facts_text.h"
#include "analyzer/session_cache.h"
#include "analyzer/unit_request.h"

#include <stdlib.h>
#include <string.h>

struct proof_job {
	uint32_t unit;           /* index into program.units */
	size_t first, n;         /* its run in the questions */
};

struct proving {
	struct session *session;
	struct question_list questions;   /* sorted by unit, stage, file, place; unique */
	VEC(struct proof_job) jobs;
	struct error *error;
	int rc;
};

/* ---- in the worker -------------------------------------------------------------------------------------------------- */

struct trial {
	struct session *session;
	uint32_t unit;
	struct frontend_edit *edits;
	size_t n_edits;
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

		if (!v && frontend_is_stand_in(path))
			continue;
		if (!v || v->facts.digest != f->digest)
			return path;
	}
	return NULL;
}

static enum proof_verdict try_edits(const struct trial *t, struct strbuf *reason)
{
	struct session *s = t->session;
	const struct program_unit *was = &s->program->units[t->unit];
	struct unit_facts is = { 0 };
	struct intern text;
	enum proof_verdict verdict = PROOF_VERDICT_SAME;
	const char *difference;

	strbuf_clear(reason);
	intern_init(&text);
	frontend_collect_edited(s->frontend, s->units.items[t->unit], t->edits, t->n_edits, &text, &is);
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

/* A run of the questions that is still to be decided. */
struct part {
	size_t first, n;
};

/*
 * Finds what can go together: parts are tried on top of what was accepted before, and what fails is halved. What is accepted
 * in the end was tried as a whole. `all` is known to fail.
 */
static void bisect(struct trial *t, enum proof_verdict *verdicts, struct strbuf *reasons)
{
	struct frontend_edit *all = t->edits, *tried = xmalloc(t->n_edits * sizeof *tried);
	struct part stack[2 * 32], part = { 0, t->n_edits };
	size_t n_accepted = 0, n_stack = 0;
	struct strbuf why = STRBUF_INIT;

	stack[n_stack++] = (struct part){ part.n / 2, part.n - part.n / 2 };
	stack[n_stack++] = (struct part){ 0, part.n / 2 };
	t->edits = tried;
	while (n_stack) {
		enum proof_verdict verdict;

		part = stack[--n_stack];
		memcpy(tried + n_accepted, all + part.first, part.n * sizeof *tried);
		t->n_edits = n_accepted + part.n;
		verdict = try_edits(t, &why);
		if (verdict == PROOF_VERDICT_SAME) {
			n_accepted += part.n;
		} else if (part.n > 1) {
			stack[n_stack++] = (struct part){ part.first + part.n / 2, part.n - part.n / 2 };
			stack[n_stack++] = (struct part){ part.first, part.n / 2 };
		} else {
			verdicts[part.first] = verdict;
			strbuf_clear(&reasons[part.first]);
			strbuf_add(&reasons[part.first], why.text, why.len);
		}
	}
	free(tried);
	strbuf_release(&why);
}

static bool prove_unit(void *context, size_t job, struct strbuf *answer)
{
	const struct proving *p = context;
	const struct proof_job *j = &p->jobs.items[job];
	const struct question *questions = &p->questions.questions.items[j->first];
	struct session *s = p->session;
	const struct program_unit *u = &s->program->units[j->unit];
	struct unit_facts proofs = { .main_file = u->facts.main_file, .config = u->facts.config };
	struct trial t = { .session = s, .unit = j->unit, .n_edits = j->n };
	enum proof_verdict *verdicts = xmalloc(j->n * sizeof *verdicts);
	struct frontend_edit *edits = xmalloc(j->n * sizeof *edits);
	struct strbuf *reasons = xmalloc(j->n * sizeof *reasons);

	session_frontend(s);
	t.edits = edits;
	for (size_t i = 0; i < j->n; i++) {
		t.edits[i] = (struct frontend_edit){ program_text(s->program, questions[i].file), questions[i].at.line,
						    program_text(s->program, questions[i].instead) };
		reasons[i] = (struct strbuf)STRBUF_INIT;
		verdicts[i] = PROOF_VERDICT_SAME;
	}
	verdicts[0] = try_edits(&t, &reasons[0]);
	if (verdicts[0] != PROOF_VERDICT_SAME && j->n > 1) {
		verdicts[0] = PROOF_VERDICT_SAME;
		bisect(&t, verdicts, reasons);
	}
	for (size_t i = 0; i < j->n; i++) {
		struct fact_proof proof = { .file = questions[i].file, .at = questions[i].at, .instead = questions[i].instead,
					    .verdict = verdicts[i],
					    .reason = intern_add(&s->text, reasons[i].text, reasons[i].len) };

		VEC_PUSH(&proofs.proofs, proof);
		strbuf_release(&reasons[i]);
	}
	facts_text_write(&proofs, &s->text, answer);
	unit_facts_release(&proofs);
	free(edits);
	free(verdicts);
	free(reasons);
	return true;
}

/* What is asked, and what the unit is compared with. */
static void add_proof_key(void *context, size_t job, struct strbuf *key)
{
	const struct proving *p = context;
	const struct proof_job *j = &p->jobs.items[job];
	const struct program *program = p->session->program;
	const struct program_unit *u = &program->units[j->unit];
	struct unit_request request = unit_request_of(p->session, j->unit);

	/* No proof asks the compiler. */
	request.codegen = CODEGEN_OFF;
	request.gcc = request.gcc_identity = NULL;
	request.profdata = request.profdata_identity = request.other_opt_level = NULL;
	request.n_gcc_args = 0;
	request.records = NULL;
	request.name_is_shared = request.with_text = 0;
	cache_key_text(key, "proofs");
	unit_request_add_key(&request, key);
	cache_key_number(key, u->facts.status);
	cache_key_number(key, u->facts.diagnostics.n);
	for (size_t i = 0; i < u->n_variants; i++) {
		const struct program_variant *v = &program->variants[u->variants[i]];

		cache_key_text(key, program_text(program, v->facts.path));
		cache_key_number(key, v->facts.digest);
	}
	for (size_t i = j->first; i < j->first + j->n; i++) {
		const struct question *q = &p->questions.questions.items[i];

		cache_key_text(key, program_text(program, q->file));
		cache_key_text(key, program_text(program, q->instead));
		cache_key_number(key, q->at.line);
		cache_key_number(key, q->at.col);
		cache_key_number(key, q->stage);
	}
}

/* ---- in the parent --------------------------------------------------------------------------------------------------- */

/* What was proven together with more than is left is proven anew; what was refuted stays so. */
static void drop_old_proofs(struct program_unit *u)
{
	size_t kept = 0;

	for (size_t i = 0; i < u->facts.proofs.n; i++)
		if (u->facts.proofs.items[i].verdict != PROOF_VERDICT_SAME)
			u->facts.proofs.items[kept++] = u->facts.proofs.items[i];
	u->facts.proofs.n = kept;
}

/* Without an answer there is no proof, and no use in asking again. */
static void refuse_all(struct proving *p, const struct proof_job *job, struct program_unit *u, const char *failure)
{
	for (size_t i = job->first; i < job->first + job->n; i++) {
		const struct question *q = &p->questions.questions.items[i];
		struct fact_proof proof = { .file = q->file, .at = q->at, .instead = q->instead, .verdict = PROOF_VERDICT_BROKEN,
					    .reason = intern_adds(&p->session->text, failure) };

		VEC_PUSH(&u->facts.proofs, proof);
	}
}

static void take_proofs(void *context, size_t job, const char *bytes, size_t len, const char *failure)
{
	struct proving *p = context;
	uint32_t unit = p->jobs.items[job].unit;
	struct program_unit *u = &p->session->program->units[unit];

	if (p->rc < 0)
		return;
	drop_old_proofs(u);
	if (failure) {
		refuse_all(p, &p->jobs.items[job], u, failure);
		program_fail_proofs(p->session->program, unit, failure);
	} else if (program_add_proofs(p->session->program, unit, bytes, len, p->error) < 0)
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
	if (x->stage != y->stage)
		return x->stage < y->stage ? -1 : 1;
	if (x->file.v != y->file.v)
		return x->file.v < y->file.v ? -1 : 1;
	return place_compare(x->at, y->at);
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

/* Asks and answers once. 1 if it has to be asked again, 0 if there were no questions any more. */
static int prove_round(struct session *s, struct error *e)
{
	struct proving p = { .session = s, .error = e };
	struct cached_jobs jobs = { .context = &p, .add_key = add_proof_key, .work = prove_unit, .done = take_proofs,
				    .job_name = proof_name };
	bool some;
	int rc = 0;

	for (size_t i = 0; i < n_rules; i++)
		if (rules[i]->ask && session_wants(s, rules[i]->info.id))
			rules[i]->ask(s->program, &s->settings, &p.questions);
	some = p.questions.questions.n > 0;
	if (some) {
		sort_into_jobs(&p);
		jobs.n = p.jobs.n;
		rc = session_cache_run(s, &jobs, e);
	}
	VEC_RELEASE(&p.questions.questions);
	VEC_RELEASE(&p.jobs);
	return rc < 0 || p.rc < 0 ? -1 : some;
}

/* Every further round asks about less, what a no took away, or about what only became possible. */
int session_prove(struct session *s, struct error *e)
{
	int rc;

	do
		rc = prove_round(s, e);
	while (rc > 0);
	return rc;
}
