/* Near miss: an unguarded file that includes itself does so on purpose, or it would not end. */
#include "colors.inc"

enum color next(enum color c)
{
	return c == COLOR_RED ? COLOR_GREEN : COLOR_RED;
}
