#pragma once
#include "c.h"

typedef c_number b_number;
