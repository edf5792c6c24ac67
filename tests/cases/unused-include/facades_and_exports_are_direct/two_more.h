#ifndef TWO_MORE_H
#define TWO_MORE_H
int two_more(void);
#endif
