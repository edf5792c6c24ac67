//!flags -m=1
/* Near miss: offsetof is at home in <stddef.h>, and both headers may be meant for ssize_t. */
#include <stddef.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

struct pair { int a, b; };

size_t length(const char *text)
{
	return text == NULL ? offsetof(struct pair, b) : strlen(text);
}

ssize_t fill(int fd, void *to)
{
	return read(fd, to, 8);
}
