#include "analyzer/cache/seen_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/*
 * Clocks of file systems tick with the kernel's timer (10 ms at most) where they count nanoseconds; others count seconds or two
 * of them, and such times end in zeros.
 */
enum { FINE_MARGIN_NS = 20000000, COARSE_NS = 1000000 };
#define COARSE_MARGIN_NS 2100000000

void seen_files_init(struct seen_files *s)
{
	*s = (struct seen_files){ .n_hashed = 0 };
	intern_init(&s->paths);
}

void seen_files_release(struct seen_files *s)
{
	intern_release(&s->paths);
	VEC_RELEASE(&s->items);
}

bool file_stamp_is_racy(const struct file_stamp *stamp, int64_t at_ns)
{
	int64_t young = stamp->changed_ns > stamp->touched_ns ? stamp->changed_ns : stamp->touched_ns;
	bool is_coarse = stamp->touched_ns % COARSE_NS == 0;

	return young > at_ns - (is_coarse ? COARSE_MARGIN_NS : FINE_MARGIN_NS);
}

static struct seen_file *item_of(struct seen_files *s, const char *path)
{
	sid id = intern_add(&s->paths, path, strlen(path));

	while (s->items.n < id.v)
		VEC_PUSH(&s->items, (struct seen_file){ .is_known = false });
	return &s->items.items[id.v - 1];
}

struct seen_file *seen_files_look_again(struct seen_files *s, const char *path)
{
	struct seen_file *f = item_of(s, path), was = *f;
	struct stat st;

	*f = (struct seen_file){ .kind = JOURNAL_ABSENT, .is_known = true };
	if (fstatat(AT_FDCWD, path, &st, 0) < 0)
		return f;
	f->stamp = file_stamp_of(&st);
	f->kind = S_ISDIR(st.st_mode) ? JOURNAL_FOLDER : JOURNAL_FILE;
	f->is_odd = !S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode);
	f->has_content = was.has_content && file_stamp_equal(&was.stamp, &f->stamp);
	f->content = was.content;
	return f;
}

struct seen_file *seen_files_look(struct seen_files *s, const char *path)
{
	struct seen_file *f = item_of(s, path);

	return f->is_known ? f : seen_files_look_again(s, path);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Takes the descriptor. */
static int digest_of_names(int fd, struct digest *d)
{
	DIR *dir = fdopendir(fd);
	VEC(char *) names = { 0 };
	struct strbuf all = STRBUF_INIT;
	const struct dirent *entry;

	if (!dir) {
		close(fd);
		return -1;
	}
	while ((entry = readdir(dir))) {
		char *name = strdup(entry->d_name);

		if (!name)
			panic_out_of_memory(strlen(entry->d_name));
		VEC_PUSH(&names, name);
	}
	closedir(dir);
	if (names.n)
		qsort(names.items, names.n, sizeof *names.items, compare_names);
	for (size_t i = 0; i < names.n; i++) {
		strbuf_add(&all, names.items[i], strlen(names.items[i]) + 1);
		free(names.items[i]);
	}
	*d = digest_of(all.text, all.len);
	strbuf_release(&all);
	VEC_RELEASE(&names);
	return 0;
}

/* True if the bytes that were read are those of the stamp. */
static bool read_content(const char *path, struct seen_file *f)
{
	bool is_folder = f->kind != JOURNAL_FILE;
	int fd = openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (is_folder ? O_DIRECTORY : 0));
	struct file_stamp stamp;
	struct stat st;
	bool ok;

	if (fd < 0)
		return false;
	if (is_folder)
		return digest_of_names(fd, &f->content) == 0;
	ok = digest_of_fd(fd, &f->content) == 0 && fstat(fd, &st) == 0;
	close(fd);
	if (!ok)
		return false;
	stamp = file_stamp_of(&st);
	return file_stamp_equal(&stamp, &f->stamp);
}

bool seen_files_content(struct seen_files *s, const char *path, struct digest *content)
{
	struct seen_file *f = seen_files_look(s, path);

	if (f->kind == JOURNAL_ABSENT || f->is_odd)
		return false;
	if (!f->has_content) {
		s->n_hashed++;
		f->has_content = read_content(path, f);
	}
	*content = f->content;
	return f->has_content;
}
