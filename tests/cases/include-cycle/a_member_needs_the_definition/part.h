#ifndef PART_H
#define PART_H
#include "whole.h" //! missed include-cycle IncludeCycle "whole.h includes \"part.h\" (1 name: part)"
struct part { int size; };
#endif
