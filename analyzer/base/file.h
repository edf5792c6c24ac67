/* Whole files in memory. */
#ifndef WHYNOT_BASE_FILE_H
#define WHYNOT_BASE_FILE_H

#include "analyzer/base/arena.h"
#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"

/* Replaces `out` with the file's bytes. Refuses folders and devices without an end. Below 0 with path and reason. */
int file_read(const char *path, struct strbuf *out, struct error *e);

/* Replaces `out` with all that can still be read from the descriptor, from its present position. */
int file_read_fd(int fd, const char *name, struct strbuf *out, struct error *e);

/* The file's bytes, with a NUL behind them, in the arena; NULL with path and reason. */
const char *file_text(const char *path, struct arena *memory, size_t *len, struct error *e);

#endif
