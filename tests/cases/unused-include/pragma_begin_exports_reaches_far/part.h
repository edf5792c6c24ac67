#ifndef PART_H
#define PART_H
int part(void);
#endif
