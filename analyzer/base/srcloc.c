#include "analyzer/base/srcloc.h"

#include <string.h>

int srcloc_compare(struct srcloc a, struct srcloc b)
{
	int by_path;

	if (!a.path || !b.path)
		return (a.path != NULL) - (b.path != NULL);
	by_path = strcmp(a.path, b.path);
	if (by_path)
		return by_path;
	if (a.line != b.line)
		return a.line < b.line ? -1 : 1;
	return (a.col > b.col) - (a.col < b.col);
}
