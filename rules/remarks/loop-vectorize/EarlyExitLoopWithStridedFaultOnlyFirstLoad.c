// clang-22 -O2
struct item {
	int key, value;
};

int find(const struct item *v, int n, int key)
{
	for (int i = 0; i < n; i++) /* here */
		if (v[i].key == key)
			return i;
	return -1;
}
