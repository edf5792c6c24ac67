#ifndef CALLBACK_H
#define CALLBACK_H

typedef int (*callback)(int);
int not_used_o(void);

#endif
