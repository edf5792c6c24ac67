//!flags -m=1
/* Near miss: ->power needs the definition in engine.h, whose name stands nowhere here. */
#include "car.h"
#include "engine.h"

int power_of(int car)
{
	return engine_of(car)->power;
}
