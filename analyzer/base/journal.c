#include "analyzer/base/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/*
 * The one variable of the program that is neither constant nor passed: the calls it serves have the C library's parameters,
 * and libclang makes them.
 */
static struct journal *open_journal;

struct journal *journal_now(void)
{
	return open_journal;
}

void journal_resume(struct journal *j)
{
	open_journal = j;
}

void journal_start(struct journal *j)
{
	char *here = getcwd(NULL, 0);

	*j = (struct journal){ .directory = "/" };
	intern_init(&j->paths);
	if (here)
		j->directory = arena_strdup(&j->memory, here);
	else
		j->trouble = "the present folder is gone";
	free(here);
	open_journal = j;
}

void journal_stop(struct journal *j)
{
	if (open_journal == j)
		open_journal = NULL;
}

void journal_release(struct journal *j)
{
	journal_stop(j);
	for (size_t i = 0; i < j->outputs.n; i++)
		strbuf_release(&j->outputs.items[i].text);
	VEC_RELEASE(&j->outputs);
	VEC_RELEASE(&j->looks);
	intern_release(&j->paths);
	arena_release(&j->memory);
}

void journal_spoil(const char *why)
{
	if (open_journal && !open_journal->trouble)
		open_journal->trouble = why;
}

int64_t journal_clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

struct file_stamp file_stamp_of(const struct stat *st)
{
	return (struct file_stamp){
		.device = (uint64_t)st->st_dev, .inode = (uint64_t)st->st_ino, .size = (uint64_t)st->st_size,
		.changed_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.touched_ns = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
	};
}

bool file_stamp_equal(const struct file_stamp *a, const struct file_stamp *b)
{
	return a->device == b->device && a->inode == b->inode && a->size == b->size && a->changed_ns == b->changed_ns &&
	       a->touched_ns == b->touched_ns;
}

/* The part behind "/proc/self/", or of any other process; NULL if the path is no such. */
static const char *behind_process(const char *path)
{
	const char *slash = strncmp(path, "/proc/", 6) ? NULL : strchr(path + 6, '/');

	return slash ? slash + 1 : NULL;
}

/* Names what this process has open, which another run has not. */
static bool is_open_file(const char *path)
{
	const char *rest = behind_process(path);

	return (rest && !strncmp(rest, "fd/", 3)) || !strncmp(path, "/dev/fd/", 8) || !strncmp(path, "/dev/std", 8);
}

/* What the kernel makes up; below these two names of a process lies what lies anywhere. */
static bool is_of_the_system(const char *path)
{
	const char *rest = behind_process(path);

	if (!strncmp(path, "/sys/", 5))
		return true;
	return !strncmp(path, "/proc/", 6) && !(rest && (!strncmp(rest, "root/", 5) || !strncmp(rest, "cwd/", 4)));
}

static bool is_device(const char *path, const struct stat *st)
{
	return !strncmp(path, "/dev/", 5) && (S_ISCHR(st->st_mode) || S_ISBLK(st->st_mode));
}

/* Two answers for one name: only a listing says more than a look at the same folder did. */
static void note_again(struct journal_look *known, const struct journal_look *look)
{
	bool are_folders = known->kind != JOURNAL_ABSENT && known->kind != JOURNAL_FILE && look->kind != JOURNAL_ABSENT &&
			   look->kind != JOURNAL_FILE && look->kind != JOURNAL_LINK;

	if (are_folders && look->kind == JOURNAL_LISTING && known->kind == JOURNAL_FOLDER)
		*known = (struct journal_look){ known->path, JOURNAL_LISTING, look->stamp, known->at_ns, NULL };
	else if (look->kind == JOURNAL_LINK && strcmp(known->target, look->target))
		journal_spoil("a link changed while it was read");
	else if (!are_folders && (known->kind != look->kind || !file_stamp_equal(&known->stamp, &look->stamp)))
		journal_spoil("a file changed while it was read");
}

static void note_look(struct journal *j, const struct journal_look *look)
{
	size_t len = strlen(look->path);
	sid id;

	/* With a path of no bytes the system says that there is no such file. */
	if (!len || is_of_the_system(look->path))
		return;
	id = intern_add(&j->paths, look->path, len);
	if (id.v <= j->looks.n) {
		note_again(&j->looks.items[id.v - 1], look);
		return;
	}
	VEC_PUSH(&j->looks, *look);
	VEC_LAST(&j->looks)->path = intern_text(&j->paths, id);
}

static void note_at(struct journal *j, const char *directory, const char *path, const struct stat *st, int error, bool is_listed,
		    int64_t at_ns)
{
	struct journal_look look = { .path = path, .kind = JOURNAL_ABSENT, .at_ns = at_ns };
	struct strbuf joined = STRBUF_INIT;

	if (st && (is_open_file(path) && !is_device(path, st))) {
		journal_spoil("it reads what only this run has open");
		return;
	}
	if (st) {
		look.kind = S_ISDIR(st->st_mode) ? JOURNAL_FOLDER : JOURNAL_FILE;
		if (is_listed)
			look.kind = JOURNAL_LISTING;
		look.stamp = file_stamp_of(st);
	}
	if (st && look.kind == JOURNAL_FILE && !S_ISREG(st->st_mode)) {
		if (!is_of_the_system(path) && !is_device(path, st))
			journal_spoil("it reads what is no file");
		return;
	}
	/* Neither there nor absent: not allowed, a circle of links, too long a name. */
	if (!st && error != ENOENT && error != ENOTDIR) {
		journal_spoil("a file cannot be reached");
		return;
	}
	if (*path != '/') {
		strbuf_addf(&joined, "%s/%s", directory, path);
		look.path = joined.text;
	}
	note_look(j, &look);
	strbuf_release(&joined);
}

void journal_note(const char *path, const struct stat *st, int error, bool is_listed)
{
	struct journal *j = open_journal;

	if (j)
		note_at(j, j->directory, path, st, error, is_listed, journal_clock_ns());
}

void journal_note_link(const char *path, const char *target)
{
	struct journal *j = open_journal;
	struct journal_look look = { .kind = JOURNAL_LINK };
	struct strbuf name = STRBUF_INIT;

	if (!j)
		return;
	strbuf_addc(&name, JOURNAL_LINK_MARK);
	if (*path != '/')
		strbuf_addf(&name, "%s/", j->directory);
	strbuf_adds(&name, path);
	look.path = name.text;
	look.target = arena_strdup(&j->memory, target ? target : "");
	look.at_ns = journal_clock_ns();
	note_look(j, &look);
	strbuf_release(&name);
}

void journal_look_at(const char *directory, const char *path, int64_t at_ns)
{
	struct strbuf joined = STRBUF_INIT;
	struct stat st;
	int rc;

	if (!open_journal)
		return;
	if (*path != '/')
		strbuf_addf(&joined, "%s/%s", directory, path);
	else
		strbuf_adds(&joined, path);
	rc = fstatat(AT_FDCWD, joined.text, &st, 0);
	note_at(open_journal, directory, joined.text, rc == 0 ? &st : NULL, errno, false, at_ns);
	strbuf_release(&joined);
}

static struct journal_output *output_of(struct journal *j, const char *path, int stream)
{
	struct journal_output new = { .path = path, .stream = path ? 0 : stream, .text = STRBUF_INIT };

	for (size_t i = 0; i < j->outputs.n; i++) {
		struct journal_output *o = &j->outputs.items[i];

		if (o->stream == new.stream && (!path || !strcmp(o->path, path)))
			return o;
	}
	if (path)
		new.path = arena_strdup(&j->memory, path);
	VEC_PUSH(&j->outputs, new);
	return VEC_LAST(&j->outputs);
}

void journal_note_output(const char *path, int stream, const void *bytes, size_t len)
{
	struct journal *j = open_journal;

	if (!j || j->trouble)
		return;
	j->n_given_out += len;
	if (j->n_given_out > JOURNAL_OUTPUT_MAX)
		journal_spoil("it gives out too much to be kept");
	else
		strbuf_add(&output_of(j, path, stream)->text, bytes, len);
}

const struct journal_look *journal_find(const struct journal *j, const char *path)
{
	sid id = intern_find(&j->paths, path, strlen(path));

	return sid_is_none(id) ? NULL : &j->looks.items[id.v - 1];
}
