/*
 * A profile's paths are those of the machine that built the program. What both have in common is how they end, so the longest
 * common end wins, if it is the only one. A file name alone says little ("list.c"): then a function of it has to be there, too, or
 * the folders of both have to be those of a file that was found before.
 */
#include "analyzer/program/heat.h"

#include "analyzer/base/order.h"
#include "analyzer/base/path.h"

#include <string.h>

/* A folder of the profile's machine and the program's folder that it is. */
struct folder_pair {
	const char *theirs, *ours;
	size_t n_theirs, n_ours;
};

struct path_index {
	uint32_t *by_name;      /* program files by base name, then path */
	size_t n;
	VEC(struct folder_pair) pairs;
};

static int by_name(const void *va, const void *vb, void *program)
{
	const struct program *p = program;
	uint32_t a = *(const uint32_t *)va, b = *(const uint32_t *)vb;
	int c = strcmp(path_base(program_text(p, p->files[a].path)), path_base(program_text(p, p->files[b].path)));

	return c ? c : number_compare(a, b);
}

struct path_index *path_index_new(const struct program *p, struct arena *memory)
{
	struct path_index *index = arena_zalloc(memory, sizeof *index);

	index->by_name = ARENA_ARRAY(memory, uint32_t, p->n_files);
	for (uint32_t i = 0; i < p->n_files; i++)
		index->by_name[i] = i;
	index->n = p->n_files;
	if (index->n)
		qsort_r(index->by_name, index->n, sizeof *index->by_name, by_name, (void *)p);
	return index;
}

/* Where the last component of the first `len` bytes starts. */
static size_t last_component(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	return len;
}

/* How many whole components both end with. */
static unsigned common_end(const char *a, const char *b)
{
	size_t i = strlen(a), k = strlen(b);
	unsigned n = 0;

	while (i && k) {
		size_t x = last_component(a, i), y = last_component(b, k);

		if (i - x != k - y || memcmp(a + x, b + y, i - x))
			break;
		n++;
		i = x ? x - 1 : 0;
		k = y ? y - 1 : 0;
	}
	return n;
}

const struct program_function *function_in_file(const struct program *p, uint32_t file, const char *name, uint32_t line)
{
	const struct program_function *found = NULL;
	size_t first, n = functions_of_name(p, name, &first);

	for (size_t i = first; i < first + n; i++) {
		const struct program_function *f = &p->functions[i];

		if (f->in->file != file)
			continue;
		if (f->fact->at.line <= line && line <= f->fact->end.line)
			return f;
		found = found ? found : f;
	}
	return found;
}

static bool has_function_of(const struct program *p, uint32_t file, const struct profiles *all, const struct profile_file *f)
{
	for (size_t i = 0; i < f->functions.n; i++)
		if (function_in_file(p, file, intern_text(&all->texts, f->functions.items[i].name), 0))
			return true;
	return false;
}

/* The first of the run of files with that base name. */
static size_t first_of_name(const struct path_index *index, const struct program *p, const char *name)
{
	size_t low = 0, high = index->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(path_base(program_text(p, p->files[index->by_name[middle]].path)), name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_same_folder(const char *a, size_t a_len, const char *b, size_t b_len)
{
	return a_len == b_len && !memcmp(a, b, a_len);
}

/* A file of the one folder was found in the other before. */
static bool folders_are_paired(const struct path_index *index, const char *theirs, const char *ours)
{
	size_t n_theirs = (size_t)(path_base(theirs) - theirs), n_ours = (size_t)(path_base(ours) - ours);

	for (size_t i = 0; i < index->pairs.n; i++) {
		const struct folder_pair *pair = &index->pairs.items[i];

		if (is_same_folder(pair->theirs, pair->n_theirs, theirs, n_theirs) && is_same_folder(pair->ours, pair->n_ours, ours, n_ours))
			return true;
	}
	return false;
}

static void pair_folders(struct path_index *index, const char *theirs, const char *ours)
{
	struct folder_pair pair = { theirs, ours, (size_t)(path_base(theirs) - theirs), (size_t)(path_base(ours) - ours) };

	if (!folders_are_paired(index, theirs, ours))
		VEC_PUSH(&index->pairs, pair);
}

/* The candidates with the longest common end, and of these those for which more speaks. */
struct candidates {
	unsigned longest, n, n_known, n_paired;
	uint32_t best, known, paired;
};

static void consider(struct candidates *c, const struct path_index *index, const struct program *p, const struct profiles *all,
		     const struct profile_file *f, uint32_t file)
{
	const char *path = intern_text(&all->texts, f->path), *ours = program_text(p, p->files[file].path);
	unsigned n = common_end(path, ours);

	if (n < c->longest)
		return;
	if (n > c->longest)
		*c = (struct candidates){ .longest = n };
	c->n++;
	c->best = file;
	if (has_function_of(p, file, all, f)) {
		c->n_known++;
		c->known = file;
	}
	if (folders_are_paired(index, path, ours)) {
		c->n_paired++;
		c->paired = file;
	}
}

uint32_t path_index_find(struct path_index *index, const struct program *p, const struct profiles *all,
			 const struct profile_file *f, bool *is_ambiguous)
{
	const char *path = intern_text(&all->texts, f->path), *name = path_base(path);
	struct candidates c = { .longest = 1 };
	uint32_t found = PROGRAM_NONE;

	for (size_t i = first_of_name(index, p, name); i < index->n; i++) {
		if (strcmp(path_base(program_text(p, p->files[index->by_name[i]].path)), name))
			break;
		consider(&c, index, p, all, f, index->by_name[i]);
	}
	if (c.n == 1 && (c.longest > 1 || name == path))
		found = c.best;
	else if (c.n_known == 1)
		found = c.known;
	else if (c.n_paired == 1)
		found = c.paired;
	*is_ambiguous = c.n > 1 && found == PROGRAM_NONE;
	if (found != PROGRAM_NONE)
		pair_folders(index, path, program_text(p, p->files[found].path));
	return found;
}

void path_index_release(struct path_index *index)
{
	VEC_RELEASE(&index->pairs);
}
