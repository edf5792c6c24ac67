#ifndef CHECK_H
#define CHECK_H
#define CHECK(x) assert(x)
void check(void);
#endif
