#ifndef TRACE_H
#define TRACE_H

void trace(const char *text);

#endif
