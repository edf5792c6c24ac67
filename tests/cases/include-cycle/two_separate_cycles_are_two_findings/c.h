#pragma once
#include "d.h"

typedef d_number c_number;
