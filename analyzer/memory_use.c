#include "analyzer/memory_use.h"

#include <stdio.h>
#include <unistd.h>

/* Resident memory of one process in MiB; 0 if it is gone. */
static unsigned long resident_mib(long pid)
{
	char path[64];
	unsigned long size, resident = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/statm", pid);
	f = fopen(path, "re");
	if (!f)
		return 0;
	if (fscanf(f, "%lu %lu", &size, &resident) != 2)
		resident = 0;
	fclose(f);
	return resident / (1048576ul / (unsigned long)sysconf(_SC_PAGESIZE));
}

unsigned long memory_use_mib(pid_t process)
{
	char path[64];
	unsigned long sum = resident_mib(process);
	long child;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/task/%ld/children", (long)process, (long)process);
	f = fopen(path, "re");
	while (f && fscanf(f, "%ld", &child) == 1)
		sum += resident_mib(child);
	if (f)
		fclose(f);
	return sum;
}
