#ifndef TABLE_H
#define TABLE_H

#ifndef TABLE_SIZE
#define TABLE_SIZE 8
#endif

struct table {
	int cells[TABLE_SIZE];
};

#endif
