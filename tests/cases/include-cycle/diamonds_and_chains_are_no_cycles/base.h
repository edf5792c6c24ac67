#ifndef BASE_H
#define BASE_H
typedef int number;
#endif
