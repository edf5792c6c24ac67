//!flags -m=1
/* Near misses: other objects link against what these headers put into this one. */
#define IMAGE_IMPLEMENTATION
#include "image.h"
#include "table.h"
#include "counter.h"
#include "through.h"
#include "old_inline.h"
#include "quick.h" //! missed unused-include UnusedInclude "quick.h"

int main(void)
{
	return 0;
}
