#define ENTRY(name) struct name { char a; long b; char c; }

ENTRY(from_a_macro); //! missed struct-padding PaddedStruct "14 of 24"

enum color { RED, GREEN };

struct with_arrays { //! missed struct-padding PaddedStruct "struct with_arrays: 24 of 64 bytes are padding; 48 bytes in the order precise, call, color, codes, name, on"
	char name[5];
	enum color color;
	short codes[3];
	void (*call)(int);
	_Bool on;
	long double precise;
};

struct with_anonymous { //! missed struct-padding PaddedStruct "struct with_anonymous"
	char tag;
	union {
		long number;
		char *text;
	};
	char kind;
};

long local(int n)
{
	struct in_a_function { //! missed struct-padding PaddedStruct "struct in_a_function: 14 of 24"
		char a;
		long b;
		char c;
	} v = { .b = n };
	struct from_a_macro m = { .b = n };
	struct with_anonymous u = { .number = n };
	struct with_arrays w = { .name = "x", .color = RED };

	return v.b + m.b + u.number + w.color;
}
