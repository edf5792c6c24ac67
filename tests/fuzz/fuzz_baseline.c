/* Any bytes as a baseline: refused with a place, or entries that are written and read again to the same text. */
#include "analyzer/base/panic.h"
#include "rules/gate/baseline.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_text(const struct baseline *b, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, text);
	baseline_write(b, NULL, &o);
	if (out_close(&o, &e) < 0)
		BUG("%s", e.text.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error e = ERROR_INIT;
	struct baseline b;
	struct strbuf text = STRBUF_INIT;

	baseline_init(&b, "fuzz");
	if (baseline_read(&b, (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9')
			BUG("no place in '%s'", e.text.text);
	} else {
		write_text(&b, &text);
	}
	baseline_release(&b);
	strbuf_release(&text);
	error_release(&e);
	return 0;
}
