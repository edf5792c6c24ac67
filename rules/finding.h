/*
 * A finding is an LLVM optimisation remark with a severity and a level. Rules make them, the gate sorts them out, reports
 * show them. All text is plain UTF-8 or the bytes of the source; it lives as long as the emitter.
 */
#ifndef WHYNOT_RULES_FINDING_H
#define WHYNOT_RULES_FINDING_H

#include "analyzer/base/srcloc.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct strbuf;

/* LLVM's remark kinds: it happened; it could have and did not; what was seen on the way; the rest as LLVM has them. */
enum finding_kind {
	FINDING_PASSED, FINDING_MISSED, FINDING_ANALYSIS, FINDING_ANALYSIS_FP_COMMUTE, FINDING_ANALYSIS_ALIASING, FINDING_FAILURE
};

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/*
 * `key` is "String" for words, else a role (DESIGN.md, section 5). `loc.path` NULL: no place of its own.
 */
struct finding_arg {
	const char *key, *value;
	struct srcloc loc;
};

struct finding {
	enum finding_kind kind;
	enum severity severity;
	int level;                 /* 0: shown without -m; 1..3: from that -m on. Warnings and errors of level 1 are also shown without -m. */
	const char *category;      /* id of the rule that made it, for --only; differs from `rule` for the compiler's remarks */
	const char *rule, *name;   /* LLVM's Pass and Name */
	const char *function;      /* never empty: "<file>" outside functions */
	struct srcloc loc;
	bool has_hotness;
	uint64_t hotness;
	const char *hotness_source; /* "llvm-cov", "gcov", ...: what measured it; NULL: nothing did, or the record does not say */
	bool has_estimate;          /* nothing was measured there: a guess, for the order alone */
	uint64_t estimate;          /* 0: none; pages show it even if has_estimate is false, which is for all other formats */
	const char *config;        /* "" or the configuration it holds for */
	const struct finding_arg *args;
	size_t n_args;
	const char *fingerprint;   /* NULL before the gate; then what the finding is known by when lines move, unlike any other's */
	size_t n_message_args;     /* the args of the message; those behind are the steps that led to it, for -m=2 */
};

/* "error", "warning", "note". */
const char *severity_word(enum severity s);

/* LLVM's tag: "Passed", "Missed", "Analysis", "AnalysisFPCommute", "AnalysisAliasing", "Failure". */
const char *finding_kind_word(enum finding_kind kind);

/* Appends the message: the values of the message args. */
void finding_message(const struct finding *f, struct strbuf *out);

/* By path, line, column, rule, name, function, message, config, kind, the places in the message. Equal (0) ones are duplicates. */
int finding_compare(const struct finding *a, const struct finding *b);

/* True if the finding says that something could not be analysed: it makes a run incomplete, and nobody can ask not to see it. */
bool finding_is_trouble(const struct finding *f);

#endif
