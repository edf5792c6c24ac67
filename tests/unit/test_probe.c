/* What compilers write with -v, read for their include folders. */
#include "analyzer/commands/probe.h"
#include "tests/unit/unit.h"

#include "analyzer/base/strbuf.h"


static void expect(const char *text, const char *folders, const char *target)
{
	struct arena memory = { 0 };
	struct probe probe = { 0 };
	struct strbuf all = STRBUF_INIT;

	probe_read(&probe, text, &memory);
	for (size_t i = 0; i < probe.folders.n; i++)
		strbuf_addf(&all, "<%s>", probe.folders.items[i]);
	assert_string_equal(all.text, folders);
	assert_string_equal(probe.target ? probe.target : "", target);
	words_release(&probe.folders);
	strbuf_release(&all);
	arena_release(&memory);
}

static void folders_and_target_are_read(void **state)
{
	(void)state;
	expect("Target: arm-none-eabi\n#include \"...\" search starts here:\n /q\n#include <...> search starts here:\n"
	       " /usr/lib/gcc/arm-none-eabi/12/include\n /usr/lib/gcc/arm-none-eabi/12/include-fixed\n"
	       " /usr/lib/gcc/arm-none-eabi/12/../../../arm-none-eabi/include\nEnd of search list.\n /not/this\n",
	       "</q></usr/lib/arm-none-eabi/include>", "arm-none-eabi");
}

static void words_of_other_languages_do_not_matter(void **state)
{
	(void)state;
	expect("Ziel: x\n#include <...> - Suche beginnt hier:\n /a b\nEnde der Suchliste.\n", "</a b>", "");
}

static void other_texts_give_nothing(void **state)
{
	(void)state;
	expect("", "", "");
	expect("cc1: error: no\n /a\n", "", "");
	expect("#include <...> search starts here:", "", "");
	expect("#include <...> search starts here:\n relative\n \n /Library/Frameworks (framework directory)\n", "", "");
	expect("#include <...> search starts here:\n /last", "</last>", "");
	expect("Target: ", "", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_and_target_are_read),
		cmocka_unit_test(words_of_other_languages_do_not_matter),
		cmocka_unit_test(other_texts_give_nothing),
	};

	return cmocka_run_group_tests_name("probe", tests, NULL, NULL);
}
