#include "rules/exhibit.h"

#include <string.h>

const struct exhibit_source *exhibit_source_of(const struct exhibit *x, const char *path)
{
	size_t low = 0, high = x->n_sources;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(x->sources[middle].path, path);

		if (!order)
			return &x->sources[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

const char *exhibit_line(const struct exhibit *x, const char *path, uint32_t line, size_t *len)
{
	const struct exhibit_source *source = path ? exhibit_source_of(x, path) : NULL;
	size_t start, end;

	if (!source || !source->bytes || !line || line > source->n_lines)
		return NULL;
	start = source->line_starts[line - 1];
	end = line < source->n_lines ? source->line_starts[line] : source->len;
	if (end > start && source->bytes[end - 1] == '\n')
		end--;
	if (end > start && source->bytes[end - 1] == '\r')
		end--;
	*len = end - start;
	return source->bytes + start;
}

size_t exhibit_assembly_of(const struct exhibit *x, const char *path, uint32_t line, const struct exhibit_assembly **first)
{
	size_t low = 0, high = x->n_assembly, n = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(x->assembly[middle].path, path);

		if (order < 0 || (!order && x->assembly[middle].line < line))
			low = middle + 1;
		else
			high = middle;
	}
	while (low + n < x->n_assembly && x->assembly[low + n].line == line && !strcmp(x->assembly[low + n].path, path))
		n++;
	*first = n ? &x->assembly[low] : NULL;
	return n;
}
