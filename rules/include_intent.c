#include "rules/include_intent.h"

#include <string.h>

/* The words behind "IWYU pragma:" in a comment, without its end and blanks. */
struct pragma {
	const char *text;
	size_t len;
};

static bool find_pragma(const char *comment, struct pragma *pragma)
{
	static const char mark[] = "IWYU pragma:";
	const char *at = strstr(comment, mark), *end;

	if (!at)
		return false;
	at += sizeof mark - 1;
	at += strspn(at, " \t");
	end = at + strcspn(at, "\r\n");
	if (strstr(at, "*/") && strstr(at, "*/") < end)
		end = strstr(at, "*/");
	while (end > at && (end[-1] == ' ' || end[-1] == '\t'))
		end--;
	*pragma = (struct pragma){ at, (size_t)(end - at) };
	return true;
}

/* True if the pragma is the word, alone or with more behind it ("keep: for the tests", "private, include ..."). */
static bool says(const struct pragma *pragma, const char *word)
{
	size_t len = strlen(word);

	return pragma->len >= len && !memcmp(pragma->text, word, len) &&
	       (pragma->len == len || strchr(" \t,:(", pragma->text[len]));
}

/* The header in "private, include "x.h"", or NULL. */
static const char *named_header(struct include_intent *x, const struct pragma *pragma)
{
	const char *end = pragma->text + pragma->len;

	for (const char *at = pragma->text; at < end; at++) {
		char close = *at == '<' ? '>' : '"';
		const char *last = *at == '<' || *at == '"' ? memchr(at + 1, close, (size_t)(end - at - 1)) : NULL;

		if (last)
			return intern_text(x->p->text, intern_add(x->p->text, at, (size_t)(last + 1 - at)));
	}
	return NULL;
}

/* What stands behind the pragma's first word, without quotes around all of it if `unquoted`. */
static const char *rest_of(struct include_intent *x, const struct pragma *pragma, bool unquoted)
{
	size_t at = strcspn(pragma->text, " \t"), len;

	at += strspn(pragma->text + at, " \t");
	if (at >= pragma->len)
		return "";
	len = pragma->len - at;
	if (unquoted && len > 1 && pragma->text[at] == '"' && pragma->text[pragma->len - 1] == '"') {
		at++;
		len -= 2;
	}
	return intern_text(x->p->text, intern_add(x->p->text, pragma->text + at, len));
}

/* A regular expression that the whole path has to match; one that is none befriends nobody. */
static void add_friend(struct include_intent *x, uint32_t header, const char *text)
{
	struct include_friend *f = arena_zalloc(&x->memory, sizeof *f);

	f->header = header;
	if (regcomp(&f->path, arena_printf(&x->memory, "^(%s)$", text), REG_EXTENDED | REG_NOSUB) == 0)
		VEC_PUSH(&x->friends, f);
}

/* Pragmas that change no directive but what is proposed. False if it is none of them. */
static bool read_wish(struct include_intent *x, uint32_t file, const struct pragma *pragma)
{
	if (says(pragma, "friend"))
		add_friend(x, file, rest_of(x, pragma, true));
	else if (says(pragma, "no_include"))
		VEC_PUSH(&x->not_to_include, ((struct include_wish){ file, rest_of(x, pragma, false) }));
	else if (says(pragma, "no_forward_declare"))
		VEC_PUSH(&x->not_to_declare, ((struct include_wish){ file, rest_of(x, pragma, false) }));
	else
		return false;
	return true;
}

const char *include_intent_public(const struct include_intent *x, uint32_t header, uint32_t from)
{
	for (size_t i = 0; i < x->friends.n; i++)
		if (x->friends.items[i]->header == header &&
		    regexec(&x->friends.items[i]->path, program_text(x->p, x->p->files[from].path), 0, NULL, 0) == 0)
			return NULL;
	return x->public_of[header];
}

bool include_intent_refuses_header(const struct include_intent *x, uint32_t file, const char *spelling)
{
	for (size_t i = 0; i < x->not_to_include.n; i++)
		if (x->not_to_include.items[i].file == file && !strcmp(x->not_to_include.items[i].text, spelling))
			return true;
	return false;
}

bool include_intent_refuses_forward(const struct include_intent *x, uint32_t file, const char *name)
{
	for (size_t i = 0; i < x->not_to_declare.n; i++)
		if (x->not_to_declare.items[i].file == file && !strcmp(x->not_to_declare.items[i].text, name))
			return true;
	return false;
}

static void mark_lines(struct include_intent *x, uint32_t file, uint32_t from, uint32_t to, bool exports)
{
	size_t first, n = program_includes_of(x->p, file, &first);

	for (size_t i = first; i < first + n; i++) {
		if (x->p->includes[i].at.line < from || x->p->includes[i].at.line > to)
			continue;
		x->keep[i] = true;
		x->exports[i] |= exports;
	}
}

static void keep_users_of(struct include_intent *x, uint32_t file)
{
	for (size_t i = 0; i < x->p->n_includes; i++)
		x->keep[i] |= x->p->includes[i].to == file;
}

/* Regions that nobody ends go to the end of the file. */
static void read_comments(struct include_intent *x, const struct program_variant *v)
{
	uint32_t keep_from = 0, export_from = 0;

	for (size_t i = 0; i < v->facts.comments.n; i++) {
		const struct fact_comment *c = &v->facts.comments.items[i];
		struct pragma pragma;

		if (!find_pragma(program_text(x->p, c->text), &pragma) || read_wish(x, v->file, &pragma))
			continue;
		if (says(&pragma, "keep") || says(&pragma, "associated"))
			mark_lines(x, v->file, c->at.line, c->at.line, false);
		else if (says(&pragma, "export"))
			mark_lines(x, v->file, c->at.line, c->at.line, true);
		else if (says(&pragma, "begin_keep"))
			keep_from = c->at.line;
		else if (says(&pragma, "begin_exports"))
			export_from = c->at.line;
		else if (says(&pragma, "always_keep"))
			keep_users_of(x, v->file);
		else if (says(&pragma, "private"))
			x->public_of[v->file] = named_header(x, &pragma);
		else if (says(&pragma, "end_keep") && keep_from) {
			mark_lines(x, v->file, keep_from, c->at.line, false);
			keep_from = 0;
		} else if (says(&pragma, "end_exports") && export_from) {
			mark_lines(x, v->file, export_from, c->at.line, true);
			export_from = 0;
		}
	}
	if (keep_from)
		mark_lines(x, v->file, keep_from, UINT32_MAX, false);
	if (export_from)
		mark_lines(x, v->file, export_from, UINT32_MAX, true);
}

/* A spelling with delimiters, and a path that ends in what stands between them. */
static bool can_mean(const char *spelling, const char *path)
{
	size_t len = strlen(spelling) - 2, path_len = strlen(path);
	const char *end = path + path_len - len;

	return path_len >= len && !memcmp(end, spelling + 1, len) && (end == path || end[-1] == '/');
}

/* A header that the mapping names for a symbol may include others to have it. */
static bool is_for_a_symbol(const struct include_intent *x, uint32_t file)
{
	for (size_t i = 0; x->settings && i < x->settings->symbols.n; i++)
		if (can_mean(x->settings->symbols.items[i]->to, program_text(x->p, x->p->files[file].path)))
			return true;
	return false;
}

/* The way in to a private header includes it for its users. */
static void keep_ways_in(struct include_intent *x)
{
	for (size_t i = 0; i < x->p->n_includes; i++) {
		const struct program_include *inc = &x->p->includes[i];
		const char *public = inc->to == PROGRAM_NONE ? NULL : x->public_of[inc->to];

		if (is_for_a_symbol(x, inc->from) || (public && can_mean(public, program_text(x->p, x->p->files[inc->from].path))))
			x->keep[i] = x->exports[i] = true;
	}
}

static void apply_settings(struct include_intent *x)
{
	const struct program *p = x->p;

	if (!x->settings)
		return;
	for (size_t i = 0; x->settings->keep.n && i < p->n_includes; i++)
		if (p->includes[i].to != PROGRAM_NONE)
			x->keep[i] |= include_settings_keep(x->settings, program_text(p, p->includes[i].spelling),
							    program_text(p, p->files[p->includes[i].to].path));
	for (size_t i = 0; i < p->n_files; i++)
		if (!x->public_of[i])
			x->public_of[i] = include_mapping_public(x->settings, program_text(p, p->files[i].path));
}

void include_intent_init(struct include_intent *x, const struct program *p, const struct include_settings *settings)
{
	*x = (struct include_intent){ .p = p, .settings = settings, .keep = xmalloc(p->n_includes),
				      .exports = xmalloc(p->n_includes), .public_of = xmalloc(p->n_files * sizeof *x->public_of) };
	memset(x->keep, false, p->n_includes);
	memset(x->exports, false, p->n_includes);
	for (size_t i = 0; i < p->n_files; i++)
		x->public_of[i] = NULL;
	for (size_t i = 0; i < p->n_variants; i++)
		read_comments(x, &p->variants[i]);
	apply_settings(x);
	keep_ways_in(x);
}

void include_intent_release(struct include_intent *x)
{
	free(x->keep);
	free(x->exports);
	free(x->public_of);
	for (size_t i = 0; i < x->friends.n; i++)
		regfree(&x->friends.items[i]->path);
	VEC_RELEASE(&x->friends);
	VEC_RELEASE(&x->not_to_include);
	VEC_RELEASE(&x->not_to_declare);
	arena_release(&x->memory);
}
