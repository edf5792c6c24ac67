//!flags -m=1
//!args -D_GNU_SOURCE
/* What a library function allocates where it is told to, or only if it is told to, is an allocation like that of malloc. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *kept;

void by_posix_memalign(void)
{
	void *p;

	if (posix_memalign(&p, 64, 128)) //! missed escape HeapCouldBeStack "posix_memalign(&p, 64, 128) does not escape by_posix_memalign: could be a local with _Alignas of 128 bytes"
		return;
	memset(p, 0, 128);
	free(p);
}

void by_posix_memalign_for_others(char **out)
{
	void *p;

	if (!posix_memalign(&p, 64, 128)) //! analysis escape Escapes "stored through parameter out"
		*out = p;
}

static void *aligned(size_t n)
{
	void *p;

	return posix_memalign(&p, 64, n) ? NULL : p; //! analysis escape Escapes "returned"
}

void by_a_wrapper(void)
{
	char *p = aligned(32); //! missed escape HeapCouldBeStack "could be a local of 32 bytes"

	memset(p, 0, 32);
	free(p);
}

void printed(int n)
{
	char *text;

	if (asprintf(&text, "%d", n) < 0) //! analysis escape DoesNotEscape "its size is not bounded"
		return;
	puts(text);
	free(text);
}

void printed_and_kept(int n)
{
	if (asprintf(&kept, "%d", n) < 0) //! analysis escape Escapes "asprintf(&kept, "
		kept = NULL;
}

void lines(FILE *f)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, f) > 0) //! analysis escape DoesNotEscape "it is resized"
		puts(line);
	free(line);
}

void last_line(FILE *f)
{
	char *line = NULL;
	size_t room = 0;

	getdelim(&line, &room, '\n', f); //! analysis escape Escapes "stored in global kept"
	kept = line;
}

int into_memory(void)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n); //! analysis escape DoesNotEscape "open_memstream(&text, &n)"

	if (!f)
		return -1;
	fputs("text", f);
	fclose(f);
	free(text);
	return 0;
}

char *into_memory_that_is_returned(void)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n); //! analysis escape Escapes "returned"

	if (f)
		fclose(f);
	return text;
}

static int all(const struct dirent *e) { return e->d_name[0] != '.'; }

int entries(const char *path)
{
	struct dirent **list;
	int n = scandir(path, &list, all, alphasort); //! analysis escape DoesNotEscape

	for (int i = 0; i < n; i++)
		free(list[i]);
	if (n >= 0)
		free(list);
	return n;
}

/* ---- only if there is no buffer --------------------------------------------------------------------------------------- */

int in_own_buffer(void)
{
	char buffer[PATH_MAX];

	return getcwd(buffer, sizeof buffer) != NULL;
}

char *resolved_into(const char *path, char *buffer) { return realpath(path, buffer); }

int in_no_buffer(void)
{
	char *cwd = getcwd(NULL, 0), *real = realpath(".", NULL); //! analysis escape DoesNotEscape "getcwd(NULL, 0)" //! analysis escape DoesNotEscape "realpath"
	int same = cwd && real && !strcmp(cwd, real);

	free(cwd);
	free(real);
	return same;
}

void in_no_buffer_and_kept(void) { kept = getcwd(NULL, 0); } //! analysis escape Escapes "stored in global kept"
