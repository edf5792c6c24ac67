/*
 * What went wrong in the surroundings (a missing file, a bad option, a full disk), filled once and printed by main.
 * A function that can fail takes a `struct error *` last and returns a value below 0 after filling it; it leaves it
 * untouched on success. The text says what happened, where, and what to do about it, without a final newline.
 */
#ifndef WHYNOT_BASE_ERROR_H
#define WHYNOT_BASE_ERROR_H

#include "analyzer/base/strbuf.h"

struct error {
	struct strbuf text;
};

#define ERROR_INIT { STRBUF_INIT }

void error_release(struct error *e);
void error_clear(struct error *e);

/* Fills the text and returns -1, so that `return error_set(e, ...)` reads as one step. */
int error_set(struct error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The same with "<path>:<line>:<col>: " in front; line 0 leaves out line and column, column 0 the column. */
int error_at(struct error *e, const char *path, unsigned line, unsigned col, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

#endif
