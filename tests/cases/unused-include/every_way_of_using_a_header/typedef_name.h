#ifndef TYPEDEF_NAME_H
#define TYPEDEF_NAME_H

typedef int number;

#endif
