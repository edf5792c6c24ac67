//!flags -m=1
/* Near miss: each of them acts without being named. */
#include "weak.h"
#include "label.h"
#include "pack.h"
#include "redefine.h"

int nothing_is_named;
