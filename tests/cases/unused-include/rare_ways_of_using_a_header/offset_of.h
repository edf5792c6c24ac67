#ifndef OFFSET_OF_H
#define OFFSET_OF_H

struct laid_out {
	long a, b;
};
int not_used_c(void);

#endif
