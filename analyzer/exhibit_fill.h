/* What reports show besides findings, as far as no program is needed for it: sources and what names mean. */
#ifndef WHYNOT_ANALYZER_EXHIBIT_FILL_H
#define WHYNOT_ANALYZER_EXHIBIT_FILL_H

#include "analyzer/base/arena.h"
#include "analyzer/base/vec.h"
#include "rules/exhibit.h"
#include "rules/finding.h"

/* Paths of sources that are to be shown. An all-zero one is empty. */
struct source_paths {
	VEC(const char *) list;
};

/* The finding's own path; `with_steps`: those of its args, too. */
void source_paths_add(struct source_paths *paths, const struct finding *f, bool with_steps);

/* Reads each path once, from `root`, and releases the list. What cannot be read has no bytes. */
void exhibit_fill_sources(struct exhibit *x, struct source_paths *paths, const char *root, struct arena *memory);

/* What the names of these findings mean. */
void exhibit_fill_texts(struct exhibit *x, const struct finding *findings, size_t n, struct arena *memory);

#endif
