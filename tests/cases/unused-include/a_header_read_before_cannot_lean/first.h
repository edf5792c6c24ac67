#ifndef FIRST_H
#define FIRST_H
#ifdef LATE
int late_first(void);
#endif
int first(void);
#endif
