#ifndef NAME_H
#define NAME_H
struct s;
struct s *give(void);
#endif
