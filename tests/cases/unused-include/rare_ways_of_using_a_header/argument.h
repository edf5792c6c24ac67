#ifndef ARGUMENT_H
#define ARGUMENT_H

#define ARGUMENT 7
int not_used_l(void);

#endif
