#ifndef MANY_H
#define MANY_H
int n1(void), n2(void), n3(void), n4(void), n5(void), n6(void), n7(void);
#endif
