//!flags -m=1
/* Near misses: each header is used once, in a place where names are easily overlooked. */
#include "aligned_type.h"
#include "size_of.h"
#include "offset_of.h"
#include "type_of.h"
#include "selected.h"
#include "cleaner.h"
#include "case_label.h"
#include "bound.h"
#include "cast.h"
#include "stringified.h"
#include "pasted.h"
#include "argument.h"
#include "in_attribute.h"
#include "bit_width.h"
#include "callback.h"
#include "member_type.h"

#define STRING(x) #x
#define SHOW(x) STRING(x)
#define PASTE(a, b) a##b
#define SECOND(a, b) b

_Alignas(aligned_type) char buffer[8];
int table[BOUND];
struct holder {
	unsigned bits : WIDTH;
	struct member_type in;
};
static int line __attribute__((aligned(LINE)));

const char *shown(void)
{
	return SHOW(VALUE_TO_SHOW);
}

unsigned long sizes(void)
{
	return sizeof(struct measured) + __builtin_offsetof(struct laid_out, b) + sizeof(__typeof__(shape));
}

int pick(int n, void *f)
{
	int temporary __attribute__((cleanup(clean))) = n + PASTE(part_, one) + SECOND(0, ARGUMENT) + line;

	switch (n) {
	case CASE_ONE:
		return _Generic(n, pair: 1, int: 2);
	default:
		return (byte)n + temporary + ((callback)f)(n);
	}
}
