/* Near miss: struct stat has room to save on many systems, which is nobody's here to change. */
#include <sys/stat.h>

long size(const struct stat *st)
{
	return (long)st->st_size;
}
