#ifndef VIEW_H
#define VIEW_H

#include "extra.h" //! missed unused-include UnusedInclude "in the 2 units that read this file"

struct view {
	int rows;
};

#endif
