//!flags -m=1
/* Near misses: one header for each way in which a name can be used. */
#include "macro.h"
#include "function_macro.h"
#include "tested_macro.h"
#include "typedef_name.h"
#include "tag.h"
#include "enumerator.h"
#include "function.h"
#include "variable.h"
#include "inline_function.h"
#include "undefined_macro.h"

#undef LEFTOVER

number use(const struct box *b)
{
#ifdef HAS_FEATURE
	return compute(half(DOUBLE(LIMIT))) + counter + b->width + HIGH;
#else
	return 0;
#endif
}
