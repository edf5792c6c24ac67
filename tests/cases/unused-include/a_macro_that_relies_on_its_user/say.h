#ifndef SAY_H
#define SAY_H
#define SAY(x) puts(x)
void say(void);
#endif
