#ifndef COLOR_H
#define COLOR_H

enum color { RED, GREEN };

#endif
