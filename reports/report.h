/* What every writer gets, and the table of writers. A writer is one file with one escaping function. */
#ifndef WHYNOT_REPORTS_REPORT_H
#define WHYNOT_REPORTS_REPORT_H

#include "analyzer/base/error.h"
#include "analyzer/base/out.h"
#include "rules/exhibit.h"
#include "rules/finding.h"
#include "rules/rule_info.h"

/* How a finding stands to the baseline, as SARIF calls it. */
enum report_state { REPORT_NEW, REPORT_UNCHANGED, REPORT_UPDATED, REPORT_ABSENT };

/* A finding that is not shown, since a comment suppresses it (state REPORT_NEW) or the baseline has it; why, or "". */
struct report_silent {
	struct finding finding;
	const char *reason;
	enum report_state state;
};

/* One page of a report that is a folder, and what of each level is found in its source. */
struct report_page {
	const char *path, *file;
	size_t n_findings[4];
};

struct report {
	const struct finding *findings;   /* sorted, unique, only what is to be shown */
	size_t n_findings;
	const struct report_silent *silent; /* by place; for formats that carry them */
	size_t n_silent;
	const char *root;                 /* absolute: from where the findings' paths count */
	bool has_baseline;                /* findings that are shown are new */
	const char *directory;            /* absolute: where the run was started, if the report may tell where things are; else NULL */
	const char *repository;           /* absolute: from where other programs count; NULL: from the root */
	const char *prefix;               /* before the findings' paths, so that they can be opened from here: "" or "sub/" */
	int level;                        /* 0 without -m, else 1..3; from 2 on the steps are shown */
	bool color;                       /* terminal colours wanted */
	bool full_sources;                /* pages carry whole files instead of the lines around findings */
	const struct report_page *pages;  /* by path; none: the page stands alone */
	size_t n_pages;
	bool is_index;                    /* of the pages: the one that lists them */
	const struct finding *counted;    /* of the index: the findings of all pages, which its numbers are about */
	size_t n_counted;
	const struct exhibit *exhibit;
	const struct rule_info *const *rules; /* those that ran */
	size_t n_rules;
};

struct report_format {
	const char *name;                 /* for --format */
	const char *help;                 /* one line */
	bool is_machine;                  /* must stand alone on its stream */
	int (*write)(const struct report *r, struct out *o, struct error *e);
};

/* By name, or NULL. */
const struct report_format *report_format_find(const char *name);
extern const struct report_format report_formats[];
extern const size_t n_report_formats;

#endif
