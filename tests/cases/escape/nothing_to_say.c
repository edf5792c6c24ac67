//!flags -m=2
//!args -w
/* Near misses: pointers that move about and say nothing up to the reasons, since nobody keeps them and nothing is allocated. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
	struct node *next;
	char name[16];
};

static char buffer[64], *position = buffer;

static int length(const struct node *n)
{
	int count = 0;

	for (; n; n = n->next)
		count += (int)strlen(n->name);
	return count;
}

static void reset(struct node *n)
{
	memset(n, 0, sizeof *n);
	n->next = n;
	n->next = NULL;
}

int main(int argc, char **argv)
{
	struct node nodes[2], *first = &nodes[0], **end = &first->next;
	char text[32], *p = text;

	reset(first);
	reset(&nodes[1]);
	*end = &nodes[1];
	position = buffer + 1;
	snprintf(p, sizeof text, "%s %d", argc > 1 ? argv[1] : "", length(first));
	qsort(text, strlen(text), 1, (int (*)(const void *, const void *))memcmp);
	return p[0] == *position;
}
