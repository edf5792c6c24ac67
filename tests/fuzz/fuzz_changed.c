/* Any bytes as a unified diff: refused with a place, or files with ascending lines. */
#include "analyzer/base/panic.h"
#include "rules/gate/changed.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error e = ERROR_INIT;
	struct changed c = { .files = { NULL, 0, 0 } };

	if (changed_read(&c, "fuzz", (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9')
			BUG("no place in '%s'", e.text.text);
	} else {
		for (size_t i = 0; i < c.files.n; i++) {
			struct changed_file *f = &c.files.items[i];

			changed_compare(f, (const char *)data, size);
			for (size_t k = 0; k < f->ranges.n; k++)
				if (f->ranges.items[k].from > f->ranges.items[k].to)
					BUG("a range ends before it begins");
		}
		changed_close(&c);
	}
	changed_release(&c);
	error_release(&e);
	return 0;
}
