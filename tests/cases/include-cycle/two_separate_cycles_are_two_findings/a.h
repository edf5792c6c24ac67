#pragma once
#include "b.h"

typedef b_number a_number;
