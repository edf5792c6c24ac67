#include "rules/gate/identity.h"

#include "analyzer/base/panic.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

struct print {
	uint64_t high, low;
	size_t finding;
};

static void add_bytes(struct print *p, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		p->high = (p->high ^ (unsigned char)bytes[i]) * 0x100000001b3u;
		p->low = (p->low ^ (unsigned char)bytes[i]) * 0x100000001b3u;
	}
}

/* With its end, so that "ab", "c" and "a", "bc" differ. */
static void add_word(struct print *p, const char *text)
{
	add_bytes(p, text ? text : "", text ? strlen(text) + 1 : 1);
}

void identity_line(const struct finding *f, const struct exhibit *x, struct strbuf *out)
{
	size_t len = 0;
	const char *line = f->loc.line ? exhibit_line(x, f->loc.path, f->loc.line, &len) : NULL;

	strbuf_clear(out);
	for (size_t i = 0; line && i < len; i++)
		if (line[i] != ' ' && line[i] != '\t')
			strbuf_addc(out, line[i]);
}

static struct print print_of(const struct finding *f, size_t i, const struct exhibit *x, struct strbuf *scratch)
{
	struct print p = { 0xcbf29ce484222325u, 0x9ae16a3b2f90404fu, i };

	add_word(&p, f->loc.path);
	add_word(&p, f->rule);
	add_word(&p, f->name);
	add_word(&p, f->function);
	add_word(&p, f->config);
	strbuf_clear(scratch);
	finding_message(f, scratch);
	add_word(&p, scratch->text);
	identity_line(f, x, scratch);
	add_word(&p, scratch->text);
	return p;
}

static int by_print(const void *a, const void *b)
{
	const struct print *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	return (x->finding > y->finding) - (x->finding < y->finding);
}

void identity_fill(struct finding *const *findings, size_t n, const struct exhibit *x, struct arena *memory)
{
	struct print *prints = xmalloc(n * sizeof *prints);
	struct strbuf scratch = STRBUF_INIT;
	char ordinal[24];
	size_t same = 0;

	for (size_t i = 0; i < n; i++)
		prints[i] = print_of(findings[i], i, x, &scratch);
	if (n)
		qsort(prints, n, sizeof *prints, by_print);
	for (size_t i = 0; i < n; i++) {
		struct print p = prints[i];

		same = i && prints[i - 1].high == p.high && prints[i - 1].low == p.low ? same + 1 : 0;
		snprintf(ordinal, sizeof ordinal, "%zu", same);
		add_word(&p, ordinal);
		findings[p.finding]->fingerprint = arena_printf(memory, "%016" PRIx64 "%016" PRIx64, p.high, p.low);
	}
	free(prints);
	strbuf_release(&scratch);
}

int identity_compare_words(const char *a, const char *b)
{
	for (;; a++, b++) {
		if (isdigit((unsigned char)*a) && isdigit((unsigned char)*b)) {
			a += strspn(a, "0123456789") - 1;
			b += strspn(b, "0123456789") - 1;
		} else if (*a != *b || !*a) {
			return (unsigned char)*a - (unsigned char)*b;
		}
	}
}
