/*
 * What reports show besides findings: plain read-only data, filled from the program by the pipeline. No report reads facts,
 * the program or a file.
 */
#ifndef WHYNOT_RULES_EXHIBIT_H
#define WHYNOT_RULES_EXHIBIT_H

#include <stddef.h>
#include <stdint.h>

enum exhibit_status { EXHIBIT_OK, EXHIBIT_HAD_ERRORS, EXHIBIT_FAILED };

struct exhibit_unit {
	const char *file, *config;
	enum exhibit_status status;
	const char *reason;            /* "" if ok */
};

/* A source file that findings point into. */
struct exhibit_source {
	const char *path;              /* as in findings */
	const char *bytes;             /* NULL if it could not be read */
	size_t len;
	const size_t *line_starts;     /* offsets; line n starts at line_starts[n - 1] */
	uint32_t n_lines;
};

struct exhibit {
	const char *tool_version, *clang_version;
	const struct exhibit_unit *units;  /* by file, config */
	size_t n_units;
	size_t n_left_out;             /* further units, that this run leaves aside on purpose */
	const struct exhibit_source *sources; /* by path */
	size_t n_sources;
	uint64_t n_remarks_read, n_remarks_repeated, n_remarks_without_place;
};

/* The source with this path, or NULL. */
const struct exhibit_source *exhibit_source_of(const struct exhibit *x, const char *path);

/* The line's text without its line end, or NULL if it is not there. `*len` in bytes. */
const char *exhibit_line(const struct exhibit *x, const char *path, uint32_t line, size_t *len);

#endif
