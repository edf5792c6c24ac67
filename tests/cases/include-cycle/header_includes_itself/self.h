#ifndef SELF_H
#define SELF_H

#include "self.h" //! missed include-cycle IncludeCycle "1 file: self.h -> self.h"

typedef int self_number;

#endif
