/*
 * Valgrind's callgrind.out (https://valgrind.org/docs/manual/cl-format.html): lines of costs by position, below lines that say whose
 * they are. Names and positions are written short: "(7)" is a name given before as "(7) name", "+3", "-2" and "*" count from the
 * last position. The line behind "calls=" is what the called function cost: it is not the caller's own and does not count here.
 * The line behind "jump=" and "jcnd=" is the position that jumps.
 */
#include "analyzer/profile/reader.h"

#include <ctype.h>
#include <string.h>

enum { EVENTS_MAX = 64, POSITIONS_MAX = 4 };

struct name_table {
	VEC(sid) names;        /* by number */
};

struct callgrind {
	struct profile_input *in;
	struct profile *profile;
	struct name_table files, functions;
	sid file, function;    /* whose costs are read */
	unsigned n_positions, line_at;      /* numbers before the costs, and which of them is the line */
	uint64_t positions[POSITIONS_MAX];  /* the last ones */
	unsigned n_events;
	int branches_at, misses_at;         /* columns of Bc and Bcm; below 0: none */
	bool has_events, skips_cost, is_jump;
	uint64_t n_taken, n_jumps, jump_target;
	uint64_t n_costs;
	const char *line;      /* that is being read, for messages */
};

static const char *const headers[] = { "# callgrind format", "version:", "creator:", "events:", "positions:", "cmd:", "pid:", "part:", "desc:" };

bool callgrind_knows(const struct profile_input *in)
{
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (profile_starts_with(in->bytes, in->end, headers[i]))
			return true;
	return false;
}

/* The remedy is always the same. */
static int __attribute__((format(printf, 3, 4))) damaged(const struct callgrind *c, const char *at, const char *format, ...)
{
	struct strbuf what = STRBUF_INIT;
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(&what, format, ap);
	va_end(ap);
	profile_fail(c->in, at, "damaged: %s; make it again: valgrind --tool=callgrind ./program", what.text);
	strbuf_release(&what);
	return -1;
}

/* ---- header ---------------------------------------------------------------------------------------------------------------- */

/* The next word at or behind `*at`; its length, 0 at the end. */
static size_t word(const char **at, const char *end)
{
	const char *p;

	while (*at < end && (**at == ' ' || **at == '\t'))
		++*at;
	for (p = *at; p < end && *p != ' ' && *p != '\t'; p++)
		;
	return (size_t)(p - *at);
}

static int read_events(struct callgrind *c, const char *at, const char *end)
{
	c->n_events = 0;
	c->branches_at = c->misses_at = -1;
	for (size_t len; (len = word(&at, end)) > 0; at += len) {
		if (len == 2 && !memcmp(at, "Bc", 2))
			c->branches_at = (int)c->n_events;
		if (len == 3 && !memcmp(at, "Bcm", 3))
			c->misses_at = (int)c->n_events;
		if (++c->n_events > EVENTS_MAX)
			return profile_fail(c->in, at, "more than %d events", EVENTS_MAX);
	}
	if (!c->n_events)
		return profile_fail(c->in, c->line, "no event is named; the first one is what is counted, so there has to be one");
	c->has_events = true;
	return 0;
}

static int read_positions(struct callgrind *c, const char *at, const char *end)
{
	bool has_line = false;

	c->n_positions = 0;
	for (size_t len; (len = word(&at, end)) > 0; at += len) {
		if (len == 4 && !memcmp(at, "line", 4)) {
			has_line = true;
			c->line_at = c->n_positions;
		}
		if (++c->n_positions > POSITIONS_MAX)
			return profile_fail(c->in, at, "more than %d kinds of positions", POSITIONS_MAX);
	}
	if (!has_line)
		return profile_fail(c->in, c->line, "its positions are no lines; run callgrind without --dump-line=no");
	return 0;
}

/* ---- names ----------------------------------------------------------------------------------------------------------------- */

static sid *slot(struct name_table *t, size_t number)
{
	sid none = { 0 };

	while (t->names.n <= number)
		VEC_PUSH(&t->names, none);
	return &t->names.items[number];
}

/* "(number) name", "(number)" or "name". Numbers are given in order, so one that is far off is damage. */
static int read_name(struct callgrind *c, struct name_table *t, const char *at, const char *end, sid *name)
{
	struct intern *texts = &c->in->profiles->texts;
	size_t number = 0;
	const char *p = at;

	if (p == end || *p != '(' || p + 1 == end || !isdigit((unsigned char)p[1])) {
		*name = intern_add(texts, at, (size_t)(end - at));
		return 0;
	}
	for (p++; p < end && isdigit((unsigned char)*p) && number < (1u << 24); p++)
		number = number * 10 + (size_t)(*p - '0');
	if (p == end || *p != ')' || number >= (1u << 24))
		return damaged(c, at, "a name's number ends with ')' and is below %u", 1u << 24);
	p++;
	while (p < end && *p == ' ')
		p++;
	if (p < end) {
		*slot(t, number) = intern_add(texts, p, (size_t)(end - p));
	} else if (number >= t->names.n || sid_is_none(t->names.items[number])) {
		return profile_fail(c->in, at, "name number %zu was never given; was the beginning of the file cut off?", number);
	}
	*name = t->names.items[number];
	return 0;
}

/* ---- costs ----------------------------------------------------------------------------------------------------------------- */

/* A number, in decimal or with 0x; 1 if there is none. */
static int read_number(const char **at, const char *end, uint64_t *n)
{
	const char *p = *at;
	unsigned base = 10, digit;

	if (end - p > 2 && p[0] == '0' && p[1] == 'x') {
		base = 16;
		p += 2;
	}
	*n = 0;
	for (; p < end; p++) {
		digit = isdigit((unsigned char)*p) ? (unsigned)(*p - '0') : isxdigit((unsigned char)*p) ? (unsigned)(tolower((unsigned char)*p) - 'a') + 10 : 99;
		if (digit >= base)
			break;
		*n = *n > (UINT64_MAX - digit) / base ? UINT64_MAX : *n * base + digit;
	}
	if (p == *at || (p < end && *p != ' ' && *p != '\t' && *p != '/'))
		return 1;
	*at = p;
	return 0;
}

static int read_position(struct callgrind *c, const char **at, const char *end, uint64_t last, uint64_t *position)
{
	char sign = *at < end ? **at : '\0';
	uint64_t n;

	if (sign == '*') {
		*position = last;
		++*at;
		return 0;
	}
	if (sign == '+' || sign == '-')
		++*at;
	if (read_number(at, end, &n) != 0)
		return damaged(c, *at, "a position is a number, +n, -n or *");
	*position = sign == '+' ? profile_sum(last, n) : sign == '-' ? (n < last ? last - n : 0) : n;
	return 0;
}

/* All positions of a line; the last ones are kept only if `keeps`. */
static int read_all_positions(struct callgrind *c, const char **at, const char *end, bool keeps, uint64_t *line)
{
	for (unsigned i = 0; i < c->n_positions; i++) {
		uint64_t position = 0;

		if (!word(at, end))
			return damaged(c, *at, "a position is missing");
		if (read_position(c, at, end, c->positions[i], &position) < 0)
			return -1;
		if (i == c->line_at)
			*line = position;
		if (keeps)
			c->positions[i] = position;
	}
	return 0;
}

static struct profile_file *own_file(struct callgrind *c)
{
	struct intern *texts = &c->in->profiles->texts;
	const char *path = intern_text(texts, c->file);

	/* "???" is what valgrind calls a file that it does not know. */
	if (!strcmp(path, "???"))
		path = "";
	return profile_file_of(c->in->profiles, c->profile, path, strlen(path));
}

/* Without "'2" and the like, which is how valgrind names the inner calls of a recursive function (--separate-recs). */
static size_t length_of_name(const char *name)
{
	size_t len = strlen(name), n = len;

	while (n > 0 && isdigit((unsigned char)name[n - 1]))
		n--;
	return n > 1 && n < len && name[n - 1] == '\'' ? n - 1 : len;
}

static void add_cost(struct callgrind *c, uint32_t line, const uint64_t *costs)
{
	struct profile_file *f = own_file(c);
	const char *name = intern_text(&c->in->profiles->texts, c->function);
	struct profile_function function = { .name = profile_function_name(c->in->profiles, name, length_of_name(name)) };
	struct profile_count count = { line, 0, costs[0], true };

	if (sid_is_none(f->path) || !line) {
		/* Without debug information only the function is known. */
		f = profile_file_of(c->in->profiles, c->profile, "", 0);
		function.count = costs[0];
		VEC_PUSH(&f->functions, function);
		return;
	}
	VEC_PUSH(&f->counts, count);
	if (!f->functions.n || !sid_equal(VEC_LAST(&f->functions)->name, function.name))
		VEC_PUSH(&f->functions, function);
	if (c->branches_at >= 0 && costs[c->branches_at]) {
		struct profile_branch b = { .line = line, .n_executed = costs[c->branches_at], .has_mispredicted = c->misses_at >= 0 };

		b.n_mispredicted = c->misses_at >= 0 ? costs[c->misses_at] : 0;
		VEC_PUSH(&f->branches, b);
	}
}

static void add_jump(struct callgrind *c, uint32_t line)
{
	struct profile_file *f = own_file(c);
	struct profile_branch b = { .line = line, .n_true = c->n_taken, .n_false = c->n_jumps - c->n_taken };

	/* Jumps of one line are told apart by where they go. */
	b.end_col = c->jump_target < UINT32_MAX - 1 ? (uint32_t)c->jump_target + 1 : UINT32_MAX;
	if (c->n_jumps && line && !sid_is_none(f->path))
		VEC_PUSH(&f->branches, b);
}

static int read_cost_line(struct callgrind *c, const char *at, const char *end)
{
	uint64_t costs[EVENTS_MAX] = { 0 }, line = 0;
	unsigned n = 0;

	if (!c->has_events)
		return profile_fail(c->in, at, "costs come before the line 'events:'; was the beginning of the file cut off?");
	if (read_all_positions(c, &at, end, true, &line) < 0)
		return -1;
	if (line > UINT32_MAX)
		line = 0;
	for (; word(&at, end); n++) {
		if (n == c->n_events)
			return damaged(c, at, "more costs than the %u events", c->n_events);
		if (read_number(&at, end, &costs[n]) != 0)
			return damaged(c, at, "a cost is a number");
	}
	if (c->is_jump)
		add_jump(c, (uint32_t)line);
	else if (!c->skips_cost && n)
		add_cost(c, (uint32_t)line, costs);
	c->is_jump = c->skips_cost = false;
	c->n_costs++;
	return 0;
}

/* "taken/all target" or, for jumps without a condition, "all target". */
static int read_jump(struct callgrind *c, const char *at, const char *end, bool is_conditional)
{
	c->n_jumps = c->n_taken = 0;
	if (read_number(&at, end, &c->n_taken) != 0)
		return damaged(c, at, "the number of jumps is missing");
	if (is_conditional) {
		if (at == end || *at++ != '/' || read_number(&at, end, &c->n_jumps) != 0 || c->n_jumps < c->n_taken)
			return damaged(c, at, "a conditional jump is written as taken/all");
	}
	c->is_jump = true;
	return read_all_positions(c, &at, end, false, &c->jump_target);
}

/* ---- lines ----------------------------------------------------------------------------------------------------------------- */

static int read_key_line(struct callgrind *c, const char *key, size_t len, const char *at, const char *end)
{
	sid ignored;

#define IS(word) (len == sizeof(word) - 1 && !memcmp(key, word, len))
	if (IS("fn")) {
		return read_name(c, &c->functions, at, end, &c->function);
	} else if (IS("fl") || IS("fi") || IS("fe")) {
		return read_name(c, &c->files, at, end, &c->file);
	} else if (IS("cfi") || IS("cfl") || IS("jfi")) {
		return read_name(c, &c->files, at, end, &ignored);
	} else if (IS("cfn") || IS("jfn")) {
		return read_name(c, &c->functions, at, end, &ignored);
	} else if (IS("calls")) {
		c->skips_cost = true;
	} else if (IS("jcnd")) {
		return read_jump(c, at, end, true);
	} else if (IS("jump")) {
		return read_jump(c, at, end, false);
	} else if (!IS("ob") && !IS("cob") && !IS("rcalls") && !IS("frfn")) {
		return damaged(c, c->line, "'%.*s=' is no line of a callgrind.out", (int)(len < 20 ? len : 20), key);
	}
#undef IS
	return 0;
}

static int read_line(struct callgrind *c, const char *end)
{
	const char *at = c->line, *mark;

	while (end > at && isspace((unsigned char)end[-1]))
		end--;
	if (at == end || *at == '#')
		return 0;
	if (isdigit((unsigned char)*at) || *at == '+' || *at == '-' || *at == '*')
		return read_cost_line(c, at, end);
	for (mark = at; mark < end && (isalpha((unsigned char)*mark) || *mark == '_' || *mark == '-'); mark++)
		;
	if (mark == end || mark == at || (*mark != '=' && *mark != ':'))
		return damaged(c, at, "neither costs nor 'key=name' nor 'key: value'");
	if (*mark == '=')
		return read_key_line(c, at, (size_t)(mark - at), mark + 1, end);
	if (profile_starts_with(at, end, "events:"))
		return read_events(c, mark + 1, end);
	if (profile_starts_with(at, end, "positions:"))
		return read_positions(c, mark + 1, end);
	return 0;
}

int callgrind_read(struct profile_input *in)
{
	struct callgrind c = { .in = in, .n_positions = 1, .branches_at = -1, .misses_at = -1 };
	int rc = 0;

	c.profile = profile_of(in, PROFILE_CALLGRIND);
	for (const char *next = in->bytes; next < in->end && rc == 0;) {
		const char *end = memchr(next, '\n', (size_t)(in->end - next));

		c.line = next;
		end = end ? end : in->end;
		next = end < in->end ? end + 1 : end;
		rc = read_line(&c, end);
	}
	if (rc == 0 && !c.n_costs)
		rc = error_set(in->error, "--profile: %s holds no costs; callgrind writes them when the program ends (or: callgrind_control -d)", in->path);
	VEC_RELEASE(&c.files.names);
	VEC_RELEASE(&c.functions.names);
	return rc;
}
