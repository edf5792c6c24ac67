#ifndef REGISTERED_H
#define REGISTERED_H
// IWYU pragma: always_keep
int registered(void);
#endif
