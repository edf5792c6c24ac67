/* How much memory a process takes, read from /proc. */
#ifndef WHYNOT_ANALYZER_MEMORY_USE_H
#define WHYNOT_ANALYZER_MEMORY_USE_H

#include <sys/types.h>

/*
 * Memory of the process and its children (a worker and the compiler it runs) in MiB; 0 if it is gone. Up to `enough` it is
 * what is resident, which is cheap to ask; above, only what is theirs alone: a forked process shares its parent's pages.
 */
unsigned long memory_use_mib(pid_t process, unsigned long enough);

#endif
