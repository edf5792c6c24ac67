#ifndef NODE_H
#define NODE_H
// IWYU pragma: no_forward_declare list
#include "list.h" //! missed include-cycle IncludeCycle "node.h includes \"list.h\" (1 name: list); cheapest to cut"
struct node { int value; struct list *owner; };
#endif
