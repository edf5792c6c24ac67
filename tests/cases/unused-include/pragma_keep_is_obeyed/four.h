#ifndef FOUR_H
#define FOUR_H
int four(void);
#endif
