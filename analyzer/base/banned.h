/*
 * Functions that nobody may call: unbounded writes, hidden static state, silent conversion failures.
 * Forced into every translation unit of ours by the build. System headers that declare them come first.
 */
#ifndef WHYNOT_BASE_BANNED_H
#define WHYNOT_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok
#pragma GCC poison atoi atol atoll atof localtime gmtime ctime asctime tmpnam mktemp

#endif
