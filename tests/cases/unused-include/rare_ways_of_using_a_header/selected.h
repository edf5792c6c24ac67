#ifndef SELECTED_H
#define SELECTED_H

typedef struct { int re, im; } pair;
int not_used_e(void);

#endif
