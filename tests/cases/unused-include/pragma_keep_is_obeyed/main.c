//!flags -m=1
/* Near miss: somebody wrote that these stay. */
#include "one.h" // IWYU pragma: keep
#include "two.h" /* IWYU pragma: keep: the linker wants it */
// IWYU pragma: begin_keep
#include "three.h"
#include "four.h"
// IWYU pragma: end_keep
#include "five.h" //! missed unused-include UnusedInclude

int nothing_of_them;
