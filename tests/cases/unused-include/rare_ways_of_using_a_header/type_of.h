#ifndef TYPE_OF_H
#define TYPE_OF_H

extern unsigned short shape;
int not_used_d(void);

#endif
