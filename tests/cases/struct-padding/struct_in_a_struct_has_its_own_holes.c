struct outer { //! missed struct-padding PaddedStruct "struct outer: 14 of 40 bytes are padding; 32 bytes in the order in, first, last"
	char first;
	struct inner { //! missed struct-padding PaddedStruct "struct inner: 14 of 24 bytes are padding"
		char low;
		long middle;
		char high;
	} in;
	char last;
};

long middle(const struct outer *o)
{
	return o->in.middle + o->in.low + o->in.high + o->first + o->last;
}
