#ifndef IMPL_PART_H
#define IMPL_PART_H
int part(void);
#endif
