/* A place in the sources. */
#ifndef WHYNOT_BASE_SRCLOC_H
#define WHYNOT_BASE_SRCLOC_H

#include <stdint.h>

/*
 * `path` is project-relative with '/', or absolute when outside the project; NULL means nowhere.
 * `line` counts from 1; 0 means the whole file. `col` counts bytes from 1; 0 means the whole line.
 */
struct srcloc {
	const char *path;
	uint32_t line, col;
};

/* By path (as bytes), line, column; nowhere comes first. Below, at or above 0. */
int srcloc_compare(struct srcloc a, struct srcloc b);

#endif
