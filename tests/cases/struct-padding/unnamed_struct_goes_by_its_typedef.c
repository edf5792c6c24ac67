typedef struct { //! missed struct-padding PaddedStruct "6 of 12 bytes are padding; 8 bytes in the order count, kind, mark"
	char kind;
	int count;
	char mark;
} token;

int count(const token *t)
{
	return t->count + t->kind + t->mark;
}
