#ifndef CLOCK_H
#define CLOCK_H

long now(void);

#endif
