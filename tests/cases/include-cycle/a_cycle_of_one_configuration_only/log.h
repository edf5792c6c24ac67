#ifndef LOG_H
#define LOG_H
int log_level(void);
#ifdef DEBUG
#include "trace.h" //! missed include-cycle IncludeCycle "log.h -> trace.h -> log.h; only with -DDEBUG"
#endif
#endif
