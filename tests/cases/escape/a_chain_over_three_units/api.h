#include <stddef.h>

struct item {
	struct item *next;
	char *name;
};

void *take_memory(size_t n);
void give_back(void *p);
struct item *item_new(void);
void item_release(struct item *i);
void item_register(struct item *i);
