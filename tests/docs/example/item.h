#ifndef ITEM_H
#define ITEM_H

#include "queue.h"

struct item {
	struct item *next;
	double weight;
};

#endif
