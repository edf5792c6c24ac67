#ifndef ONE_H
#define ONE_H
int one(void);
#endif
