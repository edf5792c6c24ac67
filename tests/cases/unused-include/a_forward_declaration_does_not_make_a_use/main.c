//!flags -m=1
#include "shape.h" //! missed unused-include UnusedInclude "shape.h"

struct other;

int same(const struct other *a, const struct other *b)
{
	return a == b;
}
