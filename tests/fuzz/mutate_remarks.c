/*
 * mutate_remarks N SEED RECORD...: N documents made from those of the records by one to four changes each (bytes overwritten, taken
 * out, put in; lines doubled, swapped, taken from another document; spaces and quotes put where they hurt), each read by the line
 * scanner and, if that takes it, by libLLVM's reader, which has to read the same. The same seed makes the same documents. Exit 1, with
 * the document, at the first difference. Prints how many were made and how many the scanner took: if that were none, nothing was compared.
 */
#include "analyzer/base/file.h"
#include "analyzer/codegen/remark_llvm.h"
#include "analyzer/codegen/remark_scan.h"
#include "tests/raw_remark_equal.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct document {
	const char *bytes;
	size_t len;
};

struct fuzz {
	VEC(struct document) documents;
	uint64_t state;
	size_t n_made, n_taken, n_several_lines;
};

/* xorshift64* (Vigna 2016). */
static uint64_t next(struct fuzz *f)
{
	f->state ^= f->state >> 12;
	f->state ^= f->state << 25;
	f->state ^= f->state >> 27;
	return f->state * 0x2545f4914f6cdd1du;
}

static size_t below(struct fuzz *f, size_t n)
{
	return n ? (size_t)(next(f) >> 11) % n : 0;
}

static const struct document *any(struct fuzz *f)
{
	return &f->documents.items[below(f, f->documents.n)];
}

/* Replaces [at, at + old) by `len` bytes. */
static void splice(struct strbuf *b, size_t at, size_t old, const char *bytes, size_t len)
{
	struct strbuf result = STRBUF_INIT;

	if (at > b->len)
		at = b->len;
	if (old > b->len - at)
		old = b->len - at;
	strbuf_add(&result, b->text, at);
	strbuf_add(&result, bytes, len);
	strbuf_add(&result, b->text + at + old, b->len - at - old);
	strbuf_release(b);
	*b = result;
}

/* A line of the text, at its start. */
static struct document any_line(struct fuzz *f, const char *bytes, size_t len)
{
	size_t at = below(f, len), stop;

	while (at && bytes[at - 1] != '\n')
		at--;
	for (stop = at; stop < len && bytes[stop++] != '\n';)
		continue;
	return (struct document){ bytes + at, stop - at };
}

static void change(struct fuzz *f, struct strbuf *b)
{
	static const char *const pieces[] = {
		"'", "''", "\"", "\\", " ", "  ", "\n", "\t", "#", " #", ": ", ":", ",", "{", "}", "[", "- ", "--- ", "...", "|\n", ">\n", "!",
		"&a ", "*a", "%", "@", "`", "?", "~", "null", "0", "0x1", "-1", "4294967295", "4294967296", "99999999999", "\r", "\r\n", "\x7f",
		"\xc3\xa9", "\xff", "DebugLoc: ", "Hotness: 5\n", "Args:\n", "  - String: x\n", "File: ", "\\x41", "\\u00e9", "\\\n",
	};
	struct document line, other;
	const struct document *from;
	const char *piece;
	char byte = (char)next(f);
	size_t at = below(f, b->len);

	switch (below(f, 8)) {
	case 0:
		splice(b, at, 1, &byte, 1);
		break;
	case 1:
		splice(b, at, 1 + below(f, 6), "", 0);
		break;
	case 2:
	case 3:
	case 4:
		piece = pieces[below(f, sizeof pieces / sizeof *pieces)];
		splice(b, at, below(f, 2) * below(f, 4), piece, strlen(piece));
		break;
	case 5:
		line = any_line(f, b->text, b->len);
		splice(b, (size_t)(line.bytes - b->text), below(f, 2) * line.len, line.bytes, line.len);
		break;
	case 6:
		from = any(f);
		other = any_line(f, from->bytes, from->len);
		line = any_line(f, b->text, b->len);
		splice(b, (size_t)(line.bytes - b->text), line.len, other.bytes, other.len);
		break;
	default:
		line = any_line(f, b->text, b->len);
		splice(b, (size_t)(line.bytes - b->text), line.len, "", 0);
	}
}

/*
 * Texts of several lines are lost in libLLVM's reader (remark_llvm.c), and refused where the first line is indented more than the
 * others, as LLVM itself writes them.
 */
static bool is_beyond_libllvm(const char *error)
{
	return !strcmp(error, "text of several lines") || strstr(error, "expected a value of scalar type");
}

/* 0 if both readers say the same of what the scanner takes. */
static int compare(struct fuzz *f, const char *bytes, size_t len)
{
	struct raw_remark scanned = { 0 }, exact = { 0 };
	int rc = 0;

	f->n_made++;
	if (remark_scan_document(bytes, bytes + len, &scanned)) {
		struct remark_llvm *reader = remark_llvm_new(REMARK_FORMAT_YAML, bytes, len);
		int got = remark_llvm_next(reader, &exact);

		f->n_taken++;
		if (got < 0 && is_beyond_libllvm(remark_llvm_error(reader)))
			f->n_several_lines++;
		else
			rc = got == 1 && raw_remark_equal(&scanned, &exact) ? 0 : 1;
		if (rc)
			printf("the scanner takes what libLLVM's reader reads otherwise (%s):\n%.*s", got == 1 ? "another remark" :
			       remark_llvm_error(reader), (int)len, bytes);
		remark_llvm_free(reader);
	}
	raw_remark_release(&scanned);
	raw_remark_release(&exact);
	return rc;
}

static int run(struct fuzz *f, size_t n)
{
	struct strbuf b = STRBUF_INIT;
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		const struct document *d = any(f);

		strbuf_clear(&b);
		strbuf_add(&b, d->bytes, d->len);
		for (size_t changes = 1 + below(f, 4); changes && b.len; changes--)
			change(f, &b);
		rc = compare(f, b.text, b.len);
	}
	strbuf_release(&b);
	return rc;
}

static void cut(struct fuzz *f, const struct strbuf *record)
{
	const char *begin = record->text, *end = begin + record->len, *stop;

	for (const char *p = remark_scan_find(begin, begin, end); p < end; p = stop) {
		struct document d = { p, 0 };

		stop = remark_scan_find(begin, p + 5, end);
		d.len = (size_t)(stop - p);
		VEC_PUSH(&f->documents, d);
	}
}

int main(int argc, char **argv)
{
	struct fuzz f = { .state = 0 };
	struct strbuf *records;
	struct error e = ERROR_INIT;
	int rc;

	if (argc < 4) {
		fprintf(stderr, "usage: mutate_remarks N SEED RECORD...\n");
		return 2;
	}
	f.state = strtoull(argv[2], NULL, 10) * 2 + 1;
	records = xmalloc((size_t)argc * sizeof *records);
	for (int i = 3; i < argc; i++) {
		records[i] = (struct strbuf)STRBUF_INIT;
		if (file_read(argv[i], &records[i], &e) < 0) {
			fprintf(stderr, "mutate_remarks: %s\n", e.text.text);
			return 2;
		}
		cut(&f, &records[i]);
	}
	rc = f.documents.n ? run(&f, strtoull(argv[1], NULL, 10)) : 1;
	printf("%zu documents made from %zu (seed %s), %zu taken by the scanner, %zu of them with text of several lines\n", f.n_made,
	       f.documents.n, argv[2], f.n_taken, f.n_several_lines);
	for (int i = 3; i < argc; i++)
		strbuf_release(&records[i]);
	free(records);
	VEC_RELEASE(&f.documents);
	return rc || !f.n_taken;
}
