/* Any bytes as a YAML report: refused with a place, or sorted findings that differ in nothing from themselves. */
#include "analyzer/base/panic.h"
#include "rules/gate/diff.h"
#include "rules/gate/remark_file.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error e = ERROR_INIT;
	struct remark_file r;
	struct changes c;

	remark_file_init(&r, "fuzz");
	if (remark_file_read(&r, (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 || e.text.text[5] < '1' || e.text.text[5] > '9')
			BUG("no place in '%s'", e.text.text);
	} else {
		changes_find(&c, r.findings.items, r.findings.n, r.findings.items, r.findings.n, SEVERITY_NOTE);
		if (c.list.n || c.n_same != r.findings.n)
			BUG("%zu of %zu findings differ from themselves", c.list.n, r.findings.n);
		changes_release(&c);
	}
	remark_file_release(&r);
	error_release(&e);
	return 0;
}
