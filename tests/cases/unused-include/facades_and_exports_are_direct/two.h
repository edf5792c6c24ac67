#ifndef TWO_H
#define TWO_H
#include "two_more.h" // IWYU pragma: export //! analysis unused-include ProvidedNames "gives no name"
int two(void);
#endif
