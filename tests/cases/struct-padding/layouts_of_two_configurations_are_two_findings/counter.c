struct counter { //! missed struct-padding PaddedStruct "6 of 12 bytes" //! missed struct-padding PaddedStruct "14 of 24 bytes"
	char kind;
#ifdef WIDE
	long n;
#else
	int n;
#endif
	char mark;
};

long n(const struct counter *c)
{
	return c->n + c->kind + c->mark;
}
