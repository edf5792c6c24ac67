#ifndef ALL_H
#define ALL_H
#include "one.h" //! analysis unused-include ProvidedNames "gives no name"
#endif
