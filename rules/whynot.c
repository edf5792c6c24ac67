/* What the tool itself has to say: units of which it knows nothing, or only a part. */
#include "analyzer/base/strbuf.h"
#include "analyzer/program/hotness.h"
#include "rules/rule.h"

#include <string.h>

enum { UNIT_FAILED, UNIT_HAD_ERRORS, REMARKS_FAILED, REMARKS_MISSING, NOT_OPTIMISED, PROOF_FAILED, PROFILE_STALE, PROFILE_UNPLACED, PROFILE_UNREAD, UNUSED_SUPPRESSION, UNKNOWN_SUPPRESSION, REASONLESS_SUPPRESSION,
       EXPIRED_SUPPRESSION, BAD_SUPPRESSION, REPORT_CUT, SUMMARY };

static const struct rule_name names[] = {
	[UNIT_FAILED] = { "UnitFailed", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a translation unit could not be analysed, and why" },
	[UNIT_HAD_ERRORS] = { "UnitHadErrors", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			      "a translation unit has errors; what clang could recover was analysed" },
	[REMARKS_FAILED] = { "RemarksFailed", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			     "the compiler's side of a unit is missing, because the compiler failed or its record is unreadable" },
	[REMARKS_MISSING] = { "RemarksMissing", FINDING_ANALYSIS, SEVERITY_NOTE, 1,
			      "the compiler's side of a unit is missing or a part of it, and why" },
	[NOT_OPTIMISED] = { "NotOptimised", FINDING_ANALYSIS, SEVERITY_NOTE, 1,
			    "units are compiled without optimisation, so the compiler has nothing to say about them; said once" },
	[PROOF_FAILED] = { "ProofFailed", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			   "what a rule wanted to prove on a translation unit got no answer, so findings may be missing, and why" },
	[PROFILE_STALE] = { "ProfileStale", FINDING_ANALYSIS, SEVERITY_NOTE, 1,
			    "functions have changed since the profile was made: of them only the total count is used" },
	[PROFILE_UNPLACED] = { "ProfileUnplaced", FINDING_ANALYSIS, SEVERITY_NOTE, 1,
			       "more than 2 % of a profile's counts have no place in the program, and why" },
	[PROFILE_UNREAD] = { "ProfileUnread", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			     "clang cannot read the .profdata; its remarks are those of a build without a profile" },
	/* Given by the gate, which knows what was suppressed. */
	[UNUSED_SUPPRESSION] = { "UnusedSuppression", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a comment suppresses nothing any more" },
	[UNKNOWN_SUPPRESSION] = { "UnknownSuppression", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a comment names a rule that does not exist" },
	[REASONLESS_SUPPRESSION] = { "ReasonlessSuppression", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a comment suppresses without a reason" },
	[EXPIRED_SUPPRESSION] = { "ExpiredSuppression", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
				  "a comment's time is over, and it suppresses nothing any more" },
	[BAD_SUPPRESSION] = { "BadSuppression", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			      "a comment speaks to whynot, but cannot be understood, and suppresses nothing" },
	/* Written by the SARIF report itself. */
	[REPORT_CUT] = { "ReportCut", FINDING_ANALYSIS, SEVERITY_NOTE, 1, "a report holds only the worst findings, because its reader takes no more" },
	/* Written by the YAML report itself, so that it is never empty, which LLVM's reader would refuse. */
	[SUMMARY] = { "Summary", FINDING_ANALYSIS, SEVERITY_NOTE, 1, "closes each YAML report: units, failed units, findings" },
};

/* The first missing header says most: the errors behind it follow from it. */
static const struct fact_diagnostic *telling_diagnostic(const struct program *p, const struct unit_facts *u)
{
	const struct fact_diagnostic *found = NULL;

	for (size_t i = 0; i < u->diagnostics.n; i++) {
		const struct fact_diagnostic *d = &u->diagnostics.items[i];

		if (d->severity == DIAGNOSTIC_SEVERITY_WARNING || sid_is_none(d->file))
			continue;
		if (strstr(program_text(p, d->text), "file not found"))
			return d;
		found = found ? found : d;
	}
	return found;
}

static void emit_trouble(const struct program *p, const struct unit_facts *u, size_t which, struct srcloc at,
			 const char *words, const char *reason, struct emitter *e)
{
	struct srcloc nowhere = { .path = NULL };

	emit_begin(e, which, NULL, at);
	emit_arg(e, "Unit", program_text(p, u->main_file), nowhere);
	emit_text(e, words);
	emit_arg(e, "Reason", reason, nowhere);
	emit_config(e, program_text(p, u->config));
	emit_end(e);
}

static void check_parse(const struct program *p, const struct unit_facts *u, struct emitter *e)
{
	struct srcloc at = program_srcloc(p, u->main_file, (struct place){ 0, 0 });
	const struct fact_diagnostic *d = telling_diagnostic(p, u);
	const char *reason = program_text(p, d ? d->text : u->reason);

	if (d)
		at = program_srcloc(p, d->file, d->at);
	if (u->status == UNIT_STATUS_FAILED)
		emit_trouble(p, u, UNIT_FAILED, at, " was not analysed: ", reason, e);
	else if (u->status == UNIT_STATUS_HAD_ERRORS)
		emit_trouble(p, u, UNIT_HAD_ERRORS, at, " was analysed in part: ", reason, e);
}

static void check_codegen(const struct program *p, const struct unit_facts *u, struct emitter *e)
{
	struct srcloc at = program_srcloc(p, u->main_file, (struct place){ 0, 0 });

	for (size_t i = 0; i < u->codegens.n; i++) {
		const struct fact_codegen *c = &u->codegens.items[i];

		/* A unit with errors has been said already, and why. */
		if (c->status == CODEGEN_STATUS_FAILED && u->status == UNIT_STATUS_OK)
			emit_trouble(p, u, REMARKS_FAILED, at, ": no remarks: ", program_text(p, c->reason), e);
		else if (c->status != CODEGEN_STATUS_FAILED && c->status != CODEGEN_STATUS_OFF && !sid_is_none(c->reason))
			emit_trouble(p, u, REMARKS_MISSING, at, ": remarks are missing or in doubt: ",
				     program_text(p, c->reason), e);
	}
}

static void check_proofs(const struct program *p, const struct program_unit *u, struct emitter *e)
{
	if (!sid_is_none(u->unproven))
		emit_trouble(p, &u->facts, PROOF_FAILED, program_srcloc(p, u->facts.main_file, (struct place){ 0, 0 }),
			     ": nothing could be proven, findings may be missing: ", program_text(p, u->unproven), e);
}

/* ---- profiles ---------------------------------------------------------------------------------------------------------- */

/* Functions of one file that are not what the profile saw: one finding, at the first of them. */
static void emit_changes(const struct program *p, const struct program_profile *profile, const struct profile_change *changes, size_t n,
			 struct emitter *e)
{
	const struct program_function *first = changes[0].function;
	struct srcloc nowhere = { .path = NULL };

	emit_begin(e, PROFILE_STALE, program_text(p, first->fact->name), program_srcloc(p, first->in->facts.path, first->fact->at));
	emit_argf(e, "Functions", nowhere, "%zu", n);
	emit_textf(e, " function%s of this file %s changed since the profile of ", n == 1 ? "" : "s", n == 1 ? "has" : "have");
	emit_arg(e, "Profile", profile->kind, nowhere);
	emit_text(e, " was made; make a new one");
	for (size_t i = 0; i < n; i++) {
		const struct program_function *f = changes[i].function;
		struct strbuf words = STRBUF_INIT;

		strbuf_addf(&words, "%s is not as long as it was; it ended in line %u and ends in line %u", program_text(p, f->fact->name),
			    changes[i].end_line, f->fact->end.line);
		emit_step(e, "Function", words.text, program_srcloc(p, f->in->facts.path, f->fact->at));
		strbuf_release(&words);
	}
	emit_end(e);
}

static void check_changes(const struct program *p, const struct program_profile *profile, struct emitter *e)
{
	for (size_t first = 0, end; first < profile->n_changes; first = end) {
		for (end = first + 1; end < profile->n_changes; end++)
			if (profile->changes[end].function->in->file != profile->changes[first].function->in->file)
				break;
		emit_changes(p, profile, profile->changes + first, end - first, e);
	}
}

static double percent(uint64_t part, uint64_t whole)
{
	return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void check_losses(const struct program_profile *profile, struct emitter *e)
{
	static const char *const reasons[] = {
		[LOSS_OTHER_FILE] = "the program has no such file",
		[LOSS_AMBIGUOUS] = "several files or functions could be meant",
		[LOSS_CHANGED] = "its functions have changed",
		[LOSS_NO_CODE] = "no function or macro is at those lines",
	};
	enum { MOST_UNPLACED = 2, MOST_STEPS = 8 };
	struct srcloc nowhere = { .path = NULL };
	double lost = percent(profile->total - profile->placed, profile->total);

	if (lost <= MOST_UNPLACED)
		return;
	emit_begin(e, PROFILE_UNPLACED, NULL, (struct srcloc){ profile->path, 0, 0 });
	emit_argf(e, "Unplaced", nowhere, "%.1f", lost);
	emit_text(e, " % of the counts of ");
	emit_arg(e, "Profile", profile->kind, nowhere);
	emit_text(e, " have no place in the program");
	for (size_t i = 0; i < profile->n_losses && i < MOST_STEPS; i++) {
		const struct profile_loss *loss = &profile->losses[i];
		struct strbuf words = STRBUF_INIT;

		strbuf_addf(&words, "%.1f %% in %s: %s", percent(loss->count, profile->total),
			    *loss->path ? loss->path : "functions without a file",
			    *loss->path || loss->reason != LOSS_OTHER_FILE ? reasons[loss->reason] : "the program has no such functions");
		emit_step(e, "Reason", words.text, nowhere);
		strbuf_release(&words);
	}
	emit_end(e);
}

/* What clang said of the profile for each unit; that it cannot read it is said once. */
static void check_profile_notes(const struct program *p, struct emitter *e)
{
	struct srcloc nowhere = { .path = NULL };
	const char *unread = NULL;
	struct srcloc at = { .path = NULL };
	size_t n_unread = 0;

	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit_facts *u = &p->units[i].facts;
		const char *words = u->profile_notes.n ? program_text(p, u->profile_notes.items[0].text) : "";

		if (!strncmp(words, "profile data may be out of date", 31)) {
			emit_trouble(p, u, PROFILE_STALE, program_srcloc(p, u->main_file, (struct place){ 0, 0 }),
				     " has changed since the profile was made: ", words, e);
		} else if (*words) {
			if (!unread)
				at = program_srcloc(p, u->main_file, (struct place){ 0, 0 });
			unread = unread ? unread : words;
			n_unread++;
		}
	}
	if (!unread)
		return;
	emit_begin(e, PROFILE_UNREAD, NULL, at);
	emit_argf(e, "Units", nowhere, "%zu", n_unread);
	emit_textf(e, " unit%s compiled without the profile, which clang cannot read: ", n_unread == 1 ? " was" : "s were");
	emit_arg(e, "Reason", unread, nowhere);
	emit_text(e, "; merge it with the llvm-profdata of the same version as clang");
	emit_end(e);
}

static void check_profiles(const struct program *p, struct emitter *e)
{
	size_t n;
	const struct program_profile *profiles = program_profiles(p, &n);

	for (size_t i = 0; i < n; i++) {
		check_changes(p, &profiles[i], e);
		check_losses(&profiles[i], e);
	}
	check_profile_notes(p, e);
}

static bool is_compiled(const struct unit_facts *u)
{
	return u->codegens.n && u->codegens.items[0].status == CODEGEN_STATUS_OK;
}

static bool is_not_optimised(const struct program *p, const struct unit_facts *u)
{
	const char *level = u->codegens.n ? program_text(p, u->codegens.items[0].opt_level) : "";

	return is_compiled(u) && (!*level || !strcmp(level, "-O0"));
}

/* At the first of them. */
static void check_optimisation(const struct program *p, struct emitter *e)
{
	const struct unit_facts *first = NULL;
	size_t n = 0, n_compiled = 0;

	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit_facts *u = &p->units[i].facts;

		n_compiled += is_compiled(u);
		if (!is_not_optimised(p, u))
			continue;
		first = first ? first : u;
		n++;
	}
	if (!n)
		return;
	emit_begin(e, NOT_OPTIMISED, NULL, program_srcloc(p, first->main_file, (struct place){ 0, 0 }));
	if (n == n_compiled)
		emit_textf(e, "nothing is optimised here: no command has an -O above -O0");
	else
		emit_textf(e, "%zu of %zu units are not optimised, this one first: their commands have no -O above -O0", n, n_compiled);
	emit_text(e, "; --opt=-O2 shows what the compiler would do");
	emit_end(e);
}

static void check(const struct program *p, struct emitter *e)
{
	check_optimisation(p, e);
	check_profiles(p, e);
	for (size_t i = 0; i < p->n_units; i++) {
		check_proofs(p, &p->units[i], e);
		check_parse(p, &p->units[i].facts, e);
		check_codegen(p, &p->units[i].facts, e);
	}
}

const struct rule rule_whynot = {
	.info = {
		.id = "whynot",
		.title = "the tool's own troubles, and comments that speak to it",
		.explain = "A unit that clang cannot parse, that takes too long, needs too much memory or makes the analysis crash is\n"
			   "left out, and every other unit is analysed all the same. Rules whose claims need the whole program say less\n"
			   "then. Usual causes: a generated header that is not there yet (build first), a database that is older than the\n"
			   "sources, flags of another compiler (whynot db-check lists them). These findings alone give exit status 3.\n"
			   "Without the compiler's remarks the other rules judge all the same.\n\n"
			   "A profile (--profile) is joined by place. It was made on another day, and perhaps on another machine: files are\n"
			   "found by how their paths end, and functions that have moved since are followed; of one that has changed its length\n"
			   "only the total is used (ProfileStale). Counts of files, lines or functions that the program does not have\n"
			   "(ProfileUnplaced) are mostly those of libraries; if they are not, the profile is another program's, or the compile\n"
			   "database does not hold all sources. Make a new profile from the sources as they are.\n\n"
			   "Comments silence findings: '// whynot: ignore[rule]: reason' on the line, ignore-next[...] above it,\n"
			   "ignore-file[...] for the file, '/* whynot: off[...]: reason */' up to '/* whynot: on[...] */'. A rule may be rule/Name or\n"
			   "hold '*'; 'until=2027-01' in the brackets ends it after that month. clang-tidy's NOLINT family counts, too. A comment\n"
			   "that is of no use, without a reason, out of date or not understood is a finding, because it hides what it should not.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
		.whole_file = true,
	},
	.check = check,
};
