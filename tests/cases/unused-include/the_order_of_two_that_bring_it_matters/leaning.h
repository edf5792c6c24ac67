#ifndef LEANING_H
#define LEANING_H
int leaning(base_t x);
#endif
