#ifndef NAME_H
#define NAME_H
struct s;
struct s *give(void);
void take(struct s *);
#endif
