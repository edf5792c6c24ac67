#ifndef BEHIND_H
#define BEHIND_H
#ifdef EARLY
int behind(void);
#else
long behind(void);
#endif
#endif
