#ifndef QUEUE_H
#define QUEUE_H

int queue_length(void);

#endif
