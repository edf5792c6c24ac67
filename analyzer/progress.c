#include "analyzer/progress.h"

#include "analyzer/base/path.h"
#include "analyzer/base/printable.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { PROGRESS_EVERY_MS = 100 };

uint64_t progress_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void progress_start(struct progress *p, size_t n, bool wanted)
{
	*p = (struct progress){ .is_on = wanted && isatty(STDERR_FILENO), .n = n, .started_ms = progress_now_ms() };
}

void progress_show(struct progress *p, const char *current)
{
	struct strbuf name = STRBUF_INIT;
	uint64_t now, elapsed;

	if (!p->is_on)
		return;
	now = progress_now_ms();
	if (now - p->shown_ms < PROGRESS_EVERY_MS)
		return;
	p->shown_ms = now;
	elapsed = now - p->started_ms;
	fprintf(stderr, "\r\033[K[%zu/%zu]", p->done, p->n);
	if (p->failed)
		fprintf(stderr, " %zu failed", p->failed);
	if (p->done > 1 && elapsed > 1000)
		fprintf(stderr, " %llu s left", (unsigned long long)(elapsed * (p->n - p->done) / p->done / 1000));
	printable_add(&name, path_base(current));
	fprintf(stderr, " %s", name.text);
	strbuf_release(&name);
	fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (p->is_on)
		fputs("\r\033[K", stderr);
}
