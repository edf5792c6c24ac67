#include "analyzer/base/file.h"

#include "analyzer/base/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int file_read_fd(int fd, const char *name, struct strbuf *out, struct error *e)
{
	struct stat st;

	if (fd == STDIN_FILENO)
		journal_spoil("standard input is read");
	strbuf_clear(out);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		strbuf_reserve(out, (size_t)st.st_size + 1);
	for (;;) {
		ssize_t n;

		strbuf_reserve(out, 1 << 12);
		n = read(fd, out->text + out->len, out->cap - out->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_set(e, "cannot read %s: %s", name, strerror(errno));
		if (n == 0)
			break;
		out->len += (size_t)n;
	}
	out->text[out->len] = '\0';
	return 0;
}

int file_read(const char *path, struct strbuf *out, struct error *e)
{
	struct stat st;
	int fd, rc;

	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return error_set(e, "cannot read %s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && (S_ISDIR(st.st_mode) || S_ISCHR(st.st_mode) || S_ISBLK(st.st_mode))) {
		close(fd);
		return error_set(e, "cannot read %s: not a file", path);
	}
	/* Opening must not wait for a pipe that nobody writes; reading waits for those who do. */
	if (fcntl(fd, F_SETFL, 0) < 0)
		rc = error_set(e, "cannot read %s: %s", path, strerror(errno));
	else
		rc = file_read_fd(fd, path, out, e);
	close(fd);
	return rc;
}

const char *file_text(const char *path, struct arena *memory, size_t *len, struct error *e)
{
	struct strbuf bytes = STRBUF_INIT;
	const char *text = NULL;

	if (file_read(path, &bytes, e) == 0) {
		*len = bytes.len;
		text = arena_memdup(memory, bytes.text, bytes.len + 1);
	}
	strbuf_release(&bytes);
	return text;
}
