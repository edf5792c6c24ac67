#ifndef SIZE_OF_H
#define SIZE_OF_H

struct measured {
	long a, b;
};
int not_used_b(void);

#endif
