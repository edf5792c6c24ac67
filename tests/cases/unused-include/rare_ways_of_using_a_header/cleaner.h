#ifndef CLEANER_H
#define CLEANER_H

static inline void clean(int *p)
{
	*p = 0;
}
int not_used_f(void);

#endif
