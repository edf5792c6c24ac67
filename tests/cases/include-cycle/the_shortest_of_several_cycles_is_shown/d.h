#pragma once
#include "a.h"

typedef int d_number;
