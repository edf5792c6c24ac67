#pragma once
#include "a.h"
struct b { struct a *a; };
