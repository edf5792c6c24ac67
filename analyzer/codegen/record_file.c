#include "analyzer/codegen/record_file.h"

#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>

struct search {
	struct strbuf *path, *tried;
	const char *extension;    /* the source's, with its dot */
};

static bool is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool try_path(struct search *s)
{
	if (is_file(s->path->text))
		return true;
	if (s->tried->len)
		strbuf_adds(s->tried, ", ");
	strbuf_adds(s->tried, s->path->text);
	return false;
}

/*
 * Tries `<stem_len bytes of name>.opt.yaml`, the bitstream's name and gcc's, which keeps the source's extension; relative names in
 * `directory`.
 */
static bool try_stem(struct search *s, const char *directory, const char *name, size_t stem_len)
{
	static const char *const endings[] = { ".opt.yaml", ".opt.bitstream", ".opt-record.json.gz" };

	for (size_t i = 0; i < 3; i++) {
		struct strbuf file = STRBUF_INIT;
		bool found;

		strbuf_add(&file, name, stem_len);
		if (i == 2)
			strbuf_adds(&file, s->extension);
		strbuf_adds(&file, endings[i]);
		path_join(directory, file.text, s->path);
		strbuf_release(&file);
		found = try_path(s);
		if (found)
			return true;
	}
	return false;
}

static size_t stem_length(const char *path)
{
	return (size_t)(path_extension(path) - path);
}

static bool try_output(struct search *s, const char *directory, const char *output)
{
	return try_stem(s, directory, output, stem_length(output)) || try_stem(s, directory, output, strlen(output));
}

/* In a folder of records: where the output would lie if the folder were the command's own, then by name alone. */
static bool find_in_folder(struct search *s, const struct compile_command *command, const char *records, bool name_is_shared)
{
	const char *output = command->output, *source = path_base(command->file);

	if (output && path_is_below(output, command->directory) && try_output(s, records, path_relative(output, command->directory)))
		return true;
	if (name_is_shared) {
		strbuf_addf(s->tried, "%s%s by name alone would also be another unit's", s->tried->len ? ", " : "",
			    output ? path_base(output) : source);
		return false;
	}
	return (output && try_output(s, records, path_base(output))) || try_stem(s, records, source, stem_length(source));
}

bool record_file_find(const struct compile_command *command, const char *records, bool name_is_shared, struct strbuf *path,
		      struct strbuf *tried)
{
	const char *source = path_base(command->file);
	struct search s = { path, tried, path_extension(source) };

	strbuf_clear(tried);
	if (records && is_folder(records))
		return find_in_folder(&s, command, records, name_is_shared);
	if (records) {
		strbuf_clear(path);
		strbuf_adds(path, records);
		return try_path(&s);
	}
	if (command->output && try_output(&s, command->directory, command->output))
		return true;
	return try_stem(&s, command->directory, source, stem_length(source));
}
