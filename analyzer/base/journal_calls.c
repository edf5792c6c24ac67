/*
 * The C library's calls that ask for a file by its name, with a note of the answer while a journal is open (journal.h). They are
 * built on their *at() forms, which stay the C library's. Both names of each are there, since libraries that are built for large
 * files use the second; where the two differ in more than the name, nothing is taken over, and no result can be kept.
 */
#undef _FORTIFY_SOURCE
/* They make one name of two, which are both defined here. */
#undef _FILE_OFFSET_BITS
#undef _TIME_BITS

#include "analyzer/base/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#if defined(__LP64__)

static void note(const char *path, const struct stat *st, int rc, bool is_listed)
{
	int error = errno;

	if (journal_now())
		journal_note(path, rc == 0 ? st : NULL, error, is_listed);
	errno = error;
}

/* Of a name that was only asked for, or of what is behind an open descriptor. */
static void note_now(const char *path, int fd, bool is_listed)
{
	struct stat st;
	int error = errno;

	if (!journal_now())
		return;
	if (fd >= 0)
		note(path, &st, fstat(fd, &st), is_listed);
	else
		note(path, &st, fstatat(AT_FDCWD, path, &st, 0), is_listed);
	errno = error;
}

static int open_noting(const char *path, int flags, mode_t mode)
{
	int fd = openat(AT_FDCWD, path, flags, mode);
	bool is_read = (flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT);

	/* What is written is no input. */
	if (is_read && fd >= 0)
		note_now(path, fd, false);
	else if (is_read)
		note(path, NULL, -1, false);
	return fd;
}

/* The mode is there only when a file may be made. */
#define OPEN(name) \
	int name(const char *path, int flags, ...) \
	{ \
		mode_t mode = 0; \
		va_list ap; \
		if (flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY))) { \
			va_start(ap, flags); \
			mode = va_arg(ap, mode_t); \
			va_end(ap); \
		} \
		return open_noting(path, flags, mode); \
	}
OPEN(open)
OPEN(open64)

int stat(const char *restrict path, struct stat *restrict st)
{
	int rc = fstatat(AT_FDCWD, path, st, 0);

	note(path, st, rc, false);
	return rc;
}

int lstat(const char *restrict path, struct stat *restrict st)
{
	int rc = fstatat(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);

	/* What a link leads to is noted when it is read. */
	if (rc < 0 || !S_ISLNK(st->st_mode))
		note(path, st, rc, false);
	return rc;
}

/* The same structure under another name. */
int stat64(const char *restrict path, struct stat64 *restrict st)
{
	return stat(path, (struct stat *)st);
}

int lstat64(const char *restrict path, struct stat64 *restrict st)
{
	return lstat(path, (struct stat *)st);
}

int access(const char *path, int mode)
{
	int rc = faccessat(AT_FDCWD, path, mode, 0);

	if (rc == 0 || errno == EACCES)
		note_now(path, -1, false);
	else
		note(path, NULL, -1, false);
	return rc;
}

DIR *opendir(const char *path)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_DIRECTORY | O_CLOEXEC);
	DIR *d;

	if (fd < 0) {
		note(path, NULL, -1, false);
		return NULL;
	}
	note_now(path, fd, true);
	d = fdopendir(fd);
	if (!d)
		close(fd);
	return d;
}

#endif
