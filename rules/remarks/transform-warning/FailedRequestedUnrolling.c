// clang -O2
/* The compiler does not know how often this runs. */
struct node {
	struct node *next;
};

int length(const struct node *n)
{
	int length = 0;

#pragma clang loop unroll(full)
	for (; n; n = n->next) /* here */
		length++;
	return length;
}
