#ifndef ALIGNED_TYPE_H
#define ALIGNED_TYPE_H

typedef double aligned_type;
int not_used_a(void);

#endif
