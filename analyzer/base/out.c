#include "analyzer/base/out.h"
#include "analyzer/base/journal.h"
#include "analyzer/base/panic.h"
#include "analyzer/base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUT_FLUSH_AT = 1 << 16, LINKS_MAX = 40, NAMES_TRIED = 100 };

static void out_init(struct out *o)
{
	*o = (struct out){ .buffer = STRBUF_INIT, .fd = -1, .name = "output" };
}

void out_to_fd(struct out *o, int fd, const char *name)
{
	out_init(o);
	o->fd = fd;
	o->name = name;
}

void out_to_memory(struct out *o, struct strbuf *memory)
{
	out_init(o);
	o->memory = memory;
}

/* Appends the folder that the file is in, with its last slash; nothing for a bare name. */
static void add_folder(struct strbuf *out, const char *path)
{
	strbuf_add(out, path, (size_t)(path_base(path) - path));
}

/*
 * Where a file's symbolic links lead, as text that open() takes. The last one need not lead to a file that is there. NULL
 * with errno if they go in circles. The caller frees it.
 */
static char *follow_links(const char *path)
{
	struct strbuf at = STRBUF_INIT, next = STRBUF_INIT;
	char target[PATH_MAX];
	ssize_t n;

	strbuf_adds(&at, path);
	for (int i = 0; (n = readlink(at.text, target, sizeof target)) > 0; i++) {
		if (i == LINKS_MAX || n == sizeof target) {
			errno = ELOOP;
			strbuf_release(&at);
			strbuf_release(&next);
			return NULL;
		}
		strbuf_clear(&next);
		if (target[0] != '/')
			add_folder(&next, at.text);
		strbuf_add(&next, target, (size_t)n);
		strbuf_clear(&at);
		strbuf_add(&at, next.text, next.len);
	}
	strbuf_release(&next);
	return strbuf_detach(&at);
}

static void hold_signals(struct out *o)
{
	sigset_t interrupts;

	sigemptyset(&interrupts);
	sigaddset(&interrupts, SIGINT);
	sigaddset(&interrupts, SIGTERM);
	sigaddset(&interrupts, SIGHUP);
	o->holds_signals = sigprocmask(SIG_BLOCK, &interrupts, &o->signals) == 0;
}

/* One that came meanwhile ends us here. */
static void let_signals(struct out *o)
{
	if (o->holds_signals)
		sigprocmask(SIG_SETMASK, &o->signals, NULL);
	o->holds_signals = false;
}

/* A file without a name is gone with its last descriptor. It gets its name through /proc, which may be missing. */
static int open_nameless(const char *target)
{
	struct strbuf folder = STRBUF_INIT;
	int fd = -1;

	add_folder(&folder, target);
	if (access("/proc/self/fd", X_OK) == 0)
		fd = open(folder.len ? folder.text : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	strbuf_release(&folder);
	return fd;
}

static int open_named(struct out *o)
{
	struct strbuf temporary = STRBUF_INIT;
	mode_t mask = umask(0);
	int fd;

	umask(mask);
	hold_signals(o);
	strbuf_addf(&temporary, "%s.XXXXXX", o->target);
	fd = mkostemp(temporary.text, O_CLOEXEC);
	if (fd >= 0) {
		(void)fchmod(fd, 0666 & ~mask);
		o->temporary = strbuf_detach(&temporary);
	}
	strbuf_release(&temporary);
	return fd;
}

int out_open(struct out *o, const char *path, struct error *e)
{
	struct stat st;

	if (!strcmp(path, "-")) {
		out_to_fd(o, STDOUT_FILENO, "standard output");
		return 0;
	}
	out_init(o);
	o->path = strdup(path);
	if (!o->path)
		panic_out_of_memory(strlen(path));
	o->name = o->path;
	o->target = follow_links(path);
	/* A device or a pipe cannot be replaced by rename; it is written as it stands. */
	if (o->target && stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
	} else if (o->target) {
		o->is_new = true;
		o->fd = open_nameless(o->target);
		if (o->fd < 0)
			o->fd = open_named(o);
	}
	if (o->fd < 0) {
		error_set(e, "cannot write %s: %s", path, strerror(errno));
		out_abandon(o);
		return -1;
	}
	return 0;
}

/* Waits until a descriptor that its owner made non-blocking takes more. */
static bool wait_until_writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

void out_flush(struct out *o)
{
	const char *at = o->buffer.text;
	size_t left = o->buffer.len;

	if (o->path || o->fd == STDOUT_FILENO)
		journal_note_output(o->path, o->fd, o->buffer.text, o->buffer.len);
	while (left && !o->error) {
		ssize_t n = write(o->fd, at, left);

		if (n < 0 && (errno == EINTR || (errno == EAGAIN && wait_until_writable(o->fd))))
			continue;
		if (n < 0) {
			o->error = errno;
			break;
		}
		at += n;
		left -= (size_t)n;
	}
	strbuf_clear(&o->buffer);
}

void out_write(struct out *o, const void *bytes, size_t len)
{
	if (o->memory) {
		strbuf_add(o->memory, bytes, len);
		return;
	}
	if (o->error)
		return;
	strbuf_add(&o->buffer, bytes, len);
	if (o->buffer.len >= OUT_FLUSH_AT)
		out_flush(o);
}

void out_puts(struct out *o, const char *text)
{
	out_write(o, text, strlen(text));
}

void out_putc(struct out *o, char c)
{
	out_write(o, &c, 1);
}

void out_printf(struct out *o, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	out_write(o, text.text, text.len);
	strbuf_release(&text);
}

/*
 * Gives a nameless file its name. link() does not replace, so where a file is in the way it gets another name first; a
 * signal between the two would leave that behind.
 */
static int name_file(struct out *o)
{
	struct strbuf from = STRBUF_INIT, to = STRBUF_INIT;
	int rc;

	strbuf_addf(&from, "/proc/self/fd/%d", o->fd);
	rc = linkat(AT_FDCWD, from.text, AT_FDCWD, o->target, AT_SYMLINK_FOLLOW);
	if (rc < 0 && errno == EEXIST) {
		hold_signals(o);
		for (int i = 0; rc < 0 && errno == EEXIST && i < NAMES_TRIED; i++) {
			strbuf_clear(&to);
			strbuf_addf(&to, "%s.%ld-%d", o->target, (long)getpid(), i);
			rc = linkat(AT_FDCWD, from.text, AT_FDCWD, to.text, AT_SYMLINK_FOLLOW);
		}
		if (rc == 0)
			o->temporary = strbuf_detach(&to);
	}
	strbuf_release(&from);
	strbuf_release(&to);
	return rc;
}

int out_close(struct out *o, struct error *e)
{
	int rc = 0;

	if (!o->memory)
		out_flush(o);
	if (o->path) {
		if (!o->error && o->is_new && !o->temporary && name_file(o) < 0)
			o->error = errno;
		/* A full disk may show only at close; the descriptor is gone either way. */
		if (close(o->fd) < 0 && !o->error)
			o->error = errno;
		o->fd = -1;
		if (!o->error && o->temporary && rename(o->temporary, o->target) < 0)
			o->error = errno;
		if (!o->error) {
			free(o->temporary);
			o->temporary = NULL;
		}
	}
	if (o->error)
		rc = error_set(e, "cannot write %s: %s", o->name, strerror(o->error));
	out_abandon(o);
	return rc;
}

void out_abandon(struct out *o)
{
	if (o->path && o->fd >= 0) {
		journal_spoil("a file was begun and not finished");
		close(o->fd);
	}
	if (o->temporary)
		unlink(o->temporary);
	let_signals(o);
	free(o->temporary);
	free(o->target);
	free(o->path);
	strbuf_release(&o->buffer);
	out_init(o);
}
