#ifndef FULL_H
#define FULL_H
struct s { int a; };
#endif
