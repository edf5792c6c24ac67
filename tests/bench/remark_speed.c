/*
 * remark_speed [--compare | --reader=NAME] RECORD...: how fast records of remarks (YAML) are read on one core, in MB of record for a second of
 * CPU time, everything in memory before the clock starts, best of five, all readers in turn:
 *	libllvm  libLLVM's own reader
 *	scan     the line scanner, each document
 *	facts    what a run does: the scanner, and its remarks interned, counted and sorted, one unit a record
 * --reader=NAME times that one alone, for a profiler.
 * With --compare nothing is timed: each document is read by both readers and has to give the same, byte by byte. Exit 1 if one
 * does not. Documents that the scanner hands on, and those with text of several lines (libLLVM loses it), are counted.
 */
#include "analyzer/base/file.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/codegen/remark_llvm.h"
#include "analyzer/codegen/remark_scan.h"
#include "tests/raw_remark_equal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 5 };

struct record {
	struct strbuf bytes;
	const char *path;
};

struct records {
	VEC(struct record) all;
	size_t n_bytes;
};

struct reader {
	const char *name;
	size_t (*read)(const struct record *); /* the number of remarks */
	double best;                           /* seconds */
	size_t n_remarks;
};

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static size_t read_libllvm(const struct record *r)
{
	struct remark_llvm *reader = remark_llvm_new(REMARK_FORMAT_YAML, r->bytes.text, r->bytes.len);
	struct raw_remark remark = { 0 };
	size_t n = 0;

	while (remark_llvm_next(reader, &remark) > 0)
		n++;
	remark_llvm_free(reader);
	raw_remark_release(&remark);
	return n;
}

static size_t read_scan(const struct record *r)
{
	const char *begin = r->bytes.text, *end = begin + r->bytes.len, *next;
	struct raw_remark remark = { 0 };
	size_t n = 0;

	for (const char *p = remark_scan_find(begin, begin, end); p < end; p = next) {
		next = remark_scan_find(begin, p + 5, end);
		n += remark_scan_document(p, next, &remark);
	}
	raw_remark_release(&remark);
	return n;
}

static size_t read_facts(const struct record *r)
{
	struct unit_facts unit = { 0 };
	struct intern text;
	size_t n;

	intern_init(&text);
	codegen_read_remarks("/", "/", r->bytes.text, r->bytes.len, &text, &unit);
	n = unit.codegens.items[0].n_read;
	unit_facts_release(&unit);
	intern_release(&text);
	return n;
}

static void run(const struct records *records, struct reader *reader)
{
	double start = cpu_seconds(), took;

	reader->n_remarks = 0;
	for (size_t i = 0; i < records->all.n; i++)
		reader->n_remarks += reader->read(&records->all.items[i]);
	took = cpu_seconds() - start;
	if (reader->best == 0 || took < reader->best)
		reader->best = took;
}

static void time_readers(const struct records *records, const char *only)
{
	struct reader readers[] = {
		{ "libllvm", read_libllvm, 0, 0 }, { "scan", read_scan, 0, 0 }, { "facts", read_facts, 0, 0 },
	};
	size_t n = sizeof readers / sizeof *readers;

	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < n; i++)
			if (!only || !strcmp(only, readers[i].name))
				run(records, &readers[i]);
	printf("%-8s %9s %9s %9s %9s\n", "reader", "MB", "remarks", "MB/s", "ratio");
	for (size_t i = 0; i < n; i++) {
		if (readers[i].best == 0)
			continue;
		printf("%-8s %9.1f %9zu %9.1f %9.2f\n", readers[i].name, (double)records->n_bytes / 1e6, readers[i].n_remarks,
		       (double)records->n_bytes / 1e6 / readers[i].best, readers[0].best / readers[i].best);
	}
}

struct comparison {
	size_t n_documents, n_scanned, n_several_lines, n_different;
};

static void compare_document(const char *path, const char *p, const char *end, struct comparison *c)
{
	struct raw_remark scanned = { 0 }, exact = { 0 };
	struct remark_llvm *reader = NULL;

	c->n_documents++;
	if (remark_scan_document(p, end, &scanned)) {
		c->n_scanned++;
		reader = remark_llvm_new(REMARK_FORMAT_YAML, p, (size_t)(end - p));
		if (remark_llvm_next(reader, &exact) != 1) {
			if (!strcmp(remark_llvm_error(reader), "text of several lines"))
				c->n_several_lines++;
			else
				goto different;
		} else if (!raw_remark_equal(&scanned, &exact)) {
			goto different;
		}
	}
	goto out;
different:
	c->n_different++;
	printf("%s: the readers differ on\n%.*s", path, (int)(end - p), p);
out:
	if (reader)
		remark_llvm_free(reader);
	raw_remark_release(&scanned);
	raw_remark_release(&exact);
}

static int compare_readers(const struct records *records)
{
	struct comparison c = { 0 };

	for (size_t i = 0; i < records->all.n; i++) {
		const struct record *r = &records->all.items[i];
		const char *begin = r->bytes.text, *end = begin + r->bytes.len, *next;

		for (const char *p = remark_scan_find(begin, begin, end); p < end; p = next) {
			next = remark_scan_find(begin, p + 5, end);
			compare_document(r->path, p, next, &c);
		}
	}
	printf("%zu records, %zu documents: %zu scanned, %zu of them with text of several lines, %zu handed to libLLVM's reader; %zu differ\n",
	       records->all.n, c.n_documents, c.n_scanned, c.n_several_lines, c.n_documents - c.n_scanned, c.n_different);
	return c.n_different ? 1 : 0;
}

int main(int argc, char **argv)
{
	struct records records = { 0 };
	struct error e = ERROR_INIT;
	bool is_comparison = argc > 1 && !strcmp(argv[1], "--compare");
	const char *only = argc > 1 && !strncmp(argv[1], "--reader=", 9) ? argv[1] + 9 : NULL;
	int rc = 0;

	for (int i = 1 + (is_comparison || only); i < argc; i++) {
		struct record r = { STRBUF_INIT, argv[i] };

		if (file_read(argv[i], &r.bytes, &e) < 0) {
			fprintf(stderr, "remark_speed: %s\n", e.text.text);
			return 2;
		}
		records.n_bytes += r.bytes.len;
		VEC_PUSH(&records.all, r);
	}
	if (!records.all.n) {
		fprintf(stderr, "usage: remark_speed [--compare | --reader=NAME] RECORD...\n");
		return 2;
	}
	if (is_comparison)
		rc = compare_readers(&records);
	else
		time_readers(&records, only);
	for (size_t i = 0; i < records.all.n; i++)
		strbuf_release(&records.all.items[i].bytes);
	VEC_RELEASE(&records.all);
	error_release(&e);
	return rc;
}
