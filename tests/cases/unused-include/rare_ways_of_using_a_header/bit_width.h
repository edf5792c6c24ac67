#ifndef BIT_WIDTH_H
#define BIT_WIDTH_H

enum { WIDTH = 3 };
int not_used_n(void);

#endif
