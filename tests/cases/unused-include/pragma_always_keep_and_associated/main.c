//!flags -m=1
/* Near miss: registered.h says that its includes stay, and api.h is this file's own under another name. */
#include "registered.h"
#include "api.h" // IWYU pragma: associated

int nothing_of_them;
