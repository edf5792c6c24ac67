#ifndef BOUND_H
#define BOUND_H

enum { BOUND = 4 };
int not_used_h(void);

#endif
