#pragma once
#include "b.h"

typedef int a_number;
