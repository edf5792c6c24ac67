/* Near misses: another order of the first members would make the other members of the union read nonsense. */
#define COMMON_HEADER struct header *next; char kind; char mark

struct header {
	COMMON_HEADER;
};

struct table {
	COMMON_HEADER;
	long n_items;
	char is_open;
};

struct number {
	char tag;
	double value;
	char unit;
};

typedef struct {
	char tag;
	char *bytes;
	char encoding;
} Text;

typedef Text text_alias;

union value {
	struct number number;
	text_alias text;
};

/* One struct alone in a union has nobody to agree with. */
struct alone { //! missed struct-padding PaddedStruct "struct alone: 14 of 24 bytes are padding"
	char first;
	long value;
	char last;
};

union bytes {
	struct alone alone;
	char raw[24];
};

char use(const struct table *t, const union value *v, const union bytes *b)
{
	return t->kind + v->number.tag + b->raw[0];
}
