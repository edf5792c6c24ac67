/* GitHub's hash of lines: the examples that its uploader is tested with, and what follows from its definition. */
#include "reports/line_hash.h"

#include "analyzer/base/strbuf.h"

#include "tests/unit/unit.h"

#include <string.h>

/* "hash:count" of each line, separated by blanks. */
static void expect(const char *text, const char *expected)
{
	struct line_hashes h = { { NULL, 0, 0 } };
	struct strbuf found = STRBUF_INIT;

	line_hashes_fill(&h, text, strlen(text));
	for (size_t i = 0; i < h.lines.n; i++)
		strbuf_addf(&found, "%s%llx:%u", i ? " " : "", (unsigned long long)h.lines.items[i].hash, h.lines.items[i].count);
	assert_string_equal(found.text, expected);
	strbuf_release(&found);
	line_hashes_release(&h);
}

static void the_published_examples_come_out(void **state)
{
	static const char ends[] = "e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1 b3edc88f2938467e:1 "
				   "c8e28b0b4002a3a0:1 c129715d7a2bc9a3:1";
	struct strbuf ten = STRBUF_INIT;

	(void)state;
	expect("", "c129715d7a2bc9a3:1");
	expect(" a\nb\n  \t\tc\n d", "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
	expect(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End", "8b7cf3e952e7aeb2:1 b1ae1287ec4718d9:1 bff680108adb0fcc:1 "
	       "c6805c5e1288b612:1 b86d3392aea1be30:1 e6ceba753e1a442:1");
	expect(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", ends);
	expect(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", ends);
	expect(" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", ends);
	expect(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", ends);
	for (int i = 0; i < 10; i++)
		strbuf_adds(&ten, "Lorem ipsum dolor sit amet.\n");
	expect(ten.text, "a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2 a7f2ff13bc495cf2:3 a7f2ff13bc495cf2:4 a7f2ff13bc495cf2:5 "
	       "a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1");
	strbuf_release(&ten);
}

/* The same by the definition: for each line the polynomial over the 100 units from its start. */
static uint64_t slow(const uint16_t *units, size_t n, size_t from)
{
	uint64_t hash = 0;

	for (size_t i = 0; i < 100; i++)
		hash = hash * 37 + (from + i < n ? units[from + i] : 0);
	return hash;
}

static void any_text_gives_what_the_definition_says(void **state)
{
	static const char letters[] = "ab \t\nxyz;\n";
	unsigned seed = 5;

	(void)state;
	for (int round = 0; round < 500; round++) {
		char text[400];
		uint16_t units[401];
		size_t len = (size_t)rand_r(&seed) % sizeof text, n = 0, line = 0;
		struct line_hashes h = { { NULL, 0, 0 } };

		for (size_t i = 0; i < len; i++)
			text[i] = letters[(size_t)rand_r(&seed) % (sizeof letters - 1)];
		for (size_t i = 0; i < len; i++)
			if (text[i] != ' ' && text[i] != '\t')
				units[n++] = (uint16_t)text[i];
		units[n++] = 65535;
		line_hashes_fill(&h, text, len);
		for (size_t i = 0; i < n; i++) {
			if (i && units[i - 1] != '\n')
				continue;
			if (line >= h.lines.n || h.lines.items[line].hash != slow(units, n, i))
				fail_msg("seed 5, round %d, line %zu", round, line + 1);
			line++;
		}
		assert_int_equal(line, h.lines.n);
		line_hashes_release(&h);
	}
}

static void characters_are_utf16_units(void **state)
{
	struct line_hashes h = { { NULL, 0, 0 } };
	const uint16_t units[] = { 0xe4, 0xd83d, 0xde00, 0xfffd, 65535 };

	(void)state;
	line_hashes_fill(&h, "\xc3\xa4\xf0\x9f\x98\x80\xff", 7);
	assert_int_equal(h.lines.n, 1);
	assert_true(h.lines.items[0].hash == slow(units, 5, 0));
	line_hashes_release(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_published_examples_come_out),
		cmocka_unit_test(any_text_gives_what_the_definition_says),
		cmocka_unit_test(characters_are_utf16_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
