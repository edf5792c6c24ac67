#ifndef CAST_H
#define CAST_H

typedef unsigned char byte;
int not_used_i(void);

#endif
