#ifndef LIST_H
#define LIST_H
#include "node.h"
struct list { struct node *head; };
int list_length(struct list *l);
static inline int first(struct list *l) { return l->head->value; }
#endif
