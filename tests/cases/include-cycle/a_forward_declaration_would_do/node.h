#ifndef NODE_H
#define NODE_H
#include "list.h" //! missed include-cycle IncludeCycle "node.h includes \"list.h\" (1 name: list; a forward declaration would do); cheapest to cut"
struct node { int value; struct list *owner; };
#endif
