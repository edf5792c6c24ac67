#pragma once
#include "c.h" //! missed include-cycle IncludeCycle "d.h -> c.h -> d.h"

typedef int d_number;
