#if !defined(VIEW_H)
#define VIEW_H

#include "extra.h" //! missed unused-include UnusedInclude "extra.h"

struct view {
	int width;
};

#endif
