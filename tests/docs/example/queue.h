#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>
#include "item.h"

struct queue {
	bool closed;
	struct item *first;
	int length;
	struct item *last;
	bool growing;
};

void queue_push(struct queue *q, struct item *i);
double queue_mean(const struct queue *q);

#endif
