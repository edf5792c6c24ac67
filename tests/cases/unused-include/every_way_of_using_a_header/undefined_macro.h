#ifndef UNDEFINED_MACRO_H
#define UNDEFINED_MACRO_H

#define LEFTOVER 1

#endif
