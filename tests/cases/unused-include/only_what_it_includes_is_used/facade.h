#ifndef FACADE_H
#define FACADE_H
#include "detail.h" //! analysis unused-include ProvidedNames "gives no name"
#include <string.h> //! analysis unused-include ProvidedNames "gives 1 name: memcpy"
static inline void *facade(void *a) { return memcpy(a, a, 1); }
#endif
