/*
 * The writers, for the table in format.c. Each returns 0, or below 0 with the error filled; what goes wrong while writing
 * is kept in `o`, for out_close() to tell.
 */
#ifndef WHYNOT_REPORTS_WRITERS_H
#define WHYNOT_REPORTS_WRITERS_H

#include "reports/report.h"

/* For people: place, severity and message on one line, the source line with a caret, the steps from level 2 on. */
int text_write(const struct report *r, struct out *o, struct error *e);

/* LLVM's optimisation remarks in YAML, for llvm-remarkutil and opt-viewer.py. */
int yaml_write(const struct report *r, struct out *o, struct error *e);

/* One page that needs nothing else: no network, no server, and to be read no script. */
int html_write(const struct report *r, struct out *o, struct error *e);

/* The same as a folder, which is made if it is not there: a page for each source, with all its lines, and an index. */
int html_write_folder(const struct report *r, const char *folder, struct error *e);

/*
 * Pages that an earlier run left in the folder: their names, each with a NUL behind it, as its own list tells them, and none that we would not
 * give. Read before the folder is written; after that, those are deleted for which `is_written` is false.
 */
typedef bool html_is_page(const void *context, const char *file);
void html_pages_read(const char *folder, struct strbuf *names);
void html_pages_drop(const char *folder, const struct strbuf *names, html_is_page *is_written, const void *context);

/* For programs of the forges and of CI. */
int sarif_write(const struct report *r, struct out *o, struct error *e);
int github_write(const struct report *r, struct out *o, struct error *e);
int gitlab_write(const struct report *r, struct out *o, struct error *e);
int checkstyle_write(const struct report *r, struct out *o, struct error *e);
int rdjson_write(const struct report *r, struct out *o, struct error *e);

#endif
