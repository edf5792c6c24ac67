#ifndef REDEFINE_H
#define REDEFINE_H
int redefine(void);
#pragma redefine_extname redefine other
#endif
