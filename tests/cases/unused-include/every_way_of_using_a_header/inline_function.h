#ifndef INLINE_FUNCTION_H
#define INLINE_FUNCTION_H

static inline int half(int n)
{
	return n / 2;
}

#endif
