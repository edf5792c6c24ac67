//!flags -m=1
/* Near miss: people who ran other tools before said so. */
#include "one.h" // NOLINT(misc-include-cleaner)
#include "two.h" // whynot: ignore[unused-include]: the generator of the tests looks for it

int nothing_of_them;
