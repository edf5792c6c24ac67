/*
 * Text of unknown origin (lines, names, paths, what others say) for people, perhaps on a terminal: nothing but harmless
 * characters goes through. The rest, which could move the cursor, rename the window or reorder the line, is spelled out as
 * \xNN or \uNNNN.
 */
#ifndef WHYNOT_BASE_PRINTABLE_H
#define WHYNOT_BASE_PRINTABLE_H

#include "analyzer/base/out.h"
#include "analyzer/base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

/* A character without a shape of its own that changes how others are shown: direction marks, zero widths, tags, controls beyond ASCII. */
bool printable_is_hidden(uint32_t code);

/* Appends the first character of `text` as it may be shown. Returns its bytes; adds the columns it takes (a tab: one). */
size_t printable_add_character(struct strbuf *b, const char *text, size_t len, size_t *columns);

/* Appends all of the text; a line end is spelled out, too. */
void printable_add(struct strbuf *b, const char *text);

/* The same into a sink. */
void printable_write(struct out *o, const char *text);

#endif
