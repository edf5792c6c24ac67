/* The store as a whole: counting, trimming, clearing. Files whose names are not ours are not touched. */
#include "analyzer/cache/store.h"

#include "analyzer/base/vec.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LEFT_BEHIND_AFTER_S = 3600, NAME_LEN = 62 };

/* One file of ours. */
struct stored {
	char *path;
	int kind;          /* enum store_kind, or -1: half-written */
	uint64_t bytes;    /* that it takes on the disk */
	int64_t used_ns;
};

struct stored_files {
	VEC(struct stored) items;
};

static bool is_hex(const char *text, size_t len)
{
	return strspn(text, "0123456789abcdef") >= len;
}

/* What the name says; false if it is none of ours. */
static bool read_name(const char *name, int *kind)
{
	*kind = -1;
	if (!strncmp(name, "tmp-", 4) && strlen(name) == 10)
		return true;
	if (!is_hex(name, NAME_LEN) || name[NAME_LEN] != '.')
		return false;
	for (int i = 0; i < n_STORE_KIND; i++)
		if (!strcmp(name + NAME_LEN + 1, store_kind_words[i]))
			*kind = i;
	return *kind >= 0;
}

static void list_folder(const char *path, struct stored_files *all)
{
	int fd = openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *entry;
	struct stat st;

	if (!d && fd >= 0)
		close(fd);
	while (d && (entry = readdir(d))) {
		struct strbuf file = STRBUF_INIT;
		struct stored new;

		if (!read_name(entry->d_name, &new.kind) || fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
		    !S_ISREG(st.st_mode))
			continue;
		strbuf_addf(&file, "%s/%s", path, entry->d_name);
		new.path = strbuf_detach(&file);
		new.bytes = (uint64_t)st.st_blocks * 512;
		new.used_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
		VEC_PUSH(&all->items, new);
	}
	if (d)
		closedir(d);
}

static int compare_used(const void *a, const void *b)
{
	const struct stored *x = a, *y = b;

	if (x->used_ns != y->used_ns)
		return x->used_ns < y->used_ns ? -1 : 1;
	return strcmp(x->path, y->path);
}

/* The least recently used first. */
static void list_all(const struct store *s, struct stored_files *all)
{
	struct strbuf path = STRBUF_INIT;

	for (unsigned i = 0; i < 256; i++) {
		strbuf_clear(&path);
		strbuf_addf(&path, "%s/%02x", s->folder, i);
		list_folder(path.text, all);
	}
	strbuf_release(&path);
	if (all->items.n)
		qsort(all->items.items, all->items.n, sizeof *all->items.items, compare_used);
}

static void release_all(struct stored_files *all)
{
	for (size_t i = 0; i < all->items.n; i++)
		free(all->items.items[i].path);
	VEC_RELEASE(&all->items);
}

void store_count(const struct store *s, struct store_stats *stats)
{
	struct stored_files all = { .items = { NULL, 0, 0 } };

	*stats = (struct store_stats){ .all_bytes = 0 };
	list_all(s, &all);
	for (size_t i = 0; i < all.items.n; i++) {
		const struct stored *f = &all.items.items[i];

		stats->all_bytes += f->bytes;
		if (f->kind < 0) {
			stats->n_left_behind++;
			continue;
		}
		stats->n[f->kind]++;
		stats->bytes[f->kind] += f->bytes;
	}
	release_all(&all);
}

size_t store_trim(const struct store *s)
{
	struct stored_files all = { .items = { NULL, 0, 0 } };
	int64_t old = ((int64_t)time(NULL) - LEFT_BEHIND_AFTER_S) * 1000000000;
	uint64_t sum = 0, wanted;
	size_t n = 0;

	list_all(s, &all);
	for (size_t i = 0; i < all.items.n; i++)
		sum += all.items.items[i].bytes;
	wanted = sum > s->size_max ? s->size_max / 10 * 9 : sum;
	for (size_t i = 0; i < all.items.n; i++) {
		const struct stored *f = &all.items.items[i];

		if (f->kind < 0 ? f->used_ns > old : sum <= wanted)
			continue;
		n += unlink(f->path) == 0;
		sum -= f->bytes;
	}
	release_all(&all);
	return n;
}

size_t store_clear(const struct store *s)
{
	struct stored_files all = { .items = { NULL, 0, 0 } };
	struct strbuf path = STRBUF_INIT;
	size_t n = 0;

	list_all(s, &all);
	for (size_t i = 0; i < all.items.n; i++)
		n += unlink(all.items.items[i].path) == 0;
	for (unsigned i = 0; i < 256; i++) {
		strbuf_clear(&path);
		strbuf_addf(&path, "%s/%02x", s->folder, i);
		(void)rmdir(path.text);
	}
	strbuf_release(&path);
	release_all(&all);
	return n;
}
