#ifndef VARIABLE_H
#define VARIABLE_H

extern int counter;

#endif
