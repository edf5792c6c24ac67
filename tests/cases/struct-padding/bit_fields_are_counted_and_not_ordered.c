struct flags { //! missed struct-padding PaddedStruct "13 of 24 bytes are padding; no order is proposed, because of its bit-fields; hole of 7 bytes before total"
	char kind;
	long total;
	unsigned dirty : 1;
	char mark;
};

long total(const struct flags *f)
{
	return f->dirty ? f->total : f->kind + f->mark;
}
