/* Look-ups by text and place. */
#include "analyzer/program/linked.h"

struct srcloc program_srcloc(const struct program *p, sid file, struct place at)
{
	return (struct srcloc){ sid_is_none(file) ? NULL : program_text(p, file), at.line, at.col };
}

uint32_t program_find_file(const struct program *p, sid path)
{
	const struct linked *l = linked_of(p);

	/* Text that came later, with proofs, names no file. */
	return path.v < l->n_texts ? l->file_by_text[path.v] : PROGRAM_NONE;
}

uint32_t program_find_path(const struct program *p, const char *path)
{
	return path ? program_find_file(p, intern_find(p->text, path, strlen(path))) : PROGRAM_NONE;
}

/* The first include whose `from` is at or behind `file`. */
static size_t first_include(const struct program *p, uint32_t file)
{
	size_t low = 0, high = p->n_includes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->includes[middle].from < file)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t program_includes_of(const struct program *p, uint32_t file, size_t *first)
{
	*first = first_include(p, file);
	return file == PROGRAM_NONE ? 0 : first_include(p, file + 1) - *first;
}
