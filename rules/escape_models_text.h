/* The text form of models, for escape_models.c: what it says is documented on top of escape_models.txt. */
#ifndef WHYNOT_RULES_ESCAPE_MODELS_TEXT_H
#define WHYNOT_RULES_ESCAPE_MODELS_TEXT_H

#include "rules/escape_models.h"

/* The bytes of escape_models.txt; made by the build. */
extern const unsigned char escape_models_own[];
extern const size_t escape_models_own_size;

/*
 * Appends the models of a text to `into` in the order of the text, in memory of `into`'s arena; a name twice among those of
 * the text is not looked for. `path` as for models_read(); it has to live as long as `into`.
 */
int models_parse(struct models *into, const char *path, const char *text, size_t len, struct error *e);

#endif
