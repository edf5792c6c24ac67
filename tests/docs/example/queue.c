#include "queue.h"
#include <math.h>
#include <stddef.h>

void queue_push(struct queue *q, struct item *i)
{
	i->next = NULL;
	if (q->last)
		q->last->next = i;
	else
		q->first = i;
	q->last = i;
	q->length++;
}

double queue_mean(const struct queue *q)
{
	double sum = 0;

	for (const struct item *i = q->first; i; i = i->next)
		sum += i->weight;
	return q->length ? sum / q->length : 0;
}
