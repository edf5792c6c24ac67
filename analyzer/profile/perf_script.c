/*
 * `perf script`: for each sample a head ("comm pid time: period event:") and the places of its call chain, the innermost first, on
 * lines of their own or, without a chain, behind the head; each place may be followed by a line "  file:line". The fields can be
 * chosen (-F), so nothing is taken for granted but the place: an address and a symbol. Only the innermost place of a sample counts.
 */
#include "analyzer/profile/reader.h"

#include <ctype.h>
#include <string.h>

struct text {
	const char *at, *end;
};

struct perf {
	struct profile_input *in;
	struct profile *profile;
	struct text event;         /* the first one that is met: samples of others do not count */
	bool has_heads, has_blanks;/* what separates samples */
	bool is_open;              /* a sample whose innermost place has not come yet */
	bool has_place;            /* it has come; its line may follow */
	struct text symbol, source;
	uint32_t line;
	uint64_t n_samples;
};

static struct text trim(struct text t)
{
	while (t.at < t.end && isspace((unsigned char)*t.at))
		t.at++;
	while (t.at < t.end && isspace((unsigned char)t.end[-1]))
		t.end--;
	return t;
}

/* What follows the last ": " or the ':' at the end; the line itself if there is none. */
static struct text behind_head(struct text line)
{
	for (const char *p = line.end; p > line.at; p--)
		if (p[-1] == ':' && (p == line.end || *p == ' ' || *p == '\t'))
			return (struct text){ p, line.end };
	return line;
}

/* "address symbol+0xoffset (object)": the symbol; without a start if it is no place. */
static struct text symbol_of(struct text place)
{
	struct text none = { NULL, NULL }, symbol;
	const char *p;

	place = trim(place);
	for (p = place.at; p < place.end && isxdigit((unsigned char)*p); p++)
		;
	if (p - place.at < 3 || p == place.end || (*p != ' ' && *p != '\t'))
		return none;
	symbol = trim((struct text){ p, place.end });
	if (symbol.at == symbol.end || isdigit((unsigned char)*symbol.at) || *symbol.at == '(')
		return none;
	for (p = symbol.at; p < symbol.end; p++)
		if ((*p == '+' && p + 1 < symbol.end && p[1] == '0') || (*p == ' ' && p + 1 < symbol.end && p[1] == '('))
			break;
	symbol.end = p;
	return symbol;
}

/* "  file:line", perhaps with words in brackets behind it. */
static bool is_source(struct text line, struct text *path, uint32_t *number)
{
	const char *p;
	uint64_t n = 0;

	if (line.end - line.at < 5 || line.at[0] != ' ' || line.at[1] != ' ')
		return false;
	line = trim(line);
	if (line.at < line.end && line.end[-1] == ')')
		for (p = line.end; p > line.at; p--)
			if (p[-1] == '(') {
				line = trim((struct text){ line.at, p - 1 });
				break;
			}
	for (p = line.end; p > line.at && isdigit((unsigned char)p[-1]); p--)
		;
	if (p == line.end || p - line.at < 2 || p[-1] != ':')
		return false;
	*path = (struct text){ line.at, p - 1 };
	for (; p < line.end && n < UINT32_MAX; p++)
		n = n * 10 + (uint64_t)(*p - '0');
	*number = n < UINT32_MAX ? (uint32_t)n : 0;
	return true;
}

static bool is_unknown(struct text t)
{
	return t.at == t.end || *t.at == '[' || *t.at == '?';
}

/* ---- samples ----------------------------------------------------------------------------------------------------------------- */

static void close_sample(struct perf *s)
{
	struct profiles *all = s->in->profiles;
	struct profile_function function = { .count = 0 };
	struct profile_count count = { s->line, 0, 1, true };
	struct profile_file *f;

	if (!s->has_place)
		return;
	s->has_place = false;
	s->n_samples++;
	if (!is_unknown(s->symbol))
		function.name = profile_function_name(all, s->symbol.at, (size_t)(s->symbol.end - s->symbol.at));
	if (s->source.at && s->line && !is_unknown(s->source)) {
		f = profile_file_of(all, s->profile, s->source.at, (size_t)(s->source.end - s->source.at));
		VEC_PUSH(&f->counts, count);
		if (!f->functions.n || !sid_equal(VEC_LAST(&f->functions)->name, function.name))
			VEC_PUSH(&f->functions, function);
	} else {
		f = profile_file_of(all, s->profile, "", 0);
		function.count = 1;
		VEC_PUSH(&f->functions, function);
	}
}

static void take_place(struct perf *s, struct text symbol)
{
	s->has_place = true;
	s->is_open = false;
	s->symbol = symbol;
	s->source = (struct text){ NULL, NULL };
	s->line = 0;
}

/* "cpu_core/cycles/u" and "cpu_atom/cycles/u" are one event, which each kind of core counts for itself: "cycles/u". */
static struct text without_core(struct text event)
{
	const char *slash = memchr(event.at, '/', (size_t)(event.end - event.at));

	if (slash && event.end - event.at > 4 && !memcmp(event.at, "cpu_", 4))
		event.at = slash + 1;
	return event;
}

/* The last word of a head is the event. */
static bool is_first_event(struct perf *s, struct text line, struct text rest)
{
	struct text event = trim((struct text){ line.at, rest.at });

	while (event.at < event.end) {
		const char *p = event.at;

		while (p < event.end && !isspace((unsigned char)*p))
			p++;
		if (p == event.end)
			break;
		event.at = p + 1;
	}
	while (event.at < event.end && event.end[-1] == ':')
		event.end--;
	event = without_core(event);
	if (!s->event.at)
		s->event = event;
	return event.end - event.at == s->event.end - s->event.at && !memcmp(event.at, s->event.at, (size_t)(event.end - event.at));
}

static void read_line(struct perf *s, struct text line)
{
	struct text rest = behind_head(line), symbol, source;
	uint32_t number;

	if (trim(line).at == trim(line).end) {
		close_sample(s);
		s->is_open = !s->has_heads;
		return;
	}
	if (rest.at != line.at) {
		close_sample(s);
		s->is_open = is_first_event(s, line, rest);
		s->profile->n_other_samples += !s->is_open;
	} else if (s->has_place && is_source(line, &source, &number)) {
		if (!s->source.at) {
			s->source = source;
			s->line = number;
		}
		return;
	}
	symbol = symbol_of(rest);
	if (!symbol.at)
		return;
	/* Places on lines of their own, and nothing between them: each is a sample. */
	if (!s->has_heads && !s->has_blanks) {
		close_sample(s);
		s->is_open = true;
	}
	if (s->is_open) {
		take_place(s, symbol);
	} else if (s->has_place && !s->source.at) {
		/* The next place of the chain: the line of the innermost one cannot come any more. */
		s->source = symbol;
		s->line = 0;
	}
}

/* The line at `*at`, which moves behind it; comments are left out. False at the end. */
static bool next_line(const struct profile_input *in, const char **at, struct text *line)
{
	while (*at < in->end) {
		const char *end = memchr(*at, '\n', (size_t)(in->end - *at));

		line->at = *at;
		line->end = end ? end : in->end;
		*at = end ? end + 1 : in->end;
		if (line->end > line->at && line->end[-1] == '\r')
			line->end--;
		if (line->at == line->end || *line->at != '#')
			return true;
	}
	return false;
}

static void look(struct perf *s, unsigned most, unsigned *n_places)
{
	const char *at = s->in->bytes;
	struct text line;

	*n_places = 0;
	for (unsigned i = 0; (!most || i < most) && next_line(s->in, &at, &line); i++) {
		struct text rest = behind_head(line);

		s->has_heads |= rest.at != line.at;
		s->has_blanks |= trim(line).at == trim(line).end;
		*n_places += (isspace((unsigned char)*line.at) || memmem(line.at, (size_t)(line.end - line.at), " (", 2)) && symbol_of(rest).at;
	}
}

bool perf_script_knows(const struct profile_input *in)
{
	struct profile_input copy = *in;
	struct perf s = { .in = &copy };
	unsigned n_places;

	if (memchr(in->bytes, '\0', (size_t)(in->end - in->bytes < 4096 ? in->end - in->bytes : 4096)))
		return false;
	look(&s, 200, &n_places);
	return n_places > 0;
}

int perf_script_read(struct profile_input *in)
{
	struct perf s = { .in = in };
	const char *at = in->bytes;
	struct text line;
	unsigned n_places;

	look(&s, 0, &n_places);
	s.profile = profile_of(in, PROFILE_PERF);
	s.is_open = !s.has_heads;
	while (next_line(in, &at, &line))
		read_line(&s, line);
	close_sample(&s);
	if (s.event.at)
		s.profile->event = intern_add(&in->profiles->texts, s.event.at, (size_t)(s.event.end - s.event.at));
	if (!s.n_samples)
		return error_set(in->error, "--profile: %s holds no samples; record some with: perf record ./program, then: perf script -F +srcline", in->path);
	return 0;
}
