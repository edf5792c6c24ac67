#ifndef SLOW_H
#define SLOW_H

int run_slow(void);

#endif
