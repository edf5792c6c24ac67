#ifndef TRACING_H
#define TRACING_H

#ifdef TRACING
#define TRACE_ENTER(what) trace(what)
#endif

void trace(const char *what);

#endif
