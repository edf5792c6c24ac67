/* What the tool itself has to say: units of which it knows nothing, or only a part. */
#include "rules/rule.h"

enum { UNIT_FAILED, UNIT_HAD_ERRORS, SUMMARY };

static const struct rule_name names[] = {
	[UNIT_FAILED] = { "UnitFailed", FINDING_ANALYSIS, SEVERITY_WARNING, 1, "a translation unit could not be analysed, and why" },
	[UNIT_HAD_ERRORS] = { "UnitHadErrors", FINDING_ANALYSIS, SEVERITY_WARNING, 1,
			      "a translation unit has errors; what clang could recover was analysed" },
	/* Written by the YAML report itself, so that it is never empty, which LLVM's reader would refuse. */
	[SUMMARY] = { "Summary", FINDING_ANALYSIS, SEVERITY_NOTE, 1, "closes each YAML report: units, failed units, findings" },
};

static struct srcloc place_of(const struct program *p, const struct unit_facts *u)
{
	/* The first error's own place says most; without one the unit's file has to do. */
	if (u->diagnostics.n && !sid_is_none(u->diagnostics.items[0].file))
		return program_srcloc(p, u->diagnostics.items[0].file, u->diagnostics.items[0].at);
	return program_srcloc(p, u->main_file, (struct place){ 0, 0 });
}

static void check(const struct program *p, struct emitter *e)
{
	for (size_t i = 0; i < p->n_units; i++) {
		const struct unit_facts *u = &p->units[i].facts;
		struct srcloc nowhere = { 0 };

		if (u->status == UNIT_STATUS_OK)
			continue;
		emit_begin(e, u->status == UNIT_STATUS_FAILED ? UNIT_FAILED : UNIT_HAD_ERRORS, NULL, place_of(p, u));
		emit_arg(e, "Unit", program_text(p, u->main_file), nowhere);
		emit_text(e, u->status == UNIT_STATUS_FAILED ? " was not analysed: " : " was analysed in part: ");
		emit_arg(e, "Reason", program_text(p, u->reason), nowhere);
		emit_config(e, program_text(p, u->config));
		emit_end(e);
	}
}

const struct rule rule_whynot = {
	.info = {
		.id = "whynot",
		.title = "the tool's own troubles with a unit",
		.explain = "A unit that clang cannot parse, that takes too long, needs too much memory or makes the analysis crash is\n"
			   "left out, and every other unit is analysed all the same. Rules whose claims need the whole program say less\n"
			   "then. Usual causes: a generated header that is not there yet (build first), a database that is older than the\n"
			   "sources, flags of another compiler (whynot db-check lists them). These findings alone give exit status 3.",
		.names = names,
		.n_names = sizeof names / sizeof *names,
	},
	.check = check,
};
