#ifndef OLD_INLINE_H
#define OLD_INLINE_H

extern inline int old_inline(void)
{
	return 1;
}

#endif
