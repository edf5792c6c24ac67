//!flags -m=1
/* size_t and NULL come with nearly every header: where another one is needed, <stddef.h> is not. */
#include <string.h>
#include <stddef.h> //! missed unused-include UnusedInclude "<stddef.h>"

size_t length(const char *text)
{
	return text == NULL ? 0 : strlen(text);
}
