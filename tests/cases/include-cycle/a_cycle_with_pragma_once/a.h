#pragma once
#include "b.h" //! missed include-cycle IncludeCycle "2 files"
struct a { int x; };
