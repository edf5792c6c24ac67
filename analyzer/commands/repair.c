/*
 * Entries are copied byte for byte: only what stands around them is made anew, which is all that can be repaired without
 * guessing what a build did.
 */
#include "analyzer/commands/compdb_json.h"
#include "analyzer/commands/repair.h"

#include <sys/stat.h>

static void write_entry(struct out *o, const struct compdb_reader *r, size_t start)
{
	out_puts(o, r->n_entries > 1 ? ",\n" : "[\n");
	out_write(o, r->bytes + start, r->at - start);
}

int compdb_repair(const char *path, const char *bytes, size_t len, struct out *o, struct compdb_repair *what, struct error *e)
{
	struct compdb_reader r;
	int rc = compdb_reader_init(&r, path, bytes, len, e);

	*what = (struct compdb_repair){ 0 };
	while (!rc) {
		struct arena memory = { 0 };
		struct compdb_entry entry;

		rc = compdb_reader_next(&r, &memory, &entry, e);
		if (rc > 0) {
			write_entry(o, &r, r.entry_start);
			what->n_entries++;
			words_release(&entry.arguments);
			rc = 0;
		} else if (rc == 0) {
			rc = 1;
		}
		arena_release(&memory);
	}
	what->had_bom = r.has_bom;
	what->was_fragment = r.is_fragment;
	what->had_trailing_comma = r.has_trailing_comma;
	if (rc < 0 && r.is_cut_off && what->n_entries) {
		what->was_cut_off = true;
		error_clear(e);
		rc = 0;
	}
	if (what->n_entries)
		out_puts(o, "\n]\n");
	return rc < 0 ? -1 : 0;
}

bool compdb_is_same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

void compdb_repair_describe(const struct compdb_repair *what, struct strbuf *text)
{
	strbuf_addf(text, "%zu %s", what->n_entries, what->n_entries == 1 ? "entry" : "entries");
	if (what->had_bom)
		strbuf_adds(text, "; byte order mark removed");
	if (what->was_fragment)
		strbuf_adds(text, "; brackets added");
	if (what->had_trailing_comma)
		strbuf_adds(text, "; comma behind the last entry removed");
	if (what->was_cut_off)
		strbuf_adds(text, "; cut off inside an entry: that one and what came after it are lost, make the database again");
	if (!what->had_bom && !what->was_fragment && !what->had_trailing_comma && !what->was_cut_off)
		strbuf_adds(text, "; nothing to repair");
}
