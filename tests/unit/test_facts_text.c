/* Single facts texts: what is refused and in which words, comments, shared sections. Properties: test_facts_properties.c. */
#include "analyzer/facts/facts_text.h"
#include "tests/unit/facts_sample.h"
#include "tests/unit/unit.h"

#include <string.h>

#define HEAD "whynot-facts\t3\nunit\ta.c\t-\tc\tok\t-\n"
#define ONE(line) HEAD "file\ta.c\t-\t0\n" line "\nend-of-files\nend\t0\n"

static void damage_is_said_with_its_line(void **state)
{
	static const struct { const char *text, *error; } cases[] = {
		{ "", "t:1: not a facts text: the first line is 'whynot-facts' and a version" },
		{ "x", "t:1: the last line has no end: the facts were cut off" },
		{ "{\n", "t:1: not a facts text: the first line is 'whynot-facts' and a version" },
		{ "whynot-facts\t4\n", "t:1: facts of version 4; this whynot reads version 3: make them again" },
		{ "whynot-facts\t3\n\n# x\nfile\ta.c\t-\t0\n", "t:4: a 'unit' line with five fields was expected" },
		{ HEAD, "t:2: no 'end' line: the facts were cut off" },
		{ HEAD "end\t2\n", "t:3: 'end' comes behind 'end-of-files' and takes a number of lines" },
		{ HEAD "end-of-files\nend\t4\n", "t:4: 3 lines where there should be 4: the facts are damaged" },
		{ HEAD "end-of-files\nend\t0\nx\n", "t:4: text behind 'end'" },
		{ HEAD "end-of-files\nfile\ta.c\t-\t0\n", "t:4: unknown kind of fact 'file'" },
		{ HEAD "include\t1:1\tx\t-\t-\n", "t:3: a 'include' belongs to a 'file'" },
		{ ONE("codegen\tok\t-\t-\t0\t0\t0"), "t:4: a 'codegen' belongs behind 'end-of-files'" },
		{ ONE("inclde\t1:1"), "t:4: unknown kind of fact 'inclde'" },
		{ ONE("include\t1:1\tx\t-"), "t:4: field 'flags' of 'include' is missing" },
		{ ONE("include\t1:1\tx\t-\t-\t-"), "t:4: 'include' has more fields than it should" },
		{ ONE("include\t1:1\t\t-\t-"), "t:4: an empty field; an empty text is written '-'" },
		{ ONE("include\t1:1\ta\\x\t-\t-"), "t:4: a backslash that is no escape" },
		{ ONE("include\t1:1\ta\\\t-\t-"), "t:4: a backslash that is no escape" },
		{ ONE("include\t1\tx\t-\t-"), "t:4: '1' is not a place (line:column)" },
		{ ONE("include\t1:\tx\t-\t-"), "t:4: '' is not a number" },
		{ ONE("include\t1:-2\tx\t-\t-"), "t:4: '-2' is not a number" },
		{ ONE("include\t4294967296:1\tx\t-\t-"), "t:4: the number 4294967296 is too large" },
		{ ONE("include\t1:1\tx\t-\tinactive,"), "t:4: unknown word ''" },
		{ ONE("include\t1:1\tx\t-\tsystem"), "t:4: unknown word 'system'" },
		{ ONE("record\t1:1\tstruct\ts\t18446744073709551616\t8\t-"), "t:4: the number 18446744073709551616 is too large" },
		{ ONE("param\t1:1\tp\tint\t-"), "t:4: a 'param' without a 'function' before it" },
		{ ONE("function\t1:1\t1:1\tf\t-\t-\t0\t-\ninclude\t1:1\tx\t-\t-\nparam\t1:1\tp\tint\t-"),
		  "t:6: a 'param' without a 'function' before it" },
		{ ONE("a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp\tq"), "t:4: more than 16 fields" },
	};
	struct intern text;
	struct error e = ERROR_INIT;

	(void)state;
	intern_init(&text);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct unit_facts u = { 0 };

		error_clear(&e);
		assert_int_equal(facts_text_read("t", cases[i].text, strlen(cases[i].text), &text, NULL, &u, &e), -1);
		assert_string_equal(e.text.text, cases[i].error);
	}
	error_release(&e);
	intern_release(&text);
}

static void hand_written_text_may_hold_comments(void **state)
{
	static const char by_hand[] = "# a test's input\n\nwhynot-facts\t3\n# unit\nunit\ta.c\t-\tc\tok\t-\n"
				      "file\ta.c\tmain\t0\n#\n\ninclude\t1:1\t\"#\"\t-\t-\nend-of-files\n\nend\t0\n";
	struct intern text;
	struct unit_facts u = { 0 };
	struct error e = ERROR_INIT;

	(void)state;
	intern_init(&text);
	assert_int_equal(facts_text_read("t", by_hand, sizeof by_hand - 1, &text, NULL, &u, &e), 0);
	assert_int_equal(u.files.n, 1);
	assert_int_equal(u.files.items[0].includes.n, 1);
	assert_string_equal(intern_text(&text, u.files.items[0].includes.items[0].spelling), "\"#\"");
	unit_facts_release(&u);
	intern_release(&text);
}

/* ---- shared sections ------------------------------------------------------------------------------------------------- */

struct known_section {
	const char *bytes;
	size_t len;
	struct file_facts facts;
	unsigned n_asked, n_answered;
};

static const struct file_facts *answer(void *context, const char *bytes, size_t len)
{
	struct known_section *k = context;

	k->n_asked++;
	if (!k->bytes || len != k->len || memcmp(bytes, k->bytes, len) != 0)
		return NULL;
	k->n_answered++;
	return &k->facts;
}

/* A section that is known is skipped unread; lines are counted on, and writing gives it out again. */
static void a_known_section_stands_for_an_equal_one(void **state)
{
	struct known_section known = { 0 };
	struct facts_text_sections sections = { &known, answer };
	struct intern text;
	struct unit_facts first = { 0 }, second = { 0 };
	struct strbuf a = STRBUF_INIT, b = STRBUF_INIT;
	struct error e = ERROR_INIT;

	(void)state;
	intern_init(&text);
	assert_int_equal(facts_text_read("t", facts_sample, sizeof facts_sample - 1, &text, &sections, &first, &e), 0);
	assert_int_equal(known.n_asked, 2);
	known.bytes = first.files.items[0].section;
	known.len = first.files.items[0].section_len;
	assert_memory_equal(known.bytes, "file\tsrc/a.c\tmain", 17);
	assert_memory_equal(known.bytes + known.len, "file\tsrc/a.h", 12);
	assert_memory_equal(first.files.items[1].section + first.files.items[1].section_len, "end-of-files\n", 13);
	known.facts = first.files.items[0];
	assert_int_equal(facts_text_read("t", facts_sample, sizeof facts_sample - 1, &text, &sections, &second, &e), 0);
	assert_int_equal(known.n_answered, 1);
	assert_ptr_equal(second.files.items[0].shared, &known.facts);
	assert_int_equal(second.files.items[0].functions.n, 0);
	assert_null(second.files.items[1].shared);
	facts_text_write(&first, &text, &a);
	facts_text_write(&second, &text, &b);
	assert_string_equal(a.text, facts_sample);
	assert_string_equal(b.text, facts_sample);
	unit_facts_release(&first);
	unit_facts_release(&second);
	intern_release(&text);
	strbuf_release(&a);
	strbuf_release(&b);
}

static void writing_appends(void **state)
{
	struct intern text;
	struct unit_facts u = { 0 };
	struct strbuf b = STRBUF_INIT;
	struct error e = ERROR_INIT;

	(void)state;
	intern_init(&text);
	assert_int_equal(facts_text_read("t", facts_sample, sizeof facts_sample - 1, &text, NULL, &u, &e), 0);
	strbuf_adds(&b, "before\n\n");
	facts_text_write(&u, &text, &b);
	assert_string_equal(b.text + 8, facts_sample);
	unit_facts_release(&u);
	intern_release(&text);
	strbuf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damage_is_said_with_its_line),
		cmocka_unit_test(hand_written_text_may_hold_comments),
		cmocka_unit_test(a_known_section_stands_for_an_equal_one),
		cmocka_unit_test(writing_appends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
