#ifndef TESTED_MACRO_H
#define TESTED_MACRO_H

#define HAS_FEATURE 1

#endif
