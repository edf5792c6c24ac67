#ifndef VIEW_H
#define VIEW_H

#include "extra.h"

struct view {
	int rows;
};

#endif
