/*
 * One text with directives taken out or replaced, line by line, so that it can be written, shown as a unified diff or handed
 * on as replacements. Nothing here touches a file.
 */
#ifndef WHYNOT_ANALYZER_FIX_TEXT_H
#define WHYNOT_ANALYZER_FIX_TEXT_H

#include "analyzer/base/arena.h"
#include "analyzer/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct fix_line {
	size_t start;         /* offset of its first byte */
	bool is_gone;
	const char *instead;  /* whole lines that take the place of a line that is gone; NULL: none */
};

struct fix_text {
	struct arena memory;
	const char *text;     /* the caller's */
	size_t len;
	struct fix_line *lines; /* n_lines, and one that stands for the end */
	uint32_t n_lines;
};

void fix_text_init(struct fix_text *t, const char *text, size_t len);
void fix_text_release(struct fix_text *t);

/*
 * Takes out the directive whose '#' stands on the line (from 1), with the comments that stand on its lines; `instead`, if not
 * NULL, are lines to put in its place, which lives as long as `t`. False if no directive starts there.
 */
bool fix_text_remove(struct fix_text *t, uint32_t line, const char *instead);

/*
 * Has the directive whose '#' stands on the line include these headers instead, which stand with their delimiters, one a line; the
 * first takes its place on the line, comments included, the others follow on lines of their own. False if no directive with a
 * header's name starts there.
 */
bool fix_text_include(struct fix_text *t, uint32_t line, const char *headers);

/* Behind the last change: of the blank lines around what went, as many stay as the largest gap had; none at the text's ends. */
void fix_text_settle(struct fix_text *t);

/* Appends the text as it is to be. */
void fix_text_apply(const struct fix_text *t, struct strbuf *out);

/* Appends a unified diff (three lines of context) of the file called `path` in both versions. */
void fix_text_diff(const struct fix_text *t, const char *path, struct strbuf *out);

/* A run of bytes and what takes its place. */
struct fix_replacement {
	size_t offset, len;
	const char *text;
};

/* The next replacement at or behind the line, which is moved behind it. False if there is none. */
bool fix_text_replacement(const struct fix_text *t, uint32_t *line, struct fix_replacement *r);

#endif
