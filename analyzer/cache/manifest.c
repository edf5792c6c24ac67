#include "analyzer/cache/manifest.h"

#include "analyzer/base/path.h"
#include "analyzer/cache/bytes.h"

#include <string.h>

void manifest_release(struct manifest *m)
{
	VEC_RELEASE(&m->entries);
}

void manifests_release(struct manifests *m)
{
	for (size_t i = 0; i < m->items.n; i++)
		manifest_release(&m->items.items[i]);
	VEC_RELEASE(&m->items);
}

static bool has_stamp(enum journal_kind kind)
{
	return kind == JOURNAL_FILE || kind == JOURNAL_LISTING;
}

static bool has_content(enum journal_kind kind)
{
	return has_stamp(kind) || kind == JOURNAL_LINK;
}

/* Where the path leads today; it has the mark of links in front. */
static struct digest digest_of_link(const char *marked)
{
	struct strbuf real = STRBUF_INIT;
	struct digest d;

	d = path_real_unnoted(marked + 1, &real) ? digest_of(real.text, real.len) : digest_of("", 0);
	strbuf_release(&real);
	return d;
}

static bool is_output(const struct journal *j, const char *path)
{
	struct strbuf joined = STRBUF_INIT;
	bool found = false;

	for (size_t i = 0; i < j->outputs.n && !found; i++) {
		const char *output = j->outputs.items[i].path;

		strbuf_clear(&joined);
		if (output && *output != '/')
			strbuf_addf(&joined, "%s/", j->directory);
		if (output)
			strbuf_adds(&joined, output);
		found = output && !strcmp(joined.text, path);
	}
	strbuf_release(&joined);
	return found;
}

const char *manifest_from_journal(struct manifest *m, const struct journal *j, struct seen_files *files)
{
	if (j->trouble)
		return j->trouble;
	for (size_t i = 0; i < j->looks.n; i++) {
		const struct journal_look *look = &j->looks.items[i];
		struct manifest_entry entry = { .path = look->path, .kind = look->kind };
		const struct seen_file *now;

		if (is_output(j, look->path))
			continue;
		if (look->kind == JOURNAL_LINK) {
			struct digest then = digest_of(look->target, strlen(look->target));

			entry.content = digest_of_link(look->path);
			if (!digest_equal(&entry.content, &then))
				return "a link changed while it was read";
		}
		if (has_stamp(look->kind)) {
			now = seen_files_look_again(files, look->path);
			if (now->is_odd || !file_stamp_equal(&now->stamp, &look->stamp))
				return "a file changed while it was read";
			if (file_stamp_is_racy(&look->stamp, look->at_ns))
				return "a file changed just before it was read";
			entry.stamp = look->stamp;
			if (!seen_files_content(files, look->path, &entry.content))
				return "a file cannot be read again";
		}
		VEC_PUSH(&m->entries, entry);
	}
	return NULL;
}

/* Two works saw the same thing; that one of them listed the folder says more. */
static bool unite_entries(struct manifest_entry *into, const struct manifest_entry *from)
{
	bool are_folders = (into->kind == JOURNAL_FOLDER || into->kind == JOURNAL_LISTING) &&
			   (from->kind == JOURNAL_FOLDER || from->kind == JOURNAL_LISTING);
	const char *path = into->path;

	if (into->kind == from->kind)
		return !has_content(into->kind) || digest_equal(&into->content, &from->content);
	if (are_folders && from->kind == JOURNAL_LISTING) {
		*into = *from;
		into->path = path;
	}
	return are_folders;
}

bool manifest_unite(struct manifest *m, struct intern *known, const struct manifest *other)
{
	m->is_by_time |= other->is_by_time;
	for (size_t i = 0; i < other->entries.n; i++) {
		struct manifest_entry entry = other->entries.items[i];
		sid id = intern_add(known, entry.path, strlen(entry.path));

		if (id.v <= m->entries.n) {
			if (!unite_entries(&m->entries.items[id.v - 1], &entry))
				return false;
			continue;
		}
		entry.path = intern_text(known, id);
		VEC_PUSH(&m->entries, entry);
	}
	return true;
}

static bool is_as_it_was(struct manifest_entry *e, bool is_by_time, struct seen_files *files, size_t *n_moved)
{
	struct seen_file *now;
	enum journal_kind kind = e->kind == JOURNAL_LISTING ? JOURNAL_FOLDER : e->kind;
	struct digest content;

	if (e->kind == JOURNAL_LINK) {
		content = digest_of_link(e->path);
		return digest_equal(&content, &e->content);
	}
	now = seen_files_look(files, e->path);
	if (now->is_odd || now->kind != kind)
		return false;
	if (!has_content(e->kind))
		return true;
	if (file_stamp_equal(&now->stamp, &e->stamp)) {
		now->has_content = true;
		now->content = e->content;
		return true;
	}
	if (is_by_time || !seen_files_content(files, e->path, &content) || !digest_equal(&content, &e->content))
		return false;
	now = seen_files_look(files, e->path);
	if (!file_stamp_is_racy(&now->stamp, journal_clock_ns())) {
		e->stamp = now->stamp;
		++*n_moved;
	}
	return true;
}

bool manifest_holds(struct manifest *m, struct seen_files *files, size_t *n_moved)
{
	for (size_t i = 0; i < m->entries.n; i++)
		if (!is_as_it_was(&m->entries.items[i], m->is_by_time, files, n_moved))
			return false;
	return true;
}

struct digest manifest_digest(const struct manifest *m, const struct digest *key)
{
	struct strbuf all = STRBUF_INIT;
	struct digest d;

	strbuf_add(&all, key->bytes, sizeof key->bytes);
	for (size_t i = 0; i < m->entries.n; i++) {
		const struct manifest_entry *e = &m->entries.items[i];
		unsigned char kind = (unsigned char)e->kind;

		strbuf_add(&all, &kind, 1);
		strbuf_add(&all, e->path, strlen(e->path) + 1);
		if (has_content(e->kind))
			strbuf_add(&all, e->content.bytes, sizeof e->content.bytes);
		if (has_stamp(e->kind) && m->is_by_time)
			strbuf_add(&all, &e->stamp, sizeof e->stamp);
	}
	d = digest_of(all.text, all.len);
	strbuf_release(&all);
	return d;
}

/* ---- bytes ----------------------------------------------------------------------------------------------------------- */

/* In the byte order of the machine; another's is no manifest. The number changes with the layout. */
static const uint32_t head[2] = { 0x776d6601, 2 };

static void add_number(struct strbuf *out, size_t n)
{
	uint32_t number = (uint32_t)n;

	strbuf_add(out, &number, sizeof number);
}

void manifests_write(const struct manifests *m, struct strbuf *out)
{
	strbuf_add(out, head, sizeof head);
	add_number(out, m->items.n);
	for (size_t i = 0; i < m->items.n; i++) {
		const struct manifest *version = &m->items.items[i];

		strbuf_add(out, version->result.bytes, sizeof version->result.bytes);
		add_number(out, version->is_by_time);
		add_number(out, version->entries.n);
		for (size_t k = 0; k < version->entries.n; k++) {
			const struct manifest_entry *e = &version->entries.items[k];

			add_number(out, e->kind);
			if (has_content(e->kind)) {
				strbuf_add(out, &e->stamp, sizeof e->stamp);
				strbuf_add(out, e->content.bytes, sizeof e->content.bytes);
			}
			add_number(out, strlen(e->path));
			strbuf_add(out, e->path, strlen(e->path) + 1);
		}
	}
}

static bool take_entry(struct byte_cursor *c, struct manifest_entry *e)
{
	uint32_t kind, len;

	*e = (struct manifest_entry){ .kind = JOURNAL_ABSENT };
	if (!take_number(c, &kind) || kind > JOURNAL_LINK)
		return false;
	e->kind = (enum journal_kind)kind;
	if (has_content(e->kind) && (!take_bytes(c, &e->stamp, sizeof e->stamp) || !take_bytes(c, e->content.bytes, sizeof e->content.bytes)))
		return false;
	if (!take_number(c, &len) || !len)
		return false;
	e->path = take_text(c, len);
	return e->path && (*e->path == JOURNAL_LINK_MARK) == (e->kind == JOURNAL_LINK);
}

static bool take_version(struct byte_cursor *c, struct manifest *m)
{
	uint32_t is_by_time, n;

	if (!take_bytes(c, m->result.bytes, sizeof m->result.bytes) || !take_number(c, &is_by_time) || !take_number(c, &n))
		return false;
	m->is_by_time = is_by_time;
	while (n--) {
		struct manifest_entry e;

		if (!take_entry(c, &e))
			return false;
		VEC_PUSH(&m->entries, e);
	}
	return true;
}

bool manifests_read(struct manifests *m, const char *bytes, size_t len)
{
	struct byte_cursor c = { bytes, bytes + len };
	uint32_t found[2], n;
	bool ok = take_bytes(&c, found, sizeof found) && !memcmp(found, head, sizeof head) && take_number(&c, &n);

	while (ok && n--) {
		struct manifest version = { .is_by_time = false };

		ok = take_version(&c, &version);
		VEC_PUSH(&m->items, version);
	}
	ok = ok && c.at == c.end;
	if (!ok)
		manifests_release(m);
	return ok;
}
