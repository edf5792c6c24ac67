/*
 * What this run has seen of the file system: each name is looked at once, each content hashed at most once.
 *
 * A file whose stamp (device, inode, size, mtime, ctime) is the one that was there when its content was hashed still has that content:
 * writing a file moves its ctime, which no program sets back. Unless the clock stands still: a stamp that is as young as the
 * look at it may cover a second change (git calls that racy), so results that depend on such a file are not kept at all.
 */
#ifndef WHYNOT_CACHE_SEEN_FILES_H
#define WHYNOT_CACHE_SEEN_FILES_H

#include "analyzer/base/journal.h"
#include "analyzer/cache/digest.h"

struct seen_file {
	enum journal_kind kind;
	bool is_known;           /* looked at in this run */
	bool is_odd;             /* neither file nor folder nor absent */
	bool has_content;        /* `content` belongs to `stamp` */
	struct file_stamp stamp;
	struct digest content;   /* of a file's bytes, of a folder's sorted names */
};

struct seen_files {
	struct intern paths;
	VEC(struct seen_file) items; /* by the number of the path, less 1 */
	size_t n_hashed;             /* contents that had to be read */
};

void seen_files_init(struct seen_files *s);
void seen_files_release(struct seen_files *s);

/* The file as it is in this run. Valid until the next call. */
struct seen_file *seen_files_look(struct seen_files *s, const char *path);

/* The same anew, for a process that was forked from one that looked long ago. */
struct seen_file *seen_files_look_again(struct seen_files *s, const char *path);

/* Its content, hashed if need be, for the stamp of the look; false if it cannot be read or has changed since. */
bool seen_files_content(struct seen_files *s, const char *path, struct digest *content);

/* True if a change could hide behind the stamp of what was looked at at `at_ns`. */
bool file_stamp_is_racy(const struct file_stamp *stamp, int64_t at_ns);

#endif
