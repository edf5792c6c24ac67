#ifndef LIST_H
#define LIST_H

#include "node.h"

struct list {
	struct node *head;
};

#endif
