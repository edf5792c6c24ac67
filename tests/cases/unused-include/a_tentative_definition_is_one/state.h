#ifndef STATE_H
#define STATE_H
int state;
#endif
