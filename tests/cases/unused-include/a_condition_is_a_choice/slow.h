#ifndef SLOW_H
#define SLOW_H

void slow_run(void);

#endif
