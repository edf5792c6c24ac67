#ifndef WRAPPER_H
#define WRAPPER_H

#include "deep.h" //! missed unused-include UnusedInclude "deep.h"

int wrapped(void);

#endif
