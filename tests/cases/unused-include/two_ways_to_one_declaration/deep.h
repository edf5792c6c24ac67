#ifndef DEEP_H
#define DEEP_H

int deep(void);

#endif
