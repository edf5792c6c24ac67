/*
 * Launchers are stripped from the front until a word is left that is none: each knows how it writes its own options before
 * the program it runs. Expansion works on a stack of word lists instead of recursion, so that nesting is bounded by depth
 * and, against files that name others many times, by the number of words.
 */
#include "analyzer/commands/cmdline.h"
#include "analyzer/base/file.h"
#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>

enum { EXPAND_DEPTH = 16, EXPAND_WORDS = 1 << 18 };

/* Called with a compiler behind them, or alone in the place of one: their options are the compiler's. */
static const char *const caches[] = {
	"ccache", "distcc", "sccache", "icecc", "gomacc", "buildcache", "cachecc1", "fccache",
};

/* Have options of their own before the program. */
static const char *const wrappers[] = {
	"env", "nice", "time", "nohup", "rewrapper", "recc",
};

static const char *const drivers_c[] = { "gcc", "cc", "clang" };
static const char *const gccs[] = { "gcc", "g++", "cc", "c++" };
static const char *const drivers_cxx[] = { "g++", "c++", "clang++", "icpx", "icpc", "em++" };

static const char *const architectures[] = {
	"x86_64", "i386", "i486", "i586", "i686", "aarch64", "arm", "riscv32", "riscv64", "powerpc", "ppc", "mips", "s390x",
	"sparc", "loongarch64", "m68k", "avr", "msp430", "hexagon", "alpha", "hppa", "sh4", "ia64", "xtensa", "wasm32", "bpf",
	"arc", "microblaze", "nios2", "or1k", "csky",
};

static bool is_one_of(const char *const *list, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i], text))
			return true;
	return false;
}

#define IS_ONE_OF(list, text) is_one_of(list, sizeof list / sizeof *list, text)

/* The program's name without folders (of Windows too) and .exe. */
static const char *program_name(const char *word, struct arena *memory)
{
	const char *name = path_base(word), *backslash = strrchr(name, '\\');
	size_t len;

	if (backslash)
		name = backslash + 1;
	len = strlen(name);
	if (len > 4 && !strcmp(name + len - 4, ".exe"))
		return arena_strndup(memory, name, len - 4);
	return name;
}

static bool is_assignment(const char *word)
{
	size_t len = strcspn(word, "=/ ");

	return len > 0 && word[len] == '=' && word[0] != '-';
}

static size_t skip_options(const struct words *words, size_t at)
{
	while (at < words->n && (words->items[at][0] == '-' || is_assignment(words->items[at]))) {
		bool takes_next = !strcmp(words->items[at], "-u") || !strcmp(words->items[at], "-n");

		at += takes_next && at + 1 < words->n ? 2 : 1;
	}
	return at;
}

static bool is_libtool(const char *name)
{
	size_t len = strlen(name);

	return len >= 7 && !strcmp(name + len - 7, "libtool");
}

/* `cmake -E ... -- compiler` and `cmake -E env VAR=x compiler`. */
static size_t skip_cmake(const struct words *words, size_t at)
{
	for (size_t i = at; i < words->n; i++)
		if (!strcmp(words->items[i], "--"))
			return i + 1;
	return skip_options(words, at + 2);
}

/* The index of the word that the launcher at `at` runs; `at` itself if it is no launcher. */
static size_t skip_launcher(const struct words *words, size_t at, struct arena *memory)
{
	const char *word = words->items[at], *name = program_name(word, memory);
	const char *next = at + 1 < words->n ? words->items[at + 1] : NULL;

	if (is_assignment(word))
		return at + 1;
	if (!next)
		return at;
	if ((!strcmp(name, "sh") || !strcmp(name, "bash")) && is_libtool(program_name(next, memory)))
		return at + 1;
	if (is_libtool(name))
		return skip_options(words, at + 1);
	if (!strcmp(name, "cmake") && !strcmp(next, "-E"))
		return skip_cmake(words, at + 1);
	if (IS_ONE_OF(wrappers, name))
		return skip_options(words, at + 1);
	/* `distcc -c a.c` runs the default compiler: distcc itself then stands for it. */
	return IS_ONE_OF(caches, name) && next[0] != '-' ? at + 1 : at;
}

/* What a name may end in: a version, or the thread model of mingw's compilers. */
static bool is_suffix(const char *text)
{
	return !strcmp(text, "posix") || !strcmp(text, "win32") || text[strspn(text, "0123456789.")] == '\0';
}

static bool is_known_architecture(const char *triple)
{
	for (size_t i = 0; i < sizeof architectures / sizeof *architectures; i++)
		if (!strncmp(triple, architectures[i], strlen(architectures[i])))
			return true;
	return false;
}

/* Splits "aarch64-linux-gnu-gcc-12" into triple and name. */
static void identify_name(struct cmdline *c, const char *name, struct arena *memory)
{
	char *text = arena_strdup(memory, name), *dash = strrchr(text, '-');
	const char *base;

	while (dash && is_suffix(dash + 1)) {
		*dash = '\0';
		dash = strrchr(text, '-');
	}
	base = dash ? dash + 1 : text;
	c->is_cxx = IS_ONE_OF(drivers_cxx, base);
	if (IS_ONE_OF(gccs, base))
		c->gcc = name;
	if (dash && (c->is_cxx || IS_ONE_OF(drivers_c, base)) && is_known_architecture(text)) {
		*dash = '\0';
		c->target = text;
	}
}

/* A native compiler's triple needs no --target: clang's own default fits better. */
static bool is_native(const char *triple)
{
#if defined(__x86_64__) && defined(__linux__)
	const char *arch = "x86_64-";
#elif defined(__aarch64__) && defined(__linux__)
	const char *arch = "aarch64-";
#else
	const char *arch = NULL;
#endif
	const char *linux_part = strstr(triple, "-linux");

	return arch && linux_part && !strncmp(triple, arch, strlen(arch)) &&
	       (!strcmp(linux_part, "-linux") || !strcmp(linux_part, "-linux-gnu"));
}

static bool is_cc1(const char *name, const char *first_argument)
{
	if (!strcmp(name, "cc1") || !strcmp(name, "cc1plus"))
		return true;
	return first_argument && (!strcmp(first_argument, "-cc1") || !strcmp(first_argument, "-cc1as"));
}

void cmdline_identify(struct cmdline *c, const struct words *words, struct arena *memory)
{
	const char *name;
	size_t at = 0;

	*c = (struct cmdline){ .kind = CMDLINE_NONE, .compiler = "" };
	while (at < words->n) {
		size_t next = skip_launcher(words, at, memory);

		if (next == at)
			break;
		at = next;
	}
	if (at >= words->n)
		return;
	c->kind = CMDLINE_DRIVER;
	c->compiler = words->items[at];
	c->first_argument = at + 1;
	name = program_name(c->compiler, memory);
	if (is_cc1(name, at + 1 < words->n ? words->items[at + 1] : NULL)) {
		c->kind = CMDLINE_CC1;
		return;
	}
	if (!strcmp(name, "cl") || !strcmp(name, "clang-cl") || !strcmp(name, "CL")) {
		c->kind = CMDLINE_MSVC;
		return;
	}
	identify_name(c, name, memory);
	c->is_foreign = c->target && !is_native(c->target);
	if (c->is_foreign)
		c->gcc = NULL;
	else
		c->target = NULL;
}

struct frame {
	struct words words;
	size_t at;
};

struct stack {
	struct frame frames[EXPAND_DEPTH];
	size_t depth;
};

static void push_file(const struct cmdline_expansion *x, struct stack *s, const char *name, enum words_style style)
{
	struct strbuf path = STRBUF_INIT, text = STRBUF_INIT;
	struct error e = ERROR_INIT;

	path_join(x->directory, name, &path);
	if (s->depth == EXPAND_DEPTH) {
		notes_add_once(x->notes, COMPDB_NOTE_ADVICE, "%s: response files nest more than %d deep, this one is not read; "
			       "does it name itself?", path.text, EXPAND_DEPTH);
	} else if (x->sealed || file_read(path.text, &text, &e) < 0) {
		notes_add_once(x->notes, COMPDB_NOTE_ADVICE, "%s: the flags of this response file are missing: %s; "
			       "does the build write it? build first", path.text, x->sealed ? "not read" : e.text.text);
	} else {
		struct frame *f = &s->frames[s->depth++];

		*f = (struct frame){ 0 };
		if (!words_split(&f->words, x->memory, text.text, text.len, style))
			notes_add_once(x->notes, COMPDB_NOTE_ADVICE, "%s: a quote is left open; the rest is taken as one word",
				       path.text);
	}
	error_release(&e);
	strbuf_release(&text);
	strbuf_release(&path);
}

/* Pushes the words between commas. */
static void push_list(const struct cmdline_expansion *x, struct stack *s, const char *list)
{
	struct frame *f;

	if (s->depth == EXPAND_DEPTH)
		return;
	f = &s->frames[s->depth++];
	*f = (struct frame){ 0 };
	while (*list) {
		size_t len = strcspn(list, ",");

		if (len)
			VEC_PUSH(&f->words, arena_strndup(x->memory, list, len));
		list += len + (list[len] == ',');
	}
}

/* --config FILE or --config=FILE: NULL if `word` is neither. Only a path can be followed: names are looked up elsewhere. */
static const char *config_file(struct frame *f, const char *word)
{
	if (!strncmp(word, "--config=", 9))
		return word + 9;
	if (!strcmp(word, "--config") && f->at < f->words.n)
		return f->words.items[f->at++];
	return NULL;
}

/* As for gcc, a word is no response file if there is none and the word itself names a file. */
static bool is_plain_file(const struct cmdline_expansion *x, const char *word)
{
	struct strbuf path = STRBUF_INIT;
	struct stat st;
	bool plain;

	if (x->sealed)
		return false;
	path_join(x->directory, word + 1, &path);
	plain = stat(path.text, &st) < 0;
	path_join(x->directory, word, &path);
	plain = plain && stat(path.text, &st) == 0;
	strbuf_release(&path);
	return plain;
}

static void expand_word(const struct cmdline_expansion *x, struct stack *s, const char *word, struct words *out)
{
	struct frame *f = &s->frames[s->depth - 1];
	const char *config = config_file(f, word);

	if (word[0] == '@' && word[1] && !is_plain_file(x, word))
		push_file(x, s, word + 1, WORDS_RESPONSE);
	else if (config && strchr(config, '/'))
		push_file(x, s, config, WORDS_CONFIG);
	else if (config)
		notes_add_once(x->notes, COMPDB_NOTE_DROPPED, "--config=%s dropped: a configuration of the build's own compiler; "
			       "give its path to have it read", config);
	else if (!strncmp(word, "-Wp,", 4) || !strncmp(word, "-Wc,", 4))
		push_list(x, s, word + 4);
	else if (!strcmp(word, "-Xpreprocessor"))
		return; /* the next word counts by itself */
	else
		VEC_PUSH(out, word);
}

void cmdline_expand(const struct cmdline_expansion *x, const char *const *words, size_t n, struct words *out)
{
	struct stack s = { .depth = 1 };
	size_t n_words = 0;

	for (size_t i = 0; i < n; i++)
		VEC_PUSH(&s.frames[0].words, words[i]);
	while (s.depth) {
		struct frame *f = &s.frames[s.depth - 1];

		if (f->at == f->words.n) {
			words_release(&f->words);
			s.depth--;
		} else if (n_words++ > EXPAND_WORDS) {
			notes_add_once(x->notes, COMPDB_NOTE_ADVICE, "the response files of one command give more than %d words; "
				       "the rest is not read", EXPAND_WORDS);
			f->at = f->words.n;
		} else {
			expand_word(x, &s, f->words.items[f->at++], out);
		}
	}
}
