#ifndef ENGINE_H
#define ENGINE_H

struct engine {
	int power;
};

#endif
