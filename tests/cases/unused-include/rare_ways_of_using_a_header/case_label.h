#ifndef CASE_LABEL_H
#define CASE_LABEL_H

enum { CASE_ONE = 1, CASE_TWO };
int not_used_g(void);

#endif
