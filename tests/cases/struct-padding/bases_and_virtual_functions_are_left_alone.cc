/* Near misses: where a base or a virtual table lies is not the members' order. */
struct base {
	long id;
	char kind;
};

struct derived : base {
	char first;
	long value;
	char last;
};

struct polymorphic {
	char first;
	virtual ~polymorphic();
	long value;
	char last;
};

long use(const derived &d, const polymorphic &p)
{
	return d.value + p.value;
}
