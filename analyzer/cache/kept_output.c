#include "analyzer/cache/kept_output.h"

#include "analyzer/cache/bytes.h"

/* In the byte order of the machine. The second number changes with the layout. */
static const uint32_t head[2] = { 0x776f7501, 1 };

static void add_number(struct strbuf *out, size_t n)
{
	uint32_t number = (uint32_t)n;

	strbuf_add(out, &number, sizeof number);
}

void kept_output_write(int status, const struct journal *j, struct strbuf *out)
{
	strbuf_add(out, head, sizeof head);
	add_number(out, (size_t)status);
	add_number(out, j->outputs.n);
	for (size_t i = 0; i < j->outputs.n; i++) {
		const struct journal_output *o = &j->outputs.items[i];

		add_number(out, (size_t)o->stream);
		add_number(out, o->path ? strlen(o->path) : 0);
		add_number(out, o->text.len);
		if (o->path)
			strbuf_adds(out, o->path);
		strbuf_addc(out, '\0');
		strbuf_add(out, o->text.text, o->text.len);
	}
}

static bool take_part(struct byte_cursor *c, struct kept_part *p)
{
	uint32_t stream, path_len, len;

	if (!take_number(c, &stream) || !take_number(c, &path_len) || !take_number(c, &len) || stream > 2 || !stream != (path_len > 0))
		return false;
	p->stream = (int)stream;
	p->path = take_text(c, path_len);
	if (!p->path || (size_t)(c->end - c->at) < len)
		return false;
	if (stream)
		p->path = NULL;
	p->bytes = c->at;
	p->len = len;
	c->at += len;
	return true;
}

bool kept_output_read(struct kept_output *k, const char *bytes, size_t len)
{
	struct byte_cursor c = { bytes, bytes + len };
	uint32_t found[2], status, n;
	bool ok = take_bytes(&c, found, sizeof found) && !memcmp(found, head, sizeof head) && take_number(&c, &status) &&
		  take_number(&c, &n);

	*k = (struct kept_output){ .status = ok ? (int)status : 0 };
	while (ok && n--) {
		struct kept_part part;

		ok = take_part(&c, &part);
		if (ok)
			VEC_PUSH(&k->parts, part);
	}
	ok = ok && c.at == c.end && status <= 3;
	if (!ok)
		kept_output_release(k);
	return ok;
}

void kept_output_release(struct kept_output *k)
{
	VEC_RELEASE(&k->parts);
}
