/* Near misses: what an attribute put there stays there. */
struct cache_line {
	char lock;
	long count __attribute__((aligned(64)));
	char state;
};

struct __attribute__((aligned(32))) over_aligned {
	char a;
	int b;
	char c;
};

#pragma pack(push, 2)
struct two_byte_packing {
	char a;
	long b;
	char c;
};
#pragma pack(pop)

struct aligned_where_it_is {
	char a;
	int b;
	_Alignas(4) char c;
};

long use(struct cache_line *a, struct over_aligned *b, struct two_byte_packing *c)
{
	return a->count + b->b + c->b;
}
