#pragma once
#include "d.h"
#include "b.h" //! missed include-cycle IncludeCycle "2 files: c.h -> b.h -> c.h; 4 files include each other in all"

typedef int c_number;
