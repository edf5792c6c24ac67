/*
 * Any bytes as a record of gcc's, as JSON and, packed, as gzip: facts that add up, the same from both, names of letters only, and a
 * reason for what is damaged.
 */
#include "analyzer/base/panic.h"
#include "analyzer/codegen/gcc_record.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_name(const char *name)
{
	for (const char *c = name; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')))
			BUG("a name of other than letters: %s", name);
	if (!*name)
		BUG("a remark without a name");
}

static void expect_sums(const struct unit_facts *u, const struct intern *text)
{
	const struct fact_codegen *total = &u->codegens.items[0];
	uint64_t n_read = 0;
	size_t n_args = 0;

	for (size_t i = 0; i < u->remarks.n; i++) {
		const struct fact_remark *r = &u->remarks.items[i];

		n_read += r->n;
		n_args += r->remark_args.n;
		expect_name(intern_text(text, r->name));
		if (strncmp(intern_text(text, r->pass), "gcc", 3) != 0 || sid_is_none(r->function) || !r->remark_args.n)
			BUG("remark %zu is not of gcc's form", i);
	}
	if (n_read != total->n_read || n_args != u->remark_args.n)
		BUG("%zu remarks with %zu args against the sums", u->remarks.n, n_args);
	if (total->status != (n_read || sid_is_none(total->reason) ? CODEGEN_STATUS_OK : CODEGEN_STATUS_FAILED))
		BUG("status %u", total->status);
}

static void read_record(const char *bytes, size_t len, struct intern *text, struct unit_facts *unit)
{
	struct source_paths paths;

	source_paths_init(&paths, "/project", "/project/build", false, text);
	unit->codegens.n = 0;
	gcc_record_read(bytes, len, &paths, text, unit);
	source_paths_release(&paths);
	if (unit->codegens.n)
		expect_sums(unit, text);
}

/* The bytes in gzip; the caller frees. */
static unsigned char *pack(const uint8_t *data, size_t size, size_t *len)
{
	z_stream z = { .next_in = (z_const Bytef *)data, .avail_in = (unsigned)size };
	unsigned char *out;
	size_t most;

	if (deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		BUG("zlib refuses to begin");
	most = deflateBound(&z, (uLong)size);
	out = xmalloc(most);
	z.next_out = out;
	z.avail_out = (unsigned)most;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		BUG("zlib needs more than it said");
	*len = most - z.avail_out;
	deflateEnd(&z);
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct unit_facts plain = { 0 }, packed = { 0 };
	struct intern text;
	unsigned char *bytes;
	size_t len;

	intern_init(&text);
	read_record((const char *)data, size, &text, &plain);
	if (size && !(size > 1 && data[0] == 0x1f && data[1] == 0x8b)) {
		bytes = pack(data, size, &len);
		read_record((const char *)bytes, len, &text, &packed);
		if (plain.remarks.n != packed.remarks.n || plain.codegens.n != packed.codegens.n)
			BUG("%zu remarks plain, %zu packed", plain.remarks.n, packed.remarks.n);
		free(bytes);
	}
	unit_facts_release(&plain);
	unit_facts_release(&packed);
	intern_release(&text);
	return 0;
}
