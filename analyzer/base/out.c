#include "analyzer/base/out.h"
#include "analyzer/base/panic.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUT_FLUSH_AT = 1 << 16 };

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

int out_open(struct out *o, const char *path, struct error *e)
{
	struct strbuf temporary = STRBUF_INIT;
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
	/* A device or a pipe cannot be replaced by rename; it is written as it stands. */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		mode_t mask = umask(0);

		umask(mask);
		strbuf_addf(&temporary, "%s.XXXXXX", path);
		o->temporary = strbuf_detach(&temporary);
		o->fd = mkostemp(o->temporary, O_CLOEXEC);
		if (o->fd >= 0)
			(void)fchmod(o->fd, 0666 & ~mask);
	}
	if (o->fd < 0) {
		error_set(e, "cannot write %s: %s", path, strerror(errno));
		free(o->temporary);
		o->temporary = NULL;
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

int out_close(struct out *o, struct error *e)
{
	int rc = 0;

	if (!o->memory)
		out_flush(o);
	if (o->path) {
		/* A full disk may show only at close; the descriptor is gone either way. */
		if (close(o->fd) < 0 && !o->error)
			o->error = errno;
		o->fd = -1;
		if (!o->error && o->temporary && rename(o->temporary, o->path) < 0)
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
	if (o->path && o->fd >= 0)
		close(o->fd);
	if (o->temporary)
		unlink(o->temporary);
	free(o->temporary);
	free(o->path);
	strbuf_release(&o->buffer);
	out_init(o);
}
