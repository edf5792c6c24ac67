#ifndef SAY_H
#define SAY_H
#include <stdio.h>
#define SAY(x) puts(x)
void say(void);
#endif
