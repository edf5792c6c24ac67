#ifndef FACADE_H
#define FACADE_H
#include "detail.h" //! analysis unused-include ProvidedNames "gives no name"
int facade(void);
#endif
