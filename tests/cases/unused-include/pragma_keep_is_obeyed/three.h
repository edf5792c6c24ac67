#ifndef THREE_H
#define THREE_H
int three(void);
#endif
