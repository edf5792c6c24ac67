//!flags -m=1
#include "color.h" //! missed unused-include UnusedInclude "color.h"
#ifdef ON_WINDOWS
#include "windows_part.h"
#endif
#include "point.h" //! missed unused-include UnusedInclude "point.h"
#include "shape.h"

int area(const struct shape *s)
{
	return s->width * s->height;
}
