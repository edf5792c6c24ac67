#ifndef BASE_H
#define BASE_H
typedef int base_t;
#endif
