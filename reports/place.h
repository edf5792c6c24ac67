/* Places as other programs want them: paths from the repository's top, whole regions, and columns in their unit. */
#ifndef WHYNOT_REPORTS_PLACE_H
#define WHYNOT_REPORTS_PLACE_H

#include "reports/report.h"

enum column_unit { COLUMN_BYTES, COLUMN_UTF16 };

/* Lines and columns from 1; `end_col` is behind the last character. A region never spans lines. */
struct region {
	uint32_t line, col, end_col;
};

/* Replaces `out` with the path from the repository's top. False if the file is not in the repository, or there is no path. */
bool report_path(const struct report *r, const char *path, struct strbuf *out);

/*
 * The name, directive or character that the place points at; the first column for whole lines, the first line for whole files.
 * Without the source it is one column wide.
 */
struct region report_region(const struct report *r, struct srcloc loc, enum column_unit unit);

/* Appends the message as one line of text, with the configuration that it holds for. */
void report_message(const struct finding *f, struct strbuf *out);

#endif
