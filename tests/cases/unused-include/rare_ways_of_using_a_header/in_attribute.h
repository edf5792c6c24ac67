#ifndef IN_ATTRIBUTE_H
#define IN_ATTRIBUTE_H

enum { LINE = 64 };
int not_used_m(void);

#endif
