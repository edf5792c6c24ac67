struct state { //! missed struct-padding PaddedStruct "6 of 12"
	char a;
	int b;
	char c;
};

long second(const struct state *s)
{
	return s->a + s->b + s->c;
}
