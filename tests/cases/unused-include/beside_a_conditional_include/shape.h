#ifndef SHAPE_H
#define SHAPE_H

#ifndef ON_WINDOWS
#include "color.h" /* chosen */
#endif

struct shape {
	int width, height;
};

#endif
