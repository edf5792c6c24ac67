#ifndef FIVE_H
#define FIVE_H
int m1(void), m2(void), m3(void), m4(void), m5(void);
#endif
