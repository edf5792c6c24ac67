#ifndef COLOR_H
#define COLOR_H

#define RED 1

enum shade { DARK, LIGHT };

int mix(int a, int b);

#endif
