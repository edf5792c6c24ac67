// clang-22 -O2
struct node {
	struct node *next;
	int value;
};

int sum(const struct node *n)
{
	int sum = 0;

	for (; n; n = n->next) /* here */
		sum += n->value;
	return sum;
}
