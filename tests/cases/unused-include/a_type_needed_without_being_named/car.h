#ifndef CAR_H
#define CAR_H

struct engine;

struct engine *engine_of(int car);

#endif
