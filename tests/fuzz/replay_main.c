/* Runs a fuzz entry over files, and over the files of folders (not those of folders in them), without a fuzzing engine. */
#include "analyzer/base/file.h"
#include "analyzer/base/panic.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* 1 file run, or below 0. */
static int replay_file(const char *path)
{
	struct strbuf bytes = STRBUF_INIT;
	struct error e = ERROR_INIT;
	size_t len;
	uint8_t *exact;

	if (file_read(path, &bytes, &e) < 0) {
		fprintf(stderr, "%s\n", e.text.text);
		error_release(&e);
		return -1;
	}
	/* Not a byte more than there is, so that a sanitizer sees a read past the end. */
	len = bytes.len;
	exact = xmalloc(len);
	memcpy(exact, bytes.text, len);
	strbuf_release(&bytes);
	/* If it crashes, this line is the last one. */
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput(exact, len);
	free(exact);
	return 1;
}

/* The number of files run, or below 0. */
static int replay_folder(const char *path)
{
	struct dirent **entries;
	struct strbuf file = STRBUF_INIT;
	int n = scandir(path, &entries, NULL, alphasort), n_run = 0;

	if (n < 0) {
		perror(path);
		return -1;
	}
	for (int i = 0; i < n; i++) {
		strbuf_clear(&file);
		strbuf_addf(&file, "%s/%s", path, entries[i]->d_name);
		free(entries[i]);
		if (n_run >= 0 && !is_folder(file.text))
			n_run = replay_file(file.text) < 0 ? -1 : n_run + 1;
	}
	free(entries);
	strbuf_release(&file);
	return n_run;
}

int main(int argc, char **argv)
{
	int n_run = 0;

	for (int i = 1; i < argc; i++) {
		int n = is_folder(argv[i]) ? replay_folder(argv[i]) : replay_file(argv[i]);

		if (n < 0)
			return 1;
		n_run += n;
	}
	fprintf(stderr, "%d inputs replayed\n", n_run);
	return n_run ? 0 : 1;
}
