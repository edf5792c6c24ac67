#include "analyzer/memory_use.h"

#include <stdio.h>
#include <unistd.h>

/* Pages of one process; zeros if it is gone. */
struct pages {
	unsigned long mapped, resident;
};

static struct pages read_pages(long pid)
{
	struct pages pages = { 0, 0 };
	char path[64];
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/statm", pid);
	f = fopen(path, "re");
	if (!f)
		return pages;
	if (fscanf(f, "%lu %lu", &pages.mapped, &pages.resident) != 2)
		pages = (struct pages){ 0, 0 };
	fclose(f);
	return pages;
}

/* What nobody else has mapped, in KiB. The kernel walks all pages for it. Below 0 if it does not say. */
static long read_private(long pid)
{
	char path[64], line[256];
	long sum = -1, n;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/smaps_rollup", pid);
	f = fopen(path, "re");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "Private_Clean: %ld", &n) == 1 || sscanf(line, "Private_Dirty: %ld", &n) == 1)
			sum = (sum < 0 ? 0 : sum) + n;
	if (f)
		fclose(f);
	return sum;
}

enum { CHILDREN_MAX = 64 };

/* The process itself first, then its children; returns how many. */
static size_t list_processes(pid_t process, long pids[CHILDREN_MAX + 1])
{
	char path[64];
	size_t n = 1;
	FILE *f;

	pids[0] = process;
	snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)process, (long)process);
	f = fopen(path, "re");
	while (f && n <= CHILDREN_MAX && fscanf(f, "%ld", &pids[n]) == 1)
		n++;
	if (f)
		fclose(f);
	return n;
}

unsigned long memory_use_mib(pid_t process, unsigned long enough)
{
	unsigned long page_kib = (unsigned long)sysconf(_SC_PAGESIZE) >> 10, resident = 0, own = 0;
	struct pages pages[CHILDREN_MAX + 1];
	long pids[CHILDREN_MAX + 1];
	size_t n = list_processes(process, pids);

	for (size_t i = 0; i < n; i++) {
		pages[i] = read_pages(pids[i]);
		/* A child that is about to run a program still has the very memory of its parent. */
		if (i && pages[i].mapped == pages[0].mapped && pages[i].resident == pages[0].resident)
			pages[i].resident = 0;
		resident += pages[i].resident * page_kib;
	}
	if (resident >> 10 <= enough)
		return resident >> 10;
	for (size_t i = 0; i < n; i++) {
		long kib = pages[i].resident ? read_private(pids[i]) : 0;

		own += kib < 0 ? pages[i].resident * page_kib : (unsigned long)kib;
	}
	return own >> 10;
}
