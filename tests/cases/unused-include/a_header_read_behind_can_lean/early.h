#ifndef EARLY_H
#define EARLY_H
#define EARLY 1
int early(void);
#endif
