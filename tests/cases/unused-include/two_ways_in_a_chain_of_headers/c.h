#ifndef C_H
#define C_H
typedef int int_c;
#endif
