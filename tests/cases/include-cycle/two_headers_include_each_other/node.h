#ifndef NODE_H
#define NODE_H

#include "list.h" //! missed include-cycle IncludeCycle "2 files: node.h -> list.h -> node.h; node.h includes \"list.h\" (node.h uses no name of it)"

struct node {
	struct node *next;
};

#endif
