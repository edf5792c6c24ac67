#ifndef PASTED_H
#define PASTED_H

#define part_one 1
#define part_two 2
int not_used_k(void);

#endif
