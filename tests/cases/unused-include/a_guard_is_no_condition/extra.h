#ifndef EXTRA_H
#define EXTRA_H

void extra(void);

#endif
