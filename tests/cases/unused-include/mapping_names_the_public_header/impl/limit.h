#ifndef IMPL_LIMIT_H
#define IMPL_LIMIT_H
#define LIMIT 3
int limit(void);
#endif
