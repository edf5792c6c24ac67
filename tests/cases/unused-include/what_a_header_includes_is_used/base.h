#ifndef BASE_H
#define BASE_H

struct base {
	int n;
};

#endif
