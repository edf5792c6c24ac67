/*
 * Where text goes: a file, a descriptor or memory, with the first error kept ("sticky"), so that writers need no
 * checks of their own and the caller asks once, at out_close().
 * A file gets its name when it is complete: there is never half a file, also when a signal ends us. Where a file system
 * has no files without a name, it is written under another one, and SIGINT, SIGTERM and SIGHUP wait until it is closed.
 */
#ifndef WHYNOT_BASE_OUT_H
#define WHYNOT_BASE_OUT_H

#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"

#include <signal.h>
#include <stdbool.h>

struct out {
	struct strbuf buffer;
	struct strbuf *memory;   /* not NULL: text goes here and nowhere else */
	int fd;
	int error;               /* errno of the first failed write, 0 for none */
	char *path;              /* for files: as given; owned */
	char *target;            /* the same behind its symbolic links; owned */
	bool is_new;             /* the file has no name yet, or another one */
	char *temporary;         /* that other name; owned */
	bool holds_signals;
	sigset_t signals;        /* those blocked before */
	const char *name;        /* for messages */
};

/*
 * Opens `path` for writing; "-" is standard output. Symbolic links are followed. Until out_close() a former file is
 * untouched.
 */
int out_open(struct out *o, const char *path, struct error *e);

/* Writes to an open descriptor, which stays the caller's. `name` is used in messages and must outlive `o`. */
void out_to_fd(struct out *o, int fd, const char *name);

/* Writes into `memory`, which stays the caller's. */
void out_to_memory(struct out *o, struct strbuf *memory);

void out_write(struct out *o, const void *bytes, size_t len);
void out_puts(struct out *o, const char *text);
void out_putc(struct out *o, char c);
void out_printf(struct out *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
void out_flush(struct out *o);

/* Flushes, puts a file in its place, frees. Below 0 with the first error; then a file's former content is untouched. */
int out_close(struct out *o, struct error *e);

/* Frees without putting anything in place: for the way out after another error. */
void out_abandon(struct out *o);

#endif
