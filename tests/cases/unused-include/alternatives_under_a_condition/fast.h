#ifndef FAST_H
#define FAST_H

int run_fast(void);

#endif
