/*
 * Lists, kept short: they only have to know what the facts of one system cannot show. Shared names are those that C17 and
 * POSIX.1-2017 have in more than one header.
 */
#include "rules/kept_headers.h"

#include "analyzer/base/path.h"

#include <ctype.h>
#include <string.h>

/* The base name up to its extension. */
static size_t stem_length(const char *path)
{
	return (size_t)(path_extension(path) - path_base(path));
}

/* True if `name` goes on behind the stem as a part of it would: foo_impl, foo-inl, foo.private. */
static bool extends(const char *name, size_t len, const char *stem, size_t stem_len)
{
	return stem_len > 0 && len > stem_len && !memcmp(name, stem, stem_len) && strchr("_-.", name[stem_len]);
}

bool is_own_header(const char *file, const char *header)
{
	const char *a = path_base(file), *b = path_base(header);
	size_t len_a = stem_length(file), len_b = stem_length(header);

	if (len_a == len_b && !memcmp(a, b, len_a))
		return true;
	return extends(a, len_a, b, len_b) || extends(b, len_b, a, len_a);
}

bool is_fragment(const char *path)
{
	static const char *const extensions[] = { ".h", ".hh", ".hpp", ".hxx", ".H", ".h++" };
	const char *extension = path_extension(path);

	for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
		if (!strcmp(extension, extensions[i]))
			return false;
	return true;
}

bool is_configuration_name(const char *path)
{
	static const char *const words[] = { "config", "cfg", "conf.", "feature", "macro", "prefix", "compat", "portab",
					     "fixes", "assert", "override", "poison", "banned", "platform", "setup", "pch",
					     "stdafx", "visibility", "export", "pragma", "warning", "prelude" };
	char base[256];
	size_t n = 0;

	for (const char *p = path_base(path); *p && n + 1 < sizeof base; p++)
		base[n++] = (char)tolower((unsigned char)*p);
	base[n] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strstr(base, words[i]))
			return true;
	/* "port.h" and "os_port.h", but not "report.h". */
	return !strncmp(base, "port.", 5) || strstr(base, "_port.") || strstr(base, "-port.");
}

bool is_kept_system_header(const char *spelling)
{
	static const char *const headers[] = { "<features.h>", "<sys/cdefs.h>", "<sys/param.h>", "<mcheck.h>",
					       "<Availability.h>", "<AvailabilityMacros.h>", "<TargetConditionals.h>",
					       "<sanitizer/asan_interface.h>" };

	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (!strcmp(headers[i], spelling))
			return true;
	return false;
}

/* The spelling is one of the words of a list, which stand between blanks. */
static bool in_list(const char *list, const char *spelling)
{
	size_t len = strlen(spelling);

	for (const char *at = list; (at = strstr(at, spelling)) != NULL; at += len)
		if ((at == list || at[-1] == ' ') && (!at[len] || at[len] == ' '))
			return true;
	return false;
}

struct shared_name {
	const char *name;    /* a '*' at its end: whatever begins so */
	const char *headers;
};

static const struct shared_name shared_names[] = {
	{ "FILE", "<stdio.h> <wchar.h>" },
	{ "SEEK_*", "<stdio.h> <unistd.h> <fcntl.h>" },
	{ "va_list", "<stdarg.h> <stdio.h> <wchar.h>" },
	{ "wchar_t", "<stddef.h> <stdlib.h> <wchar.h>" },
	{ "ssize_t", "<sys/types.h> <stdio.h> <unistd.h> <aio.h> <sys/socket.h> <sys/uio.h> <sys/msg.h>" },
	{ "off_t", "<sys/types.h> <stdio.h> <unistd.h> <fcntl.h> <sys/stat.h> <sys/mman.h>" },
	{ "pid_t", "<sys/types.h> <unistd.h> <signal.h> <sys/wait.h> <fcntl.h> <spawn.h> <sched.h> <termios.h> <time.h>" },
	{ "uid_t", "<sys/types.h> <unistd.h> <pwd.h> <signal.h> <sys/stat.h>" },
	{ "gid_t", "<sys/types.h> <unistd.h> <grp.h> <pwd.h> <sys/stat.h>" },
	{ "mode_t", "<sys/types.h> <sys/stat.h> <fcntl.h> <sys/mman.h> <semaphore.h> <spawn.h>" },
	{ "dev_t", "<sys/types.h> <sys/stat.h>" },
	{ "ino_t", "<sys/types.h> <sys/stat.h> <dirent.h>" },
	{ "time_t", "<sys/types.h> <time.h> <sys/time.h> <sys/stat.h> <utime.h> <sys/select.h> <sys/msg.h> <sys/sem.h>" },
	{ "clock_t", "<sys/types.h> <time.h> <sys/times.h>" },
	{ "clockid_t", "<sys/types.h> <time.h>" },
	{ "timer_t", "<sys/types.h> <time.h> <signal.h>" },
	{ "suseconds_t", "<sys/types.h> <sys/time.h> <sys/select.h>" },
	{ "useconds_t", "<sys/types.h> <unistd.h>" },
	{ "pthread_*", "<sys/types.h> <pthread.h> <signal.h>" },
	{ "u_*", "<sys/types.h>" },
	{ "caddr_t", "<sys/types.h>" },
	{ "key_t", "<sys/types.h> <sys/ipc.h> <sys/msg.h> <sys/sem.h> <sys/shm.h>" },
	{ "fd_set", "<sys/select.h> <sys/time.h> <sys/types.h>" },
	{ "FD_*", "<sys/select.h> <sys/time.h> <sys/types.h>" },
	{ "select", "<sys/select.h> <sys/time.h> <sys/types.h> <unistd.h>" },
	{ "timeval", "<sys/time.h> <sys/select.h> <sys/resource.h> <utmpx.h> <time.h>" },
	{ "timespec", "<time.h> <sys/select.h> <sys/stat.h> <signal.h> <pthread.h> <aio.h> <mqueue.h> <sched.h> <sys/time.h>" },
	{ "sigset_t", "<signal.h> <sys/select.h> <poll.h> <spawn.h> <sys/types.h>" },
	{ "iovec", "<sys/uio.h> <sys/socket.h>" },
	{ "int8_t", "<stdint.h> <inttypes.h> <sys/types.h> <netinet/in.h> <arpa/inet.h>" },
	{ "int16_t", "<stdint.h> <inttypes.h> <sys/types.h> <netinet/in.h> <arpa/inet.h>" },
	{ "int32_t", "<stdint.h> <inttypes.h> <sys/types.h> <netinet/in.h> <arpa/inet.h>" },
	{ "int64_t", "<stdint.h> <inttypes.h> <sys/types.h> <netinet/in.h> <arpa/inet.h>" },
	{ "int_*", "<stdint.h> <inttypes.h>" },
	{ "uint*", "<stdint.h> <inttypes.h> <netinet/in.h> <arpa/inet.h>" },
	{ "intmax_t", "<stdint.h> <inttypes.h>" },
	{ "intptr_t", "<stdint.h> <inttypes.h> <unistd.h> <sys/types.h>" },
	{ "INT*", "<stdint.h> <inttypes.h> <limits.h>" },
	{ "UINT*", "<stdint.h> <inttypes.h> <limits.h>" },
	{ "SIZE_MAX", "<stdint.h> <inttypes.h> <limits.h>" },
	{ "SSIZE_MAX", "<limits.h> <sys/types.h>" },
	{ "PATH_MAX", "<limits.h> <sys/param.h> <sys/syslimits.h>" },
	{ "IOV_MAX", "<limits.h> <sys/uio.h>" },
	{ "DBL_*", "<float.h> <limits.h> <values.h> <math.h>" },
	{ "FLT_*", "<float.h> <values.h> <math.h>" },
	{ "INFINITY", "<math.h> <float.h>" },
	{ "NAN", "<math.h> <float.h>" },
	{ "hton*", "<arpa/inet.h> <netinet/in.h> <sys/types.h> <sys/socket.h>" },
	{ "ntoh*", "<arpa/inet.h> <netinet/in.h> <sys/types.h> <sys/socket.h>" },
	{ "inet_*", "<arpa/inet.h> <netinet/in.h> <sys/socket.h>" },
	{ "in_addr*", "<netinet/in.h> <arpa/inet.h> <netdb.h> <sys/socket.h>" },
	{ "in_port_t", "<netinet/in.h> <arpa/inet.h> <netdb.h>" },
	{ "in6_addr", "<netinet/in.h> <arpa/inet.h>" },
	{ "IN*", "<netinet/in.h> <arpa/inet.h> <netdb.h>" },
	{ "IPPROTO_*", "<netinet/in.h> <netdb.h>" },
	{ "sockaddr*", "<sys/socket.h> <netinet/in.h> <sys/un.h> <netdb.h>" },
	{ "sa_family_t", "<sys/socket.h> <netinet/in.h> <sys/un.h>" },
	{ "socklen_t", "<sys/socket.h> <netdb.h> <arpa/inet.h> <unistd.h> <netinet/in.h>" },
	{ "O_*", "<fcntl.h> <sys/stat.h> <mqueue.h> <semaphore.h> <sys/file.h>" },
	{ "S_*", "<sys/stat.h> <fcntl.h>" },
	{ "LOCK_*", "<sys/file.h> <fcntl.h>" },
	{ "strcasecmp", "<strings.h> <string.h>" },
	{ "strncasecmp", "<strings.h> <string.h>" },
	{ "bzero", "<strings.h> <string.h>" },
	{ "bcopy", "<strings.h> <string.h>" },
	{ "bcmp", "<strings.h> <string.h>" },
	{ "index", "<strings.h> <string.h>" },
	{ "rindex", "<strings.h> <string.h>" },
	{ "ffs*", "<strings.h> <string.h>" },
	{ "mem*", "<string.h> <memory.h>" },
	{ "alloca", "<alloca.h> <stdlib.h> <malloc.h>" },
	{ "malloc", "<stdlib.h> <malloc.h>" },
	{ "calloc", "<stdlib.h> <malloc.h>" },
	{ "realloc", "<stdlib.h> <malloc.h>" },
	{ "free", "<stdlib.h> <malloc.h>" },
	{ "poll*", "<poll.h> <sys/poll.h>" },
	{ "ioctl", "<sys/ioctl.h> <stropts.h> <termios.h>" },
	{ "winsize", "<sys/ioctl.h> <termios.h>" },
	{ "TIO*", "<sys/ioctl.h> <termios.h>" },
	{ "SIG*", "<signal.h> <sys/wait.h> <sys/signal.h>" },
	{ "W*", "<sys/wait.h> <stdlib.h>" },
	{ "rusage", "<sys/resource.h> <sys/wait.h>" },
	{ "getopt", "<unistd.h> <getopt.h> <stdio.h>" },
	{ "opt*", "<unistd.h> <getopt.h> <stdio.h>" },
	{ "major", "<sys/sysmacros.h> <sys/types.h>" },
	{ "minor", "<sys/sysmacros.h> <sys/types.h>" },
	{ "makedev", "<sys/sysmacros.h> <sys/types.h>" },
	{ "errno", "<errno.h> <sys/errno.h>" },
	{ "locale_t", "<locale.h> <string.h> <strings.h> <time.h> <wchar.h> <wctype.h> <ctype.h> <xlocale.h>" },
	{ "tm", "<time.h> <sys/time.h> <wchar.h>" },
	{ "sched_param", "<sched.h> <pthread.h> <spawn.h>" },
	{ "cpu_set_t", "<sched.h> <pthread.h>" },
	{ "stat", "<sys/stat.h> <ftw.h> <fcntl.h>" },
	{ "__m*", "<immintrin.h> <x86intrin.h> <xmmintrin.h> <emmintrin.h> <mmintrin.h> <pmmintrin.h> <tmmintrin.h> <smmintrin.h> <nmmintrin.h>" },
	{ "_mm*", "<immintrin.h> <x86intrin.h> <xmmintrin.h> <emmintrin.h> <mmintrin.h> <pmmintrin.h> <tmmintrin.h> <smmintrin.h> <nmmintrin.h>" },
};

bool may_bring(const char *spelling, const char *name)
{
	for (size_t i = 0; i < sizeof shared_names / sizeof *shared_names; i++) {
		const struct shared_name *s = &shared_names[i];
		size_t len = strlen(s->name);
		bool named = s->name[len - 1] == '*' ? !strncmp(name, s->name, len - 1) : !strcmp(name, s->name);

		if (named && in_list(s->headers, spelling))
			return true;
	}
	return false;
}

bool is_switch_macro(const char *name)
{
	static const char *const switches[] = { "NDEBUG", "FD_SETSIZE", "STRICT", "UNICODE", "WIN32_LEAN_AND_MEAN", "NOMINMAX",
						"assert", "malloc", "calloc", "realloc", "free", "strdup", "inline", "restrict",
						"const", "volatile", "signed", "static", "bool", "true", "false", "printf",
						"fprintf", "snprintf", "fopen", "open", "stat", "fstat", "lseek", "errno" };

	/* Reserved names: who defines one talks to the implementation. */
	if (name[0] == '_' && (name[1] == '_' || isupper((unsigned char)name[1])))
		return true;
	for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
		if (!strcmp(switches[i], name))
			return true;
	return false;
}
