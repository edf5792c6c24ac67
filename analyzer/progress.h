/* The live line on a terminal's standard error; silent anywhere else. */
#ifndef WHYNOT_ANALYZER_PROGRESS_H
#define WHYNOT_ANALYZER_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool is_on;
	size_t n, done, failed;
	uint64_t started_ms, shown_ms;
};

/* Milliseconds of a clock that only goes forward. */
uint64_t progress_now_ms(void);

void progress_start(struct progress *p, size_t n, bool wanted);

/* Shows the line anew, at most ten times a second. `current` is a file being worked on. */
void progress_show(struct progress *p, const char *current);

/* Takes the line away. */
void progress_end(struct progress *p);

#endif
