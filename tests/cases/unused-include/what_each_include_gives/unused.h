#ifndef UNUSED_H
#define UNUSED_H
int unused(void);
#endif
