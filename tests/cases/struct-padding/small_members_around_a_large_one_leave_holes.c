struct holes { //! missed struct-padding PaddedStruct "14 of 24 bytes are padding; 16 bytes in the order value, first, last"
	char first;
	long value;
	char last;
};

long sum(const struct holes *h)
{
	return h->value + h->first + h->last;
}
