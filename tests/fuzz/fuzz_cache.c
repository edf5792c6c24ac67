/* Any bytes as entries of the cache: refused, or read and written again to the same bytes. */
#include "analyzer/base/panic.h"
#include "analyzer/cache/kept_output.h"
#include "analyzer/cache/manifest.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void same_bytes(const struct strbuf *written, const uint8_t *data, size_t size)
{
	if (written->len != size || memcmp(written->text, data, size) != 0)
		BUG("%zu bytes become %zu others", size, written->len);
}

/* A flag may be any number but zero; the rest has one form. */
static void normalise(struct strbuf *again, const struct manifests *m)
{
	struct manifests second = { .items = { NULL, 0, 0 } };
	struct strbuf text = STRBUF_INIT;

	manifests_write(m, again);
	if (!manifests_read(&second, again->text, again->len))
		BUG("what was written cannot be read");
	manifests_write(&second, &text);
	same_bytes(&text, (const uint8_t *)again->text, again->len);
	manifests_release(&second);
	strbuf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifests m = { .items = { NULL, 0, 0 } };
	struct strbuf again = STRBUF_INIT;
	struct kept_output kept;

	if (manifests_read(&m, (const char *)data, size))
		normalise(&again, &m);
	else if (m.items.n)
		BUG("a list that is none has %zu versions", m.items.n);
	if (kept_output_read(&kept, (const char *)data, size)) {
		for (size_t i = 0; i < kept.parts.n; i++)
			if (kept.parts.items[i].bytes + kept.parts.items[i].len > (const char *)data + size)
				BUG("a part that ends behind the end");
		kept_output_release(&kept);
	}
	manifests_release(&m);
	strbuf_release(&again);
	return 0;
}
