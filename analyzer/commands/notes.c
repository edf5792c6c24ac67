#include "analyzer/commands/notes.h"

#include <stdarg.h>
#include <string.h>

void notes_init(struct notes *n, struct compdb *db)
{
	*n = (struct notes){ .db = db, .file = "" };
	intern_init(&n->said);
}

void notes_release(struct notes *n)
{
	intern_release(&n->said);
	VEC_RELEASE(&n->repeats);
}

static void push(struct notes *n, enum compdb_note_kind kind, const char *text, size_t len)
{
	struct compdb_note note = { .kind = kind, .file = n->file, .line = n->line };

	note.text = arena_strndup(&n->db->memory, text, len);
	VEC_PUSH(&n->db->notes, note);
}

void notes_add(struct notes *n, enum compdb_note_kind kind, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	push(n, kind, text.text, text.len);
	strbuf_release(&text);
}

void notes_add_once(struct notes *n, enum compdb_note_kind kind, const char *format, ...)
{
	struct strbuf text = STRBUF_INIT;
	va_list ap;
	sid id;

	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	id = intern_add(&n->said, text.text, text.len);
	if (id.v <= n->repeats.n) {
		n->repeats.items[id.v - 1].more++;
	} else {
		struct note_repeat repeat = { .note = n->db->notes.n };

		VEC_PUSH(&n->repeats, repeat);
		push(n, kind, text.text, text.len);
	}
	strbuf_release(&text);
}

static int by_place(const void *a, const void *b)
{
	const struct compdb_note *x = a, *y = b;
	int order = (x->line > y->line) - (x->line < y->line);

	if (!order)
		order = strcmp(x->file, y->file);
	if (!order)
		order = strcmp(x->text, y->text);
	return order ? order : (int)x->kind - (int)y->kind;
}

static int by_file(const void *a, const void *b)
{
	const struct compdb_note *const *x = a, *const *y = b;
	int order = strcmp((*x)->file, (*y)->file);

	return order ? order : (*x > *y) - (*x < *y);
}

static int command_by_file(const void *key, const void *item)
{
	return strcmp(key, ((const struct compile_command *)item)->file);
}

/* A source counts as left out once, and only if no other entry of it can be used. */
static void settle_left_out(struct compdb *db)
{
	VEC(struct compdb_note *) left_out = { 0 };
	const struct compdb_note *last = NULL;

	for (size_t i = 0; i < db->notes.n; i++) {
		struct compdb_note *note = &db->notes.items[i];

		if (note->kind == COMPDB_NOTE_LEFT_OUT)
			VEC_PUSH(&left_out, note);
	}
	if (left_out.n)
		qsort(left_out.items, left_out.n, sizeof *left_out.items, by_file);
	for (size_t i = 0; i < left_out.n; i++) {
		struct compdb_note *note = left_out.items[i];
		bool again = last && !strcmp(last->file, note->file);

		last = note;
		if (again || (db->commands.n && bsearch(note->file, db->commands.items, db->commands.n,
							sizeof *db->commands.items, command_by_file)))
			note->kind = COMPDB_NOTE_OTHER;
	}
	VEC_RELEASE(&left_out);
}

void notes_finish(struct notes *n)
{
	struct compdb *db = n->db;

	for (size_t i = 0; i < n->repeats.n; i++) {
		const struct note_repeat *repeat = &n->repeats.items[i];
		struct compdb_note *note = &db->notes.items[repeat->note];

		if (repeat->more)
			note->text = arena_printf(&db->memory, "%s (%zu more like this)", note->text, repeat->more);
	}
	if (db->notes.n)
		qsort(db->notes.items, db->notes.n, sizeof *db->notes.items, by_place);
	settle_left_out(db);
}
