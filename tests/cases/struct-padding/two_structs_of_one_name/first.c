struct state { //! missed struct-padding PaddedStruct "14 of 24"
	char a;
	long b;
	char c;
};

long first(const struct state *s)
{
	return s->a + s->b + s->c;
}
