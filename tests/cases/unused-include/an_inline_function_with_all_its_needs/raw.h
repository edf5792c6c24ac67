#ifndef RAW_H
#define RAW_H

int raw_read(int n);

#endif
