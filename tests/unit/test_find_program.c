/* find_program(): the same file wherever it is asked from. */
#include "analyzer/base/find_program.h"
#include "tests/unit/scratch.h"

#include <string.h>

/* `expected` is a name in the folder, or what the error contains. */
static void expect(struct scratch *s, const char *name, int rc, const char *expected)
{
	struct strbuf out = STRBUF_INIT;
	struct error e = ERROR_INIT;

	assert_int_equal(find_program(name, s->path.text, &out, &e), rc);
	if (rc == 0)
		assert_string_equal(out.text, scratch_path(s, expected));
	else if (!strstr(e.text.text, expected))
		fail_msg("'%s' not in '%s'", expected, e.text.text);
	strbuf_release(&out);
	error_release(&e);
}

static void setup(struct scratch *s)
{
	scratch_init(s);
	assert_int_equal(mkdir(scratch_path(s, "bin"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(s, "bin/folder"), 0700), 0);
	scratch_write(s, "bin/prog", "#!/bin/sh\n");
	assert_int_equal(chmod(scratch_path(s, "bin/prog"), 0700), 0);
	scratch_write(s, "bin/text", "");
	assert_int_equal(chmod(scratch_path(s, "bin/text"), 0600), 0);
}

static void names_with_a_slash_count_from_the_folder(void **state)
{
	struct scratch s;
	struct strbuf absolute = STRBUF_INIT;

	(void)state;
	setup(&s);
	expect(&s, "bin/prog", 0, "bin/prog");
	expect(&s, "./bin/../bin/prog", 0, "./bin/../bin/prog");
	strbuf_adds(&absolute, scratch_path(&s, "bin/prog"));
	expect(&s, absolute.text, 0, "bin/prog");
	expect(&s, "bin/nix", -1, "cannot run bin/nix: No such file");
	expect(&s, "bin/text", -1, "cannot run bin/text: Permission denied");
	expect(&s, "bin/folder", -1, "cannot run bin/folder: Permission denied");
	strbuf_release(&absolute);
	scratch_release(&s);
}

static void other_names_are_looked_for_in_path(void **state)
{
	struct scratch s;
	struct strbuf path = STRBUF_INIT;
	char *old = strdup(getenv("PATH"));

	(void)state;
	setup(&s);
	strbuf_addf(&path, "/nowhere:%s", scratch_path(&s, "bin"));
	setenv("PATH", path.text, 1);
	expect(&s, "prog", 0, "bin/prog");
	expect(&s, "text", -1, "cannot run 'text': there is no such program in PATH");
	expect(&s, "", -1, "no such program");
	setenv("PATH", "nowhere:bin", 1);
	expect(&s, "prog", 0, "bin/prog");
	unsetenv("PATH");
	expect(&s, "prog", -1, "no such program");
	setenv("PATH", old, 1);
	free(old);
	strbuf_release(&path);
	scratch_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_with_a_slash_count_from_the_folder),
		cmocka_unit_test(other_names_are_looked_for_in_path),
	};

	return cmocka_run_group_tests_name("find_program", tests, NULL, NULL);
}
