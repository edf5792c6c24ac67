struct packet { //! missed struct-padding PaddedStruct "16 bytes in the order length, tag, kind, data"
	char tag;
	long length;
	char kind;
	char data[];
};

long length(const struct packet *p)
{
	return p->length + p->tag + p->kind + p->data[0];
}
