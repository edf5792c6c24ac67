/*
 * A YAML record is cut into its documents at the lines that start with "--- !". About half of them repeat an earlier one
 * byte by byte: those are found by a hash of the text and not read again. The others go through the line scanner, and what
 * it does not know exactly goes, alone, to libLLVM's reader. So a damaged document costs itself and nothing behind it.
 */
#include "analyzer/codegen/remark_record.h"

#include "analyzer/base/hash.h"
#include "analyzer/codegen/codegen.h"
#include "analyzer/codegen/codegen_fact.h"
#include "analyzer/codegen/gcc_record.h"
#include "analyzer/codegen/remark_facts.h"
#include "analyzer/codegen/remark_llvm.h"
#include "analyzer/codegen/remark_scan.h"

#include <string.h>

enum { FIRST_DOCUMENTS = 1024 };

/* A document that was read, and the remark it gave. */
struct document {
	const char *bytes; /* NULL: a free slot */
	size_t len;
	uint64_t hash;
	uint32_t remark;
};

struct record {
	const char *begin, *end;
	struct remark_facts facts;
	struct raw_remark remark;      /* the one at hand */
	struct document *documents;    /* open addressing by hash */
	size_t n_documents, n_slots;   /* n_slots: a power of two */
	bool is_yaml;                  /* has lines */
	struct strbuf damage;          /* where and what the first damage is */
	size_t n_damaged, n_before;    /* n_before: remarks read before the first damage */
};

static struct document *find_document(const struct record *r, const char *bytes, size_t len, uint64_t hash)
{
	size_t mask = r->n_slots - 1, i = (size_t)hash & mask;

	for (;; i = (i + 1) & mask) {
		struct document *d = &r->documents[i];

		if (!d->bytes || (d->hash == hash && d->len == len && !memcmp(d->bytes, bytes, len)))
			return d;
	}
}

static void make_documents(struct record *r, size_t n_slots)
{
	struct document *old = r->documents;
	size_t n_old = r->n_slots;

	r->n_slots = n_slots;
	r->documents = xmalloc(n_slots * sizeof *r->documents);
	memset(r->documents, 0, n_slots * sizeof *r->documents);
	for (size_t k = 0; k < n_old; k++) {
		size_t i = (size_t)old[k].hash & (n_slots - 1);

		if (!old[k].bytes)
			continue;
		while (r->documents[i].bytes)
			i = (i + 1) & (n_slots - 1);
		r->documents[i] = old[k];
	}
	free(old);
}

static size_t line_of(const struct record *r, const char *at)
{
	size_t line = 1;

	for (const char *p = r->begin; (p = memchr(p, '\n', (size_t)(at - p))); p++)
		line++;
	return line;
}

static void damaged(struct record *r, const char *at, const char *what)
{
	if (r->n_damaged++ > 0)
		return;
	r->n_before = codegen_fact(r->facts.unit)->n_read;
	if (r->is_yaml)
		strbuf_addf(&r->damage, " at line %zu", line_of(r, at));
	strbuf_addf(&r->damage, " (%.200s)", what);
}

/* libLLVM's message, "YAML:3:1: error: unknown key." and source lines, cut to its text: its places count in one document. */
static void damaged_llvm(struct record *r, const char *at, const char *message)
{
	struct strbuf what = STRBUF_INIT;
	const char *text = strstr(message, "error: ");

	text = text ? text + strlen("error: ") : message;
	strbuf_add(&what, text, strcspn(text, "\n"));
	while (what.len && (what.text[what.len - 1] == '.' || what.text[what.len - 1] == ' '))
		what.text[--what.len] = '\0';
	damaged(r, at, what.len ? what.text : "not a remark");
	strbuf_release(&what);
}

/* Heads of documents, wherever on their line: a damaged byte may have taken the line's end before one away. */
static size_t count_heads(const char *p, const char *end)
{
	static const char head[] = "--- !";
	size_t n = 0;

	while ((p = memmem(p, (size_t)(end - p), head, strlen(head)))) {
		p += strlen(head);
		while (p < end && ((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z')))
			p++;
		n += p < end && *p == '\n';
	}
	return n;
}

/* libLLVM's reader takes some damage for the record's end and says nothing; so what it read is counted. */
static void read_by_llvm(struct record *r, enum remark_format format, const char *bytes, size_t len)
{
	struct remark_llvm *reader = remark_llvm_new(format, bytes, len);
	size_t n = 0;
	int got;

	while ((got = remark_llvm_next(reader, &r->remark)) > 0) {
		remark_facts_add(&r->facts, &r->remark);
		n++;
	}
	if (got < 0)
		damaged_llvm(r, bytes, remark_llvm_error(reader));
	else if (format == REMARK_FORMAT_YAML && n < count_heads(bytes, bytes + len))
		damaged(r, bytes, "not a remark");
	remark_llvm_free(reader);
}

/* True if the text ends in a line "...". */
static bool is_closed(const char *p, const char *end)
{
	if (p == end || end[-1] != '\n')
		return false;
	while (end > p && (end[-1] == '\n' || end[-1] == '\r' || end[-1] == ' '))
		end--;
	return end - p >= 4 && !memcmp(end - 4, "\n...", 4);
}

/* Reads a document that is an exact repeat, or laid out as LLVM does it; false if it is neither. */
static bool read_quickly(struct record *r, const char *p, const char *end)
{
	size_t len = (size_t)(end - p);
	uint64_t hash = hash_long(p, len);
	struct document *d = find_document(r, p, len, hash);

	if (d->bytes) {
		remark_facts_repeat(&r->facts, d->remark);
		return true;
	}
	if (!remark_scan_document(p, end, &r->remark))
		return false;
	*d = (struct document){ p, len, hash, remark_facts_add(&r->facts, &r->remark) };
	if (++r->n_documents * 2 > r->n_slots)
		make_documents(r, r->n_slots * 2);
	return true;
}

/* Reads what stands from one "--- !" to the next, which is one document if nothing is damaged. */
static void read_document(struct record *r, const char *p, const char *end)
{
	static const char mark[] = "\n...\n";
	const char *close, *rest;

	if (read_quickly(r, p, end))
		return;
	close = memmem(p, (size_t)(end - p), mark, strlen(mark));
	if (!close && end == r->end && !is_closed(p, end)) {
		damaged(r, p, "cut off");
		return;
	}
	rest = close ? close + strlen(mark) : end;
	if (rest == end || !read_quickly(r, p, rest))
		read_by_llvm(r, REMARK_FORMAT_YAML, p, (size_t)(rest - p));
	while (rest < end && (*rest == '\n' || *rest == '\r' || *rest == ' '))
		rest++;
	if (rest < end)
		damaged(r, rest, "not a remark");
}

/* Blank lines may stand before the first document; anything else is not ours. */
static void check_start(struct record *r, const char *first)
{
	const char *p = r->begin;

	while (p < first && (*p == '\n' || *p == '\r' || *p == ' '))
		p++;
	if (p < first)
		damaged(r, p, "not a remark record");
}

static void read_yaml(struct record *r)
{
	const char *p = remark_scan_find(r->begin, r->begin, r->end);

	check_start(r, p);
	make_documents(r, FIRST_DOCUMENTS);
	while (p < r->end) {
		const char *next = remark_scan_find(r->begin, p + 5, r->end);

		read_document(r, p, next);
		p = next;
	}
	free(r->documents);
}

static void say_damage(struct record *r, struct intern *text)
{
	struct fact_codegen *fact = codegen_fact(r->facts.unit);

	if (r->n_damaged == 1)
		codegen_fact_say(fact, text, "record damaged%s, %zu remarks read before it", r->damage.text, r->n_before);
	else if (r->n_damaged)
		codegen_fact_say(fact, text, "record damaged in %zu places, first%s, %zu remarks read before it", r->n_damaged,
				 r->damage.text, r->n_before);
	if (r->n_damaged && !fact->n_read)
		fact->status = CODEGEN_STATUS_FAILED;
}

void remark_record_read(const char *bytes, size_t len, struct source_paths *paths, struct intern *text,
			struct unit_facts *unit)
{
	struct record r = { .begin = bytes, .end = bytes + len, .damage = STRBUF_INIT };

	codegen_fact(unit);
	if (!len)
		return;
	if (gcc_record_is(bytes, len)) {
		gcc_record_read(bytes, len, paths, text, unit);
		return;
	}
	remark_facts_init(&r.facts, text, unit, paths);
	r.is_yaml = len < 4 || memcmp(bytes, "RMRK", 4) != 0;
	if (r.is_yaml)
		read_yaml(&r);
	else
		read_by_llvm(&r, REMARK_FORMAT_BITSTREAM, bytes, len);
	remark_facts_finish(&r.facts);
	say_damage(&r, text);
	raw_remark_release(&r.remark);
	strbuf_release(&r.damage);
}

void codegen_read_remarks(const char *root, const char *directory, const char *bytes, size_t len, struct intern *text,
			  struct unit_facts *unit)
{
	struct source_paths paths;

	source_paths_init(&paths, root, directory, true, text);
	remark_record_read(bytes, len, &paths, text, unit);
	source_paths_release(&paths);
}
