/* What a finding is known by when lines move: what it says, about what, and the text of its line without blanks; not where it is. */
#ifndef WHYNOT_RULES_GATE_IDENTITY_H
#define WHYNOT_RULES_GATE_IDENTITY_H

#include "analyzer/base/arena.h"
#include "analyzer/base/strbuf.h"
#include "rules/exhibit.h"
#include "rules/finding.h"

enum { IDENTITY_DIGITS = 32 };

/* Replaces `out` with the finding's line without blanks; "" for whole files and without the source. */
void identity_line(const struct finding *f, const struct exhibit *x, struct strbuf *out);

/*
 * Gives each finding a fingerprint: 32 hexadecimal digits over path, rule, name, function, message, configuration and line, and
 * which one of those that agree in all of this it is. FNV-1a of 64 bits, twice from different starts (Fowler, Noll, Vo 1991).
 */
void identity_fill(struct finding *const *findings, size_t n, const struct exhibit *x, struct arena *memory);

/* Compares texts without the numbers in them. Below, at or above 0, like strcmp(). */
int identity_compare_words(const char *a, const char *b);

#endif
