/* `whynot diff`. */
#ifndef WHYNOT_ANALYZER_DIFF_H
#define WHYNOT_ANALYZER_DIFF_H

#include "analyzer/options.h"

/* 1: something got worse; 0: nothing did; below 0: wrong use or input. `summary` is one line for standard error. */
int run_diff(const struct options *o, struct strbuf *summary, struct error *e);

#endif
