//!flags -m=1 --config=whynot.yaml
/* Near miss: the settings keep them. */
#include "legacy/old.h"
#include "api.h"
#include "other.h" //! missed unused-include UnusedInclude
#include <stdio.h>

int nothing_of_them;
