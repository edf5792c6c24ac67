#include "analyzer/commands/compdb.h"

#include "analyzer/base/printable.h"

#include <string.h>

struct group {
	enum compdb_note_kind kind;
	const char *title;
};

/* What a user should act on comes first. */
static const struct group groups[] = {
	{ COMPDB_NOTE_LEFT_OUT, "left out: sources that will not be analysed" },
	{ COMPDB_NOTE_ADVICE, "advice" },
	{ COMPDB_NOTE_DROPPED, "flags dropped that could matter" },
	{ COMPDB_NOTE_OTHER, "entries that are not needed" },
};

static size_t count_notes(const struct compdb *db, enum compdb_note_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < db->notes.n; i++)
		n += db->notes.items[i].kind == kind;
	return n;
}

static void count_files(const struct compdb *db, size_t *files, size_t *with_configs)
{
	*files = *with_configs = 0;
	for (size_t i = 0, end; i < db->commands.n; i = end) {
		const char *file = db->commands.items[i].file;

		for (end = i + 1; end < db->commands.n && !strcmp(db->commands.items[end].file, file); end++)
			continue;
		++*files;
		*with_configs += end - i > 1;
	}
}

static void write_count(struct out *o, const char *what, size_t n)
{
	out_printf(o, "%-34s %8zu\n", what, n);
}

static void write_notes(const struct compdb *db, struct out *o, const struct group *group, size_t n)
{
	if (!n)
		return;
	out_printf(o, "\n%s (%zu)\n", group->title, n);
	for (size_t i = 0; i < db->notes.n; i++) {
		const struct compdb_note *note = &db->notes.items[i];

		if (note->kind != group->kind)
			continue;
		printable_write(o, db->path ? db->path : "command line");
		if (note->line)
			out_printf(o, ":%u", note->line);
		out_puts(o, ": ");
		printable_write(o, note->file);
		out_puts(o, *note->file ? ": " : "");
		printable_write(o, note->text);
		out_putc(o, '\n');
	}
}

static void write_configs(const struct compdb *db, struct out *o, size_t with_configs)
{
	const char *last = "";

	if (!with_configs)
		return;
	out_printf(o, "\nfiles with several configurations (%zu)\n", with_configs);
	for (size_t i = 0; i < db->commands.n; i++) {
		const struct compile_command *c = &db->commands.items[i];

		if (!*c->config)
			continue;
		if (strcmp(last, c->file) != 0) {
			printable_write(o, c->file);
			out_putc(o, '\n');
		}
		out_puts(o, "  ");
		printable_write(o, c->config);
		out_putc(o, '\n');
		last = c->file;
	}
}

size_t compdb_describe(const struct compdb *db, struct out *o)
{
	size_t left_out = count_notes(db, COMPDB_NOTE_LEFT_OUT), files, with_configs;

	count_files(db, &files, &with_configs);
	printable_write(o, db->path ? db->path : "command line");
	out_putc(o, '\n');
	write_count(o, "entries", db->n_entries);
	write_count(o, "commands to analyse", db->commands.n);
	write_count(o, "files", files);
	write_count(o, "files with several configurations", with_configs);
	write_count(o, "left out", left_out);
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
		write_notes(db, o, &groups[i], count_notes(db, groups[i].kind));
	write_configs(db, o, with_configs);
	return left_out;
}
