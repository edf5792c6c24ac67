//!flags -m=1
/* Near miss: state.h defines a variable, if only tentatively. */
#include "state.h"

int nothing_is_named;
