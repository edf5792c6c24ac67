#ifndef MISSING_FUNCTIONS_H
#define MISSING_FUNCTIONS_H

#ifdef WITHOUT_STRRCHR
char *strrchr(const char *text, int c);
#endif

int missing_count(void);

#endif
