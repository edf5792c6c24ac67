#ifndef OLD_H
#define OLD_H
int old(void);
#endif
