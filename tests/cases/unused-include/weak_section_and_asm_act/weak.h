#ifndef WEAK_H
#define WEAK_H
void hook(void) __attribute__((weak));
int weak_one(void);
#endif
