/*
 * What this process reads, looks for and gives out, while somebody wants to know: what a result depends on, by construction.
 *
 * libclang tells which files it included, but not which names it looked for in vain, and a header that appears there later is
 * found first. So the calls by which a program asks the file system are ours (journal_calls.c): the dynamic linker hands them to
 * libclang and libLLVM, too, since the program's own names come first. They do what the C library's do, and note the answer.
 *
 * One journal is open at a time, in a process that asks from one thread. Devices and what the kernel makes up below /proc and /sys are not noted.
 */
#ifndef WHYNOT_BASE_JOURNAL_H
#define WHYNOT_BASE_JOURNAL_H

#include "analyzer/base/arena.h"
#include "analyzer/base/intern.h"
#include "analyzer/base/strbuf.h"
#include "analyzer/base/vec.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

enum journal_kind {
	JOURNAL_ABSENT,   /* there is nothing under that name */
	JOURNAL_FOLDER,
	JOURNAL_LISTING,  /* a folder whose names were listed */
	JOURNAL_FILE,
	JOURNAL_LINK,     /* where a path leads, all links followed; the path has JOURNAL_LINK_MARK in front, since it can be looked at, too */
};

#define JOURNAL_LINK_MARK '@'

/* Tells a file from what it was before without reading it. Times in ns since 1970. */
struct file_stamp {
	uint64_t device, inode, size;
	int64_t changed_ns;      /* the content (mtime) */
	int64_t touched_ns;      /* the content, the name, the mode (ctime); no program can set it back */
};

struct journal_look {
	const char *path;        /* absolute, not normalised: ".." behind a symbolic link means what it means */
	enum journal_kind kind;
	struct file_stamp stamp; /* all zero for what is absent, and for links */
	int64_t at_ns;           /* no later than the first look */
	const char *target;      /* of a link, "" if it leads nowhere; else NULL */
};

/* What went to a file or a standard stream, in the order in which it was begun. */
struct journal_output {
	const char *path;        /* as given; NULL: a standard stream */
	int stream;              /* 1 or 2 */
	struct strbuf text;
};

struct journal {
	struct arena memory;
	struct intern paths;
	const char *directory;   /* where the process is */
	VEC(struct journal_look) looks;       /* by the number of the path, less 1; each path once */
	VEC(struct journal_output) outputs;
	size_t n_given_out;      /* bytes in all outputs */
	const char *trouble;     /* why this is not all, or not one state of things: NULL if it is */
};

/* Opens it and makes it the one that is written. After journal_stop() none is, or what journal_resume() is given (NULL: none). */
void journal_start(struct journal *j);
void journal_stop(struct journal *j);
void journal_resume(struct journal *j);
void journal_release(struct journal *j);

/* The open one, or NULL. */
struct journal *journal_now(void);

/* For what another program read since `at_ns`: looks there now. The path counts from `directory`. */
void journal_look_at(const char *directory, const char *path, int64_t at_ns);

/* Notes the answer of the system: `st` of what is there, or NULL and the errno. */
void journal_note(const char *path, const struct stat *st, int error, bool is_listed);

/* Notes that the path leads to `target`, which the system said (NULL: nowhere), and that something was decided by it. */
void journal_note_link(const char *path, const char *target);

/* Notes what is given out. More than JOURNAL_OUTPUT_MAX bytes are not kept, and are trouble. */
enum { JOURNAL_OUTPUT_MAX = 64 << 20 };
void journal_note_output(const char *path, int stream, const void *bytes, size_t len);

/* From now on it is not all. The text must live as long as the journal. */
void journal_spoil(const char *why);

/* The look at that path, or NULL. */
const struct journal_look *journal_find(const struct journal *j, const char *path);

struct file_stamp file_stamp_of(const struct stat *st);
bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b);
int64_t journal_clock_ns(void);

#endif
