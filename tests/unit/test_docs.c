/*
 * README.md says what the program says: its block of options is --help's text, its table of rules is the registry's, its
 * example of settings the table's in analyzer/config/.
 * With WHYNOT_GOLDEN=write in the environment the blocks are rewritten.
 */
#include "analyzer/base/file.h"
#include "analyzer/options.h"
#include "rules/rule.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/unit.h"

#define README TEST_SOURCE_DIR "/../README.md"

static void put_cell(struct out *o, const char *text)
{
	out_puts(o, " ");
	for (; *text; text++) {
		if (*text == '|')
			out_putc(o, '\\');
		out_putc(o, *text);
	}
	out_puts(o, " |");
}

static void put_row(struct out *o, const char *rule, const struct rule_name *name)
{
	out_puts(o, "|");
	put_cell(o, rule);
	put_cell(o, name->name);
	put_cell(o, finding_kind_word(name->kind));
	put_cell(o, severity_word(name->severity));
	out_printf(o, " %d |", name->level);
	put_cell(o, name->summary);
	out_puts(o, "\n");
}

/* A rule without names of its own passes on LLVM's. */
static void put_passed_on(struct out *o, const struct rule_info *info)
{
	out_puts(o, "|");
	put_cell(o, info->id);
	out_puts(o, " LLVM's pass and name | LLVM's | note | 1 to 3 |");
	put_cell(o, info->title);
	out_puts(o, "\n");
}

static void readme_rules_table(struct out *o)
{
	out_puts(o, "| rule | Name | kind | severity | from level | says |\n|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule_info *info = &rules[i]->info;
		for (size_t k = 0; k < info->n_names; k++)
			put_row(o, info->id, &info->names[k]);
		if (info->n_names == 0)
			put_passed_on(o, info);
	}
}

static void readme_help(struct out *o)
{
	out_puts(o, "```\n");
	options_help(o);
	out_puts(o, "```\n");
}

static void readme_settings(struct out *o)
{
	out_puts(o, "```yaml\n");
	config_write_example(o);
	out_puts(o, "```\n");
}

/* The lines between the block's two marks, in `readme`; -1 without both marks. */
static int find_block(const struct strbuf *readme, const char *name, size_t *from, size_t *to)
{
	struct strbuf mark = STRBUF_INIT;
	int status = -1;

	strbuf_addf(&mark, "<!-- begin: %s -->\n", name);
	const char *begin = strstr(readme->text, mark.text);
	size_t len = mark.len;
	strbuf_clear(&mark);
	strbuf_addf(&mark, "<!-- end: %s -->\n", name);
	const char *end = begin ? strstr(begin, mark.text) : NULL;
	if (end) {
		*from = (size_t)(begin - readme->text) + len;
		*to = (size_t)(end - readme->text);
		status = 0;
	}
	strbuf_release(&mark);
	return status;
}

static void rewrite(const struct strbuf *readme, size_t from, size_t to, const struct strbuf *block)
{
	struct out o;
	struct error e = ERROR_INIT;

	assert_int_equal(out_open(&o, README, &e), 0);
	out_write(&o, readme->text, from);
	out_write(&o, block->text, block->len);
	out_write(&o, readme->text + to, readme->len - to);
	assert_int_equal(out_close(&o, &e), 0);
}

static void check_block(const char *name, void (*write)(struct out *))
{
	struct strbuf readme = STRBUF_INIT, block = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct out o;
	size_t from = 0, to = 0;
	const char *mode = getenv("WHYNOT_GOLDEN");

	out_to_memory(&o, &block);
	write(&o);
	assert_int_equal(out_close(&o, &e), 0);
	if (file_read(README, &readme, &e) < 0)
		fail_msg("%s", e.text.text);
	if (find_block(&readme, name, &from, &to) < 0)
		fail_msg("README.md: no lines '<!-- begin: %s -->' and '<!-- end: %s -->'", name, name);
	bool is_same = to - from == block.len && memcmp(readme.text + from, block.text, block.len) == 0;
	if (!is_same && mode && strcmp(mode, "write") == 0)
		rewrite(&readme, from, to, &block);
	else if (!is_same)
		fail_msg("README.md: block '%s' differs; WHYNOT_GOLDEN=write rewrites it as\n%s", name, block.text);
	strbuf_release(&readme);
	strbuf_release(&block);
}

static void options_are_those_of_help(void **state)
{
	(void)state;
	check_block("help", readme_help);
}

static void settings_are_those_of_the_table(void **state)
{
	(void)state;
	check_block("settings", readme_settings);
}

static void rules_are_those_of_the_registry(void **state)
{
	(void)state;
	check_block("rules", readme_rules_table);
}

static void blocks_are_found_between_their_marks(void **state)
{
	struct strbuf text = STRBUF_INIT;
	size_t from, to;

	(void)state;
	strbuf_adds(&text, "x\n<!-- end: a -->\n<!-- begin: a -->\n1\n<!-- end: a -->\n<!-- begin: b -->\n<!-- end: c -->\n");
	assert_int_equal(find_block(&text, "a", &from, &to), 0);
	assert_int_equal(to - from, 2);
	assert_memory_equal(text.text + from, "1\n", 2);
	assert_int_equal(find_block(&text, "b", &from, &to), -1);
	assert_int_equal(find_block(&text, "c", &from, &to), -1);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_found_between_their_marks),
		cmocka_unit_test(options_are_those_of_help),
		cmocka_unit_test(settings_are_those_of_the_table),
		cmocka_unit_test(rules_are_those_of_the_registry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
