#ifndef A_H
#define A_H

#ifdef A_NEEDS_B
#include "b.h" //! missed include-cycle IncludeCycle "a.h -> b.h -> a.h"
#endif

typedef int a_number;

#endif
