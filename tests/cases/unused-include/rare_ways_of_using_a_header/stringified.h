#ifndef STRINGIFIED_H
#define STRINGIFIED_H

#define VALUE_TO_SHOW 42
int not_used_j(void);

#endif
