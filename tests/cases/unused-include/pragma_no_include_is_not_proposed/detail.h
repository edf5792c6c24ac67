#ifndef DETAIL_H
#define DETAIL_H
int detail(int x);
#endif
