#ifndef API_H
#define API_H

int speed(void);
extern int gear;

#endif
