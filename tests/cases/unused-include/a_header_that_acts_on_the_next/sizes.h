#ifndef SIZES_H
#define SIZES_H

#define TABLE_SIZE 64

#endif
