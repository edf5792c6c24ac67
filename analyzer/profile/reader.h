/* What the readers of profiles share. Private to this folder. */
#ifndef WHYNOT_PROFILE_READER_H
#define WHYNOT_PROFILE_READER_H

#include "analyzer/profile/merge.h"

/* One input that is being read. */
struct profile_input {
	struct profiles *profiles;
	const char *path;              /* for messages */
	const char *bytes, *end;
	struct error *error;
};

/* The profile of that kind, made if there is none yet. Valid until the next call. */
struct profile *profile_of(const struct profile_input *in, enum profile_kind kind);

/* The file of that path (text need not end with a NUL), made if there is none yet. Valid until the next call. */
struct profile_file *profile_file_of(struct profiles *all, struct profile *p, const char *path, size_t len);

/* The function's name without what compilers put before and behind it: "file.c:f", "f.constprop.0", "f@@GLIBC_2.34". */
sid profile_function_name(struct profiles *all, const char *name, size_t len);

/* True if the text begins with the word. */
bool profile_starts_with(const char *at, const char *end, const char *word);

/* Fails at the byte `at` of the input. Returns -1. */
int profile_fail(const struct profile_input *in, const char *at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Each reads all of the input. The ..._knows() look at its beginning. */
int llvm_cov_read(struct profile_input *in);
int gcov_read(struct profile_input *in);
bool perf_script_knows(const struct profile_input *in);
int perf_script_read(struct profile_input *in);
bool callgrind_knows(const struct profile_input *in);
int callgrind_read(struct profile_input *in);

/* Replaces `key` with the name of the first member, if the input is a JSON object; else it is empty. */
void json_first_key(const struct profile_input *in, struct strbuf *key);

#endif
