/* Paths as text. Nothing here looks at the file system except path_real(), which notes what it saw. */
#ifndef WHYNOT_BASE_PATH_H
#define WHYNOT_BASE_PATH_H

#include "analyzer/base/strbuf.h"

#include <stdbool.h>

bool path_is_absolute(const char *path);

/* The part behind the last '/'. Points into `path`. */
const char *path_base(const char *path);

/* The last '.' of the base name and what follows, or "". A leading dot does not count. Points into `path`. */
const char *path_extension(const char *path);

/* `path` joined to `directory` (unless absolute), without "//", "." and, lexically, "..". Replaces `out`. */
void path_join(const char *directory, const char *path, struct strbuf *out);

/* True if `path` is `directory` or lies below it. Both normalised. */
bool path_is_below(const char *path, const char *directory);

/* `path` relative to `root` if it lies below it, else `path` itself. Both normalised. Points into `path`. */
const char *path_relative(const char *path, const char *root);

/* `path` with symbolic links resolved, or, if it does not exist, as it is. Replaces `out`. */
void path_real(const char *path, struct strbuf *out);

/* The same without a note in the journal. False: it does not exist. */
bool path_real_unnoted(const char *path, struct strbuf *out);

#endif
