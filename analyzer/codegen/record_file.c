#include "analyzer/codegen/record_file.h"

#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>

struct search {
	struct strbuf *path, *tried;
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

/* Tries `<stem_len bytes of name>.opt.yaml` and the bitstream's name, relative names in `directory`. */
static bool try_stem(struct search *s, const char *directory, const char *name, size_t stem_len)
{
	static const char *const extensions[] = { ".opt.yaml", ".opt.bitstream" };

	for (size_t i = 0; i < 2; i++) {
		struct strbuf file = STRBUF_INIT;
		bool found;

		strbuf_add(&file, name, stem_len);
		strbuf_adds(&file, extensions[i]);
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

bool record_file_find(const struct compile_command *command, const char *records, struct strbuf *path,
		      struct strbuf *tried)
{
	const char *directory = command->directory, *source = path_base(command->file), *output = command->output;
	struct search s = { path, tried };

	strbuf_clear(tried);
	if (records && !is_folder(records)) {
		strbuf_clear(path);
		strbuf_adds(path, records);
		return try_path(&s);
	}
	if (records) {
		directory = records;
		output = output ? path_base(output) : NULL;
	}
	if (output && (try_stem(&s, directory, output, stem_length(output)) || try_stem(&s, directory, output, strlen(output))))
		return true;
	return try_stem(&s, directory, source, stem_length(source));
}
