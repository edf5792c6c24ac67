//!flags --only=unused-include,whynot
#include <math.h> /* whynot: ignore[unused-include]: for the next commit */
// whynot: ignore-next[unused-include/UnusedInclude]: its macros are wanted
#include <errno.h>
#include <locale.h> // NOLINT(misc-include-cleaner)
// NOLINTNEXTLINE(whynot-unused-include)
#include <ctype.h>
/* whynot: off[unused-*]: all of these */
#include <limits.h>
#include <time.h>
/* whynot: on[unused-*] */
#include <signal.h> //! missed unused-include UnusedInclude "<signal.h>"

int f(void)
{
	return 1;
}
