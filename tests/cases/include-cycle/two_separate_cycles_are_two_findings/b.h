#pragma once
#include "a.h" //! missed include-cycle IncludeCycle "b.h -> a.h -> b.h"

typedef int b_number;
