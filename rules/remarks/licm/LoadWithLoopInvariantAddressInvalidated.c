// clang -O2
/* The callee may change the list, as far as is known here. */
struct list {
	int n;
	int *items;
};

void log_value(int);

void log_all(const struct list *l)
{
	for (int i = 0; i < l->n; i++) /* here */
		log_value(i);
}
