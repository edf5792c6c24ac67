#ifndef SHAPE_H
#define SHAPE_H

struct shape {
	int corners;
};

#endif
