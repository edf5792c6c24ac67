#ifndef COLORS_H
#define COLORS_H

#ifdef TRACING
void color_trace(const char *path);
#endif

void color(void);

#endif
