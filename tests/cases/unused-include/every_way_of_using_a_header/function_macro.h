#ifndef FUNCTION_MACRO_H
#define FUNCTION_MACRO_H

#define DOUBLE(x) ((x) * 2)

#endif
