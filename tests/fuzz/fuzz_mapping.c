/* Any bytes as a mapping file of include-what-you-use: refused with a place, or aliases that can be asked. */
#include "analyzer/base/panic.h"
#include "analyzer/config/mapping.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct include_settings s = { 0 };
	struct error e = ERROR_INIT;
	const char *public;

	if (include_mapping_read(&s, "fuzz", (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9')
			BUG("no place in '%s'", e.text.text);
	} else {
		public = include_mapping_public(&s, "src/bits/a.h");
		if (public && strlen(public) < 3)
			BUG("'%s' is no header", public);
		include_mapping_has_symbol(&s, "NULL", "<stddef.h>");
	}
	include_settings_release(&s);
	error_release(&e);
	return 0;
}
