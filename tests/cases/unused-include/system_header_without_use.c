//!flags -m=1
#include <ctype.h> //! missed unused-include UnusedInclude "ctype.h"
#include <string.h>

unsigned long length(const char *text)
{
	return strlen(text);
}
