#include "queue.h"
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

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

void queue_print(const struct queue *q)
{
	char *line = malloc(64);

	snprintf(line, 64, "mean of the queue: %g", queue_mean(q));
	puts(line);
	free(line);
}
