#ifndef FAST_H
#define FAST_H

void fast_run(void);

#endif
