#include "analyzer/cache/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

const char *const store_kind_words[n_STORE_KIND] = { "manifest", "facts", "report" };

/* Of an entry that was used within this time the mark need not be written again. */
enum { MARK_EVERY_S = 600, HEAD_MAX = 160 };

/* The hash is of the name, too, so that an entry under another's name is none. */
static void add_head(struct strbuf *out, const struct digest *name, enum store_kind kind, const void *bytes, size_t len)
{
	struct digest d = digest_of_two(name->bytes, sizeof name->bytes, bytes, len);

	strbuf_addf(out, "whynot-cache 1 %s %zu ", store_kind_words[kind], len);
	digest_add_hex(&d, out);
	strbuf_addc(out, '\n');
}

/* Two characters of the name are the folder's. */
static void add_folder(const struct store *s, const struct digest *name, struct strbuf *out)
{
	struct strbuf hex = STRBUF_INIT;

	digest_add_hex(name, &hex);
	strbuf_addf(out, "%s/%.2s", s->folder, hex.text);
	strbuf_release(&hex);
}

static void add_path(const struct store *s, const struct digest *name, enum store_kind kind, struct strbuf *out)
{
	struct strbuf hex = STRBUF_INIT;

	digest_add_hex(name, &hex);
	strbuf_addf(out, "%s/%.2s/%s.%s", s->folder, hex.text, hex.text + 2, store_kind_words[kind]);
	strbuf_release(&hex);
}

/* The head is made anew from what stands behind it: nothing in it has to be parsed. */
static bool is_good(struct store_bytes *b, const struct digest *name, enum store_kind kind, size_t size)
{
	const char *all = b->mapping, *feed = memchr(all, '\n', size < HEAD_MAX ? size : HEAD_MAX);
	struct strbuf head = STRBUF_INIT;
	bool ok;

	if (!feed)
		return false;
	b->bytes = feed + 1;
	b->len = size - (size_t)(feed + 1 - all);
	add_head(&head, name, kind, b->bytes, b->len);
	ok = head.len == (size_t)(feed + 1 - all) && !memcmp(head.text, all, head.len);
	strbuf_release(&head);
	return ok;
}

/*
 * Zeros follow a file's end up to the end of its page, and a file that fills its page is mapped with one more behind it,
 * so that a NUL ends the bytes either way.
 */
static void *map_file(int fd, size_t size, size_t *mapped)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *all;

	*mapped = size / page * page + page;
	all = mmap(NULL, *mapped, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (all == MAP_FAILED)
		return NULL;
	if (mmap(all, size, PROT_READ, MAP_PRIVATE | MAP_FIXED | MAP_POPULATE, fd, 0) == MAP_FAILED) {
		munmap(all, *mapped);
		return NULL;
	}
	return all;
}

void store_bytes_release(struct store_bytes *b)
{
	if (b->mapping)
		munmap(b->mapping, b->mapped);
	*b = (struct store_bytes){ .bytes = NULL };
}

bool store_find(const struct store *s, const struct digest *name, enum store_kind kind, struct store_bytes *found)
{
	struct strbuf path = STRBUF_INIT;
	struct stat st;
	int fd;

	*found = (struct store_bytes){ .bytes = NULL };
	add_path(s, name, kind, &path);
	fd = openat(AT_FDCWD, path.text, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	strbuf_release(&path);
	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
		found->mapping = map_file(fd, (size_t)st.st_size, &found->mapped);
	if (found->mapping && !is_good(found, name, kind, (size_t)st.st_size))
		store_bytes_release(found);
	if (found->mapping && st.st_mtime + MARK_EVERY_S < time(NULL))
		(void)futimens(fd, NULL);
	close(fd);
	return found->mapping != NULL;
}

static int write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes += n;
		len -= (size_t)n;
	}
	return 0;
}

static int make_folder(const char *path)
{
	return mkdir(path, 0777) < 0 && errno != EEXIST ? -1 : 0;
}

int store_put(const struct store *s, const struct digest *name, enum store_kind kind, const void *bytes, size_t len,
	      struct error *e)
{
	struct strbuf path = STRBUF_INIT, folder = STRBUF_INIT, temporary = STRBUF_INIT, head = STRBUF_INIT;
	int fd = -1, rc = -1;

	add_folder(s, name, &folder);
	add_path(s, name, kind, &path);
	add_head(&head, name, kind, bytes, len);
	strbuf_addf(&temporary, "%s/tmp-XXXXXX", folder.text);
	if (make_folder(folder.text) == 0)
		fd = mkostemp(temporary.text, O_CLOEXEC);
	if (fd >= 0) {
		/* A disk that is full may say so at close only. */
		rc = write_all(fd, head.text, head.len) < 0 || write_all(fd, bytes, len) < 0 ? -1 : 0;
		if (close(fd) < 0)
			rc = -1;
		if (rc == 0)
			rc = rename(temporary.text, path.text);
		if (rc < 0) {
			int error = errno;

			unlink(temporary.text);
			errno = error;
		}
	}
	if (rc < 0)
		error_set(e, "cannot write the cache in %s: %s", s->folder, strerror(errno));
	strbuf_release(&path);
	strbuf_release(&folder);
	strbuf_release(&temporary);
	strbuf_release(&head);
	return rc;
}

/* Makes the folders of the path that are missing. Only we have to see into them. */
static int make_folders(const char *path)
{
	struct strbuf part = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 1; rc == 0; i++) {
		if (path[i] && path[i] != '/')
			continue;
		strbuf_clear(&part);
		strbuf_add(&part, path, i);
		if (mkdir(part.text, 0700) < 0 && errno != EEXIST)
			rc = -1;
		if (!path[i])
			break;
	}
	strbuf_release(&part);
	return rc;
}

static void write_tag(const struct store *s)
{
	static const char tag[] = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of whynot; what is deleted here is made again.\n";
	struct strbuf path = STRBUF_INIT;
	int fd;

	strbuf_addf(&path, "%s/CACHEDIR.TAG", s->folder);
	fd = openat(AT_FDCWD, path.text, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd >= 0) {
		(void)!write(fd, tag, sizeof tag - 1);
		close(fd);
	}
	strbuf_release(&path);
}

int store_prepare(const struct store *s, struct error *e)
{
	if (make_folders(s->folder) < 0)
		return error_set(e, "cannot make the cache's folder %s: %s", s->folder, strerror(errno));
	if (faccessat(AT_FDCWD, s->folder, R_OK | W_OK | X_OK, 0) < 0)
		return error_set(e, "cannot write the cache in %s: %s", s->folder, strerror(errno));
	write_tag(s);
	return 0;
}
