/*
 * What the programmer counts on, said in a comment at a loop or a function: `whynot: expect vectorized, inlined(f), no-alloc,
 * branches<=3`. The compiler's remarks and the machine code say whether it still holds. Where neither is known (no remarks asked for,
 * nothing optimised, the compiler failed) nothing is claimed.
 */
#include "rules/allocators.h"
#include "rules/contract_subject.h"
#include "rules/rule.h"

#include <ctype.h>
#include <string.h>

enum { CONTRACT_BROKEN, BAD_CONTRACT };

static const struct rule_name names[] = {
	[CONTRACT_BROKEN] = { "ContractBroken", FINDING_MISSED, SEVERITY_WARNING, 1, "what a comment expects of the compiler is not so, and why" },
	[BAD_CONTRACT] = { "BadContract", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a comment expects what cannot be checked there" },
};

static const char *text(const struct contract *c, sid id)
{
	return program_text(c->p, id);
}

static struct srcloc place(const struct contract *c, struct place at)
{
	return program_srcloc(c->p, c->p->files[c->v->file].path, at);
}

static void emit_bad(const struct contract *c, const char *what, const char *words)
{
	emit_begin(c->e, BAD_CONTRACT, c->function ? text(c, c->function->name) : NULL, place(c, c->comment->at));
	emit_text(c->e, "expect ");
	emit_arg(c->e, "Contract", what, place(c, c->comment->at));
	emit_text(c->e, words);
	emit_end(c->e);
}

/* `reason` with its own place stands beside it, since that is where to look. */
static void emit_broken(const struct contract *c, const char *what, struct srcloc at, const char *words, const char *reason, struct srcloc why)
{
	emit_begin(c->e, CONTRACT_BROKEN, text(c, c->function->name), at);
	emit_text(c->e, "expected ");
	emit_arg(c->e, "Contract", what, place(c, c->comment->at));
	emit_text(c->e, words);
	emit_arg(c->e, "Reason", reason, why);
	emit_end(c->e);
}

/* The loop's head, or the function's name. */
static struct srcloc subject(const struct contract *c)
{
	return place(c, c->at);
}

/* ---- remarks ---------------------------------------------------------------------------------------------------------------- */

static bool is_here(const struct contract *c, const struct program_remark *r, const char *pass, uint32_t from, uint32_t to)
{
	return sid_equal(r->fact->file, c->p->files[c->v->file].path) && r->fact->at.line >= from && r->fact->at.line <= to &&
	       !strcmp(text(c, r->fact->pass), pass);
}

static const char *arg_of(const struct contract *c, const struct program_remark *r, const char *key)
{
	for (uint32_t i = 0; i < r->fact->remark_args.n; i++)
		if (!strcmp(text(c, r->args[i].key), key))
			return text(c, r->args[i].value);
	return "";
}

static void add_message(const struct contract *c, const struct program_remark *r, struct strbuf *out)
{
	for (uint32_t i = 0; i < r->fact->remark_args.n; i++)
		strbuf_adds(out, text(c, r->args[i].value));
}

/* Of the lines of the loop, the remark that says most: why, else that. */
static const struct program_remark *find_reason(const struct contract *c, const char *pass, const char *callee, uint32_t from, uint32_t to)
{
	const struct program_remark *best = NULL;

	for (size_t i = 0; i < c->p->n_remarks; i++) {
		const struct program_remark *r = &c->p->remarks[i];

		if (r->fact->kind == REMARK_KIND_PASSED || !is_here(c, r, pass, from, to))
			continue;
		if (callee && strcmp(arg_of(c, r, "Callee"), callee))
			continue;
		if (!best || (best->fact->kind == REMARK_KIND_MISSED && r->fact->kind != REMARK_KIND_MISSED))
			best = r;
	}
	return best;
}

static bool is_passed(const struct contract *c, const char *pass, const char *callee, uint32_t line)
{
	for (size_t i = 0; i < c->p->n_remarks; i++) {
		const struct program_remark *r = &c->p->remarks[i];

		if (r->fact->kind == REMARK_KIND_PASSED && is_here(c, r, pass, line, line) &&
		    (!callee || !strcmp(arg_of(c, r, "Callee"), callee)))
			return true;
	}
	return false;
}

static void report_missed(const struct contract *c, const char *what, struct srcloc at, const struct program_remark *why)
{
	struct strbuf reason = STRBUF_INIT;

	if (why) {
		add_message(c, why, &reason);
		emit_broken(c, what, at, ", but: ", reason.text, place(c, why->fact->at));
	} else {
		emit_broken(c, what, at, ", but ", "the compiler does not say that it is", at);
	}
	strbuf_release(&reason);
}

static void check_vectorized(const struct contract *c, const char *what)
{
	if (!c->is_loop)
		emit_bad(c, what, " is for loops: write it above the loop's head or behind it");
	else if (contract_is_known(c) && !is_passed(c, "loop-vectorize", NULL, c->from))
		report_missed(c, what, subject(c), find_reason(c, "loop-vectorize", NULL, c->from, c->to));
}

static void check_inlined(const struct contract *c, const char *what, const char *callee)
{
	bool found = false;

	for (uint32_t i = 0; i < c->function->calls.n; i++) {
		const struct fact_call *call = &c->v->facts.calls.items[c->function->calls.first + i];

		if (call->at.line < c->from || call->at.line > c->to || strcmp(text(c, call->callee), callee))
			continue;
		found = true;
		if (contract_is_known(c) && !is_passed(c, "inline", callee, call->at.line))
			report_missed(c, what, place(c, call->at), find_reason(c, "inline", callee, call->at.line, call->at.line));
	}
	if (!found)
		emit_bad(c, what, ": there is no call of it here");
}

/* ---- machine code ----------------------------------------------------------------------------------------------------------- */

static bool is_code_here(const struct contract *c, const struct fact_code_line *line)
{
	return sid_equal(line->file, c->p->files[c->v->file].path) && line->at.line >= c->from && line->at.line <= c->to;
}

static void check_no_alloc(const struct contract *c, const char *what)
{
	for (size_t u = 0; u < c->p->n_units; u++) {
		const struct unit_facts *unit = &c->p->units[u].facts;

		for (size_t i = 0; i < unit->code_lines.n && contract_is_optimised(c->p, &c->p->units[u]); i++) {
			const struct fact_code_line *line = &unit->code_lines.items[i];
			const char *allocator = is_code_here(c, line) ? allocator_in(text(c, line->callees)) : NULL;

			if (allocator)
				emit_broken(c, what, place(c, line->at), ", but the code calls ", allocator, place(c, line->at));
		}
	}
}

/* Of each unit's copy of the function; what is inlined into others is counted there. */
static void check_branches(const struct contract *c, const char *what, uint32_t most)
{
	struct strbuf reason = STRBUF_INIT;

	for (size_t u = 0; u < c->p->n_units; u++) {
		const struct unit_facts *unit = &c->p->units[u].facts;
		uint32_t n = 0;

		for (size_t i = 0; i < unit->code_lines.n; i++) {
			const struct fact_code_line *line = &unit->code_lines.items[i];

			if (is_code_here(c, line) && sid_equal(line->function, c->function->name))
				n += line->n_cond_jumps;
		}
		if (n <= most || !contract_is_optimised(c->p, &c->p->units[u]))
			continue;
		strbuf_clear(&reason);
		strbuf_addf(&reason, "%u", n);
		emit_broken(c, what, subject(c), ", but the number of conditional jumps is ", reason.text, subject(c));
	}
	strbuf_release(&reason);
}

/* ---- the comment ------------------------------------------------------------------------------------------------------------ */

static void check_item(const struct contract *c, const char *what)
{
	size_t len = strlen(what);
	char *end;

	if (!c->function) {
		emit_bad(c, what, " stands at neither a loop nor a function");
	} else if (!strcmp(what, "vectorized")) {
		check_vectorized(c, what);
	} else if (!strcmp(what, "no-alloc")) {
		check_no_alloc(c, what);
	} else if (!strncmp(what, "inlined(", 8) && len > 9 && what[len - 1] == ')') {
		char *callee = strndup(what + 8, len - 9);

		if (!callee)
			panic_out_of_memory(len);
		check_inlined(c, what, callee);
		free(callee);
	} else if (!strncmp(what, "branches<=", 10) && isdigit((unsigned char)what[10])) {
		unsigned long most = strtoul(what + 10, &end, 10);

		if (*end)
			emit_bad(c, what, " is not understood; write branches<=3");
		else
			check_branches(c, what, most < UINT32_MAX ? (uint32_t)most : UINT32_MAX);
	} else {
		emit_bad(c, what, " is not understood; known are vectorized, inlined(f), no-alloc and branches<=N");
	}
}

/* Behind "whynot: expect": items with commas between, to the end of the comment or a colon. */
static void check_items(struct contract *c, const char *at)
{
	struct strbuf item = STRBUF_INIT;

	contract_find_subject(c);
	for (;;) {
		size_t len = strcspn(at, ",:\n");

		strbuf_clear(&item);
		for (size_t i = 0; i < len && strncmp(at + i, "*/", 2); i++)
			if (!isspace((unsigned char)at[i]))
				strbuf_addc(&item, at[i]);
		if (item.len || at[len] != ',')
			check_item(c, item.text);
		if (at[len] != ',')
			break;
		at += len + 1;
	}
	strbuf_release(&item);
}

/* What follows "whynot: expect" in the comment, or NULL. */
static const char *items_of(const char *comment)
{
	const char *at = comment + strspn(comment, "/*!< \t");

	if (strncmp(at, "whynot:", 7))
		return NULL;
	at += 7;
	at += strspn(at, " \t");
	return strncmp(at, "expect", 6) || isalnum((unsigned char)at[6]) || at[6] == '-' ? NULL : at + 6;
}

static void note_unjudged(size_t n, struct emitter *e)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_addf(&line, "%zu comment%s with a contract %s not judged, since the compiler's side is off there (--remarks)", n,
		    n == 1 ? "" : "s", n == 1 ? "is" : "are");
	emit_note(e, line.text);
	strbuf_release(&line);
}

static void check(const struct program *p, struct emitter *e)
{
	size_t n_unjudged = 0;

	for (size_t i = 0; i < p->n_variants; i++) {
		const struct file_facts *f = &p->variants[i].facts;

		for (size_t k = 0; k < f->comments.n; k++) {
			struct contract c = { .p = p, .e = e, .v = &p->variants[i], .comment = &f->comments.items[k] };
			const char *items = items_of(program_text(p, c.comment->text));

			if (items && contract_is_asked_for(&c))
				check_items(&c, items);
			else
				n_unjudged += items != NULL;
		}
	}
	if (n_unjudged)
		note_unjudged(n_unjudged, e);
}

const struct rule rule_contract = {
	.info = {
		.id = "contract",
		.title = "what comments expect of the compiler",
		.explain = "A comment at a loop or function says what the programmer counts on, and this rule tells when it stops being true, with\n"
			   "the compiler's reason beside it:\n\n"
			   "// whynot: expect vectorized (at a loop: it is vectorised)\n\n"
			   "// whynot: expect inlined(f) (all calls of f here are inlined)\n\n"
			   "// whynot: expect no-alloc (no line of it calls malloc or its like in the machine code; what callees do is not seen)\n\n"
			   "// whynot: expect branches<=3 (conditional jumps left on its own lines)\n\n"
			   "Several stand with commas between, above the head or behind it. They are checked where the unit is compiled with\n"
			   "optimisation and the compiler's side is on (--remarks); elsewhere nothing is claimed.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
	},
	.check = check,
};
