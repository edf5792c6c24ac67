#ifndef MAIN_H
#define MAIN_H
#include "three.h" //! analysis unused-include ProvidedNames "gives no name"
int of_main(void);
#endif
