#ifndef FUNCTION_H
#define FUNCTION_H

int compute(int n);

#endif
