#ifndef TABLE_H
#define TABLE_H

const int table[3] = { 1, 2, 3 };

#endif
