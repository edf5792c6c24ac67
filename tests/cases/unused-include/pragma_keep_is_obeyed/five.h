#ifndef FIVE_H
#define FIVE_H
int five(void);
#endif
