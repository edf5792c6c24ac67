/* Any bytes as a comment: nothing, or suppressions that can be asked and judged, twice with the same answer. */
#include "analyzer/base/panic.h"
#include "rules/gate/suppress.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *ask(struct suppressions *s, uint32_t line)
{
	struct finding f = { .category = "escape", .rule = "escape", .name = "Escapes", .function = "f", .config = "",
			     .loc = { "a.c", line, 1 } };

	return suppressions_match(s, &f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct suppressions *s = suppressions_new();
	char *text = xmalloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	for (uint32_t line = 3; line > 0; line--)
		suppressions_add(s, &(struct suppress_comment){ .at = { "a.c", line, 1 }, .end_line = line, .is_alone = true, .text = text });
	suppressions_close(s, "2026-06-15");
	for (uint32_t line = 0; line < 6; line++)
		if (ask(s, line) != ask(s, line))
			BUG("line %u: asked twice, two answers", (unsigned)line);
	suppressions_free(s);
	free(text);
	return 0;
}
