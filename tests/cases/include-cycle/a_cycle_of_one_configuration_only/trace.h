#ifndef TRACE_H
#define TRACE_H
#include "log.h"
static inline int trace(void) { return log_level(); }
#endif
