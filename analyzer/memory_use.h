/* How much memory a process takes, read from /proc. */
#ifndef WHYNOT_ANALYZER_MEMORY_USE_H
#define WHYNOT_ANALYZER_MEMORY_USE_H

#include <sys/types.h>

/* Resident memory of the process and its children (a worker and the compiler it runs) in MiB; 0 if it is gone. */
unsigned long memory_use_mib(pid_t process);

#endif
