#ifndef KIND_H
#define KIND_H
typedef int kind_t;
#endif
