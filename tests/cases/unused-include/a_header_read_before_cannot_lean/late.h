#ifndef LATE_H
#define LATE_H
#define LATE 1
int late(void);
#endif
