/* Any bytes as .whynot.yaml: refused with a place, or settings that are the same when written and read again. */
#include "analyzer/base/panic.h"
#include "analyzer/config/config.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_settings(const struct config *c, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, text);
	config_write(c, NULL, 0, &o);
	if (out_close(&o, &e) < 0)
		BUG("%s", e.text.text);
}

static void expect_sound(const struct config *c)
{
	for (size_t i = 0; i < n_config_keys; i++) {
		const struct config_value *v = config_value(c, &config_keys[i]);

		for (size_t k = 0; k < v->n_texts; k++)
			if (!v->texts[k].text || !*v->texts[k].text)
				BUG("%s has an empty text", config_keys[i].key);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct config c;

	if (config_parse(&c, "fuzz", "/project", (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9')
			BUG("no place in '%s'", e.text.text);
	} else {
		expect_sound(&c);
		write_settings(&c, &text);
	}
	config_release(&c);
	strbuf_release(&text);
	error_release(&e);
	return 0;
}
