//!flags -m=1
/* Each can go, and all of them together, comments and all. */
#include "a.h" /* for a */ /*! missed unused-include UnusedInclude */

#include "b.h" /*! missed unused-include UnusedInclude */
#include "c.h" /* for c,
                  which was here once */ /*!^ missed unused-include UnusedInclude */
#include "d.h"

int answer(void)
{
	return d();
}
