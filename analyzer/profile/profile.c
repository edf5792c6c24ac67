/* Which reader an input is for, and what all of them fill. */
#include "analyzer/profile/reader.h"

#include "analyzer/base/file.h"
#include "analyzer/base/gunzip.h"

#include <string.h>

static const char *const words[n_PROFILE] = {
#define PROFILE_WORD(name, word) word,
	PROFILE_KINDS(PROFILE_WORD)
#undef PROFILE_WORD
};

const char *profile_kind_word(enum profile_kind kind)
{
	return words[kind];
}

bool profile_kind_is_cost(enum profile_kind kind)
{
	return kind == PROFILE_PERF || kind == PROFILE_CALLGRIND;
}

bool profile_is_above(uint64_t count, uint64_t whole, unsigned percent)
{
	return (double)count * 100 > (double)whole * percent;
}

void profiles_init(struct profiles *p)
{
	*p = (struct profiles){ .list = { 0 } };
	intern_init(&p->texts);
}

void profiles_release(struct profiles *p)
{
	for (size_t i = 0; i < p->list.n; i++) {
		struct profile *one = &p->list.items[i];

		for (size_t k = 0; k < one->files.n; k++) {
			VEC_RELEASE(&one->files.items[k].counts);
			VEC_RELEASE(&one->files.items[k].branches);
			VEC_RELEASE(&one->files.items[k].functions);
		}
		VEC_RELEASE(&one->files);
		free(one->file_by_text);
	}
	VEC_RELEASE(&p->list);
	VEC_RELEASE(&p->profdata);
	intern_release(&p->texts);
}

/* ---- what readers fill --------------------------------------------------------------------------------------------------- */

struct profile *profile_of(const struct profile_input *in, enum profile_kind kind)
{
	struct profiles *all = in->profiles;
	struct profile *p = NULL;

	for (size_t i = 0; i < all->list.n && !p; i++)
		if (all->list.items[i].kind == kind)
			p = &all->list.items[i];
	if (!p) {
		struct profile made = { .kind = kind, .path = intern_adds(&all->texts, in->path) };

		VEC_PUSH(&all->list, made);
		p = VEC_LAST(&all->list);
	}
	p->n_inputs++;
	return p;
}

static void grow_index(struct profile *p, uint32_t n)
{
	uint32_t more = p->n_texts ? p->n_texts : 256;

	while (more < n)
		more *= 2;
	p->file_by_text = xrealloc(p->file_by_text, more * sizeof *p->file_by_text);
	memset(p->file_by_text + p->n_texts, 0, (more - p->n_texts) * sizeof *p->file_by_text);
	p->n_texts = more;
}

struct profile_file *profile_file_of(struct profiles *all, struct profile *p, const char *path, size_t len)
{
	sid id = intern_add(&all->texts, path, len);
	struct profile_file made = { .path = id };

	if (id.v >= p->n_texts)
		grow_index(p, id.v + 1);
	if (!p->file_by_text[id.v]) {
		VEC_PUSH(&p->files, made);
		p->file_by_text[id.v] = (uint32_t)p->files.n;
	}
	return &p->files.items[p->file_by_text[id.v] - 1];
}

/*
 * LLVM puts "file.c:" or "file.c;" before static functions; gcc's copies and parts of a function, and LLVM's cold ones, follow it
 * behind a dot; versions of dynamic symbols behind an @.
 */
sid profile_function_name(struct profiles *all, const char *name, size_t len)
{
	const char *start = name, *end = name + len;
	size_t n;

	for (const char *c = name; c < end; c++)
		if (*c == ':' || *c == ';')
			start = c + 1;
	for (n = 0; start + n < end && start[n] != '@' && (start[n] != '.' || !n); n++)
		;
	return intern_add(&all->texts, start, n);
}

bool profile_starts_with(const char *at, const char *end, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(end - at) >= len && !memcmp(at, word, len);
}

int profile_fail(const struct profile_input *in, const char *at, const char *format, ...)
{
	struct strbuf words_of = STRBUF_INIT;
	unsigned line = 1;
	const char *start = in->bytes;
	va_list ap;

	for (const char *p = in->bytes; p < at; p++) {
		if (*p == '\n') {
			line++;
			start = p + 1;
		}
	}
	va_start(ap, format);
	strbuf_vaddf(&words_of, format, ap);
	va_end(ap);
	error_at(in->error, in->path, line, (unsigned)(at - start) + 1, "%s", words_of.text);
	strbuf_release(&words_of);
	return -1;
}

/* ---- which kind it is ------------------------------------------------------------------------------------------------------ */

/* Files that are no profile yet, by their first bytes, and what makes one of them. */
static const struct {
	const char *magic;
	size_t len;
	const char *advice;
} raw_kinds[] = {
	{ "\x81rforpl\xff", 8, "a raw profile (.profraw); merge it first: llvm-profdata merge -o run.profdata FILE" },
	{ "\xfflprofr\x81", 8, "a raw profile (.profraw); merge it first: llvm-profdata merge -o run.profdata FILE" },
	{ "PERFILE2", 8, "data of perf record; print it first: perf script -F +srcline -i FILE > perf.txt" },
	{ "2ELIFREP", 8, "data of perf record; print it first: perf script -F +srcline -i FILE > perf.txt" },
	{ "adcg", 4, "counts of gcc (.gcda); export them first: gcov --json-format FILE" },
	{ "gcda", 4, "counts of gcc (.gcda); export them first: gcov --json-format FILE" },
	{ "oncg", 4, "notes of gcc (.gcno) without counts; run the program, then: gcov --json-format FILE.gcda" },
	{ "gcno", 4, "notes of gcc (.gcno) without counts; run the program, then: gcov --json-format FILE.gcda" },
	{ "        -:    0:", 16, "gcov's text for people; export for programs: gcov --json-format -b FILE.gcda" },
	{ "TN:", 3, "a tracefile of lcov, which has no columns and no functions' ends; export what it was made from: gcov --json-format -b FILE.gcda" },
	{ "SF:", 3, "a tracefile of lcov, which has no columns and no functions' ends; export what it was made from: gcov --json-format -b FILE.gcda" },
};

static int refuse(const struct profile_input *in)
{
	for (size_t i = 0; i < sizeof raw_kinds / sizeof *raw_kinds; i++)
		if ((size_t)(in->end - in->bytes) >= raw_kinds[i].len && !memcmp(in->bytes, raw_kinds[i].magic, raw_kinds[i].len))
			return error_set(in->error, "--profile: %s is %s", in->path, raw_kinds[i].advice);
	if (in->bytes == in->end)
		return error_set(in->error, "--profile: %s is empty; the program that writes it has to end by itself", in->path);
	return error_set(in->error, "--profile: %s is of no known kind; known are the JSON of llvm-cov export, the JSON of gcov --json-format "
			 "(packed or not), the text of perf script, callgrind.out files and LLVM's .profdata", in->path);
}

static bool is_gcov_key(const char *key)
{
	static const char *const keys[] = { "gcc_version", "format_version", "current_working_directory", "data_file", "files" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!strcmp(key, keys[i]))
			return true;
	return false;
}

static int read_json(struct profile_input *in)
{
	struct strbuf key = STRBUF_INIT;
	int rc;

	json_first_key(in, &key);
	if (!strcmp(key.text, "data") || !strcmp(key.text, "type") || !strcmp(key.text, "version"))
		rc = llvm_cov_read(in);
	else if (is_gcov_key(key.text))
		rc = gcov_read(in);
	else
		rc = refuse(in);
	strbuf_release(&key);
	return rc;
}

static int read_unpacked(struct profile_input *in)
{
	const char *first = in->bytes;

	while (first < in->end && (*first == ' ' || *first == '\n' || *first == '\t' || *first == '\r'))
		first++;
	if (profile_starts_with(in->bytes, in->end, "\xfflprofi\x81")) {
		VEC_PUSH(&in->profiles->profdata, intern_text(&in->profiles->texts, intern_adds(&in->profiles->texts, in->path)));
		return 0;
	}
	if (first < in->end && *first == '{')
		return read_json(in);
	if (callgrind_knows(in))
		return callgrind_read(in);
	if (perf_script_knows(in))
		return perf_script_read(in);
	return refuse(in);
}

/* A bomb is no profile: text of this kind is packed twenty to one, hardly ever a thousand to one. */
enum { MOST_UNPACKED = 1 << 30 };

static bool add_piece(void *context, const char *piece, size_t len)
{
	struct strbuf *out = context;

	strbuf_add(out, piece, len);
	return out->len <= MOST_UNPACKED;
}

static int unpack(const struct profile_input *in, struct strbuf *out)
{
	switch (gunzip(in->bytes, (size_t)(in->end - in->bytes), add_piece, out)) {
	case GUNZIP_WHOLE:
		return 0;
	case GUNZIP_STOPPED:
		return error_set(in->error, "--profile: %s holds more than a gigabyte; unpack it with gunzip and name the result", in->path);
	case GUNZIP_CUT:
		return error_set(in->error, "--profile: %s was cut off: its gzip has no end; make it again", in->path);
	default:
		return error_set(in->error, "--profile: %s is damaged gzip; make it again", in->path);
	}
}

int profiles_read_bytes(struct profiles *p, const char *path, const char *bytes, size_t len, struct error *e)
{
	struct profile_input in = { .profiles = p, .path = path, .bytes = bytes, .end = bytes + len, .error = e };
	struct strbuf unpacked = STRBUF_INIT;
	int rc;

	if (!is_gzip(bytes, len))
		return read_unpacked(&in);
	rc = unpack(&in, &unpacked);
	in.bytes = unpacked.text;
	in.end = unpacked.text + unpacked.len;
	if (rc == 0)
		rc = read_unpacked(&in);
	strbuf_release(&unpacked);
	return rc;
}

int profiles_read(struct profiles *p, const char *path, struct error *e)
{
	struct strbuf bytes = STRBUF_INIT;
	int rc = file_read(path, &bytes, e);

	if (rc == 0)
		rc = profiles_read_bytes(p, path, bytes.text, bytes.len, e);
	strbuf_release(&bytes);
	return rc;
}
