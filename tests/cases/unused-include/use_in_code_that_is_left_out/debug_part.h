#ifndef DEBUG_PART_H
#define DEBUG_PART_H

void dump(int n);

#endif
