/* From findings to written reports: the last step of every command that has findings, wherever they came from. */
#ifndef WHYNOT_ANALYZER_RENDER_H
#define WHYNOT_ANALYZER_RENDER_H

#include "analyzer/options.h"
#include "reports/report.h"

/* True if the options ask for this format, on standard output or in a file. */
bool render_wants(const struct options *o, const char *format);

/* The format of standard output: as given, else text, unless a report goes there. */
const char *render_format(const struct options *o);

/* True if standard output is a terminal that is to have colours, or they are asked for. */
bool render_color(const struct options *o);

/* Writes the report in `format` to standard output (NULL: not), then in each file that the options name. Below 0 with the first error. */
int render(struct report *r, const struct options *o, const char *format, struct error *e);

/*
 * The same for sorted findings that were read from a file: sources are shown as they lie now below --root or in the present folder.
 * What they cannot tell (units, functions, loops) the reports leave out.
 */
int render_read(const struct finding *findings, size_t n, int level, const struct options *o, const char *format, struct error *e);

/* `whynot report FILE`: another form of a YAML report. */
int run_report(const struct options *o, struct error *e);

#endif
