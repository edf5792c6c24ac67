/* The reader of include-what-you-use's mapping files. */
#ifndef WHYNOT_CONFIG_MAPPING_H
#define WHYNOT_CONFIG_MAPPING_H

#include "analyzer/base/error.h"
#include "rules/include_mapping.h"

/* Adds one file's text to `s`; `path` is for messages and for the files that it names. Below 0 with "path:line:col: ...". */
int include_mapping_read(struct include_settings *s, const char *path, const char *text, size_t len, struct error *e);

#endif
