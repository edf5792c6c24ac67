/* .whynot.yaml: every key, every message with its place, where the file is found, and the two texts that are written of it. */
#include "analyzer/config/config.h"

#include "tests/unit/scratch.h"

#include <string.h>

static int parse(struct config *c, const char *text, struct error *e)
{
	return config_parse(c, ".whynot.yaml", "/project", text, strlen(text), e);
}

struct wrong {
	const char *text, *message;
};

static const struct wrong wrongs[] = {
	{ "includs:\n  keep: [a.h]\n", ".whynot.yaml:1:1: unknown key 'includs'; did you mean 'includes'?" },
	{ "level: 1\n\nincludes: {keap: [a.h]}\n", ".whynot.yaml:3:12: unknown key 'includes.keap'; did you mean 'includes.keep'?" },
	{ "colour: red\n", ".whynot.yaml:1:1: unknown key 'colour'; keys here are database, level, fail-level, remarks, compiler, rules, "
			   "paths, baseline, stack-limit, models, includes, cache" },
	{ "paths.include: [src]\n", ".whynot.yaml:1:1: unknown key 'paths.include'; keys here are database, level, fail-level, "
				    "remarks, compiler, rules, paths, baseline, stack-limit, models, includes, cache" },
	{ "level: 4\n", ".whynot.yaml:1:8: 'level' takes a number from 0 to 3, not '4'" },
	{ "level: high\n", ".whynot.yaml:1:8: 'level' takes a number from 0 to 3, not 'high'" },
	{ "level: [1]\n", ".whynot.yaml:1:8: 'level' takes one value here, not a list" },
	{ "level: -1\n", ".whynot.yaml:1:8: 'level' takes a number from 0 to 3, not '-1'" },
	{ "level: 99999999999999999999999\n", ".whynot.yaml:1:8: 'level' takes a number from 0 to 3, not '99999999999999999999999'" },
	{ "level:\n", ".whynot.yaml:1:7: 'level' has no value; leave the key out or give it one" },
	{ "level: 1\nlevel: 2\n", ".whynot.yaml:2:1: key 'level' is given twice; first in line 1" },
	{ "fail-level: bad\n", ".whynot.yaml:1:13: 'fail-level' takes note, warning or error, not 'bad'" },
	{ "fail-level: {a: b}\n", ".whynot.yaml:1:13: 'fail-level' takes one value here, not a mapping" },
	{ "remarks: maybe\n", ".whynot.yaml:1:10: 'remarks' takes off, run or read, not 'maybe'" },
	{ "stack-limit: 2MiB\n", ".whynot.yaml:1:14: 'stack-limit' takes a number from 0 to 1048576 bytes, also as 4KiB, not '2MiB'" },
	{ "stack-limit: 1GiB\n", ".whynot.yaml:1:14: 'stack-limit' takes a number from 0 to 1048576 bytes, also as 4KiB, not '1GiB'" },
	{ "database: [a, b]\n", ".whynot.yaml:1:11: 'database' takes one value here, not a list" },
	{ "models: {a: b}\n", ".whynot.yaml:1:9: 'models' takes one value or a list of them, not a mapping" },
	{ "models: [a, [b]]\n", ".whynot.yaml:1:13: 'models' takes one value here, not a list" },
	{ "models: [a, '']\n", ".whynot.yaml:1:13: 'models' has no value; leave the key out or give it one" },
	{ "models: \"a\\0b\"\n", ".whynot.yaml:1:9: 'models' holds a zero byte" },
	{ "paths: [src]\n", ".whynot.yaml:1:8: lines like 'key: value' are expected below paths., not a list" },
	{ "paths: src\n", ".whynot.yaml:1:8: lines like 'key: value' are expected below paths., not a word" },
	{ "- level\n", ".whynot.yaml:1:1: lines like 'key: value' are expected, not a list" },
	{ "level\n", ".whynot.yaml:1:1: lines like 'key: value' are expected, not a word" },
	{ "? [a, b]\n: 1\n", ".whynot.yaml:1:3: a key is a word, not a list" },
	{ "rules: [a]\n", ".whynot.yaml:1:8: 'rules' takes a mapping like 'unused-include: error', not a list" },
	{ "rules:\n  escape: loud\n", ".whynot.yaml:2:11: 'escape' takes off, note, warning or error, not 'loud'" },
	{ "rules:\n  escape: [error]\n", ".whynot.yaml:2:11: 'escape' takes one value here, not a list" },
	{ "rules:\n  escape: {level: 4}\n", ".whynot.yaml:2:19: the level of 'escape' is a number from 0 to 3, not '4'" },
	{ "rules:\n  escape: {levle: 1}\n", ".whynot.yaml:2:12: unknown key 'levle' of rule 'escape'; keys here are severity, level" },
	{ "rules:\n  escape/Escapes: off\n  gvn: off\n  escape/Escapes: note\n",
	  ".whynot.yaml:4:3: rule 'escape/Escapes' is given twice; first in line 2" },
	{ "level: 1\n---\nlevel: 2\n", ".whynot.yaml:3:1: a second document begins; all settings are in one" },
	{ "level: [1\n", ".whynot.yaml:2:1: not YAML: did not find expected ',' or ']' while parsing a flow sequence" },
	{ "level: 1\n\tx: 2\n", ".whynot.yaml:2:1: not YAML: found a tab character that violates indentation while scanning a plain scalar" },
	{ "level: 1\n# \xff\n", ".whynot.yaml:2:3: not YAML: invalid leading UTF-8 octet" },
	{ "level: *x\n", ".whynot.yaml:1:8: not YAML: found undefined alias" },
};

static void each_mistake_is_said_with_its_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		struct config c;
		struct error e = ERROR_INIT;

		if (parse(&c, wrongs[i].text, &e) >= 0)
			fail_msg("accepted: %s", wrongs[i].text);
		assert_string_equal(e.text.text, wrongs[i].message);
		config_release(&c);
		error_release(&e);
	}
}

static void good(struct config *c, const char *text)
{
	struct error e = ERROR_INIT;

	if (parse(c, text, &e) < 0)
		fail_msg("%s", e.text.text);
}

static void without_a_line_the_defaults_hold(void **state)
{
	static const char *const nothing[] = { "", "\n", "# only words\n", "---\n...\n", "{}\n" };

	(void)state;
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++) {
		struct config c;

		if (i == 3) /* an empty document is a word without letters, which is no mapping */
			continue;
		good(&c, nothing[i]);
		assert_int_equal(c.level.number, 0);
		assert_int_equal(c.level.line, 0);
		assert_int_equal(c.fail_level.number, SEVERITY_WARNING);
		assert_int_equal(c.stack_limit.number, 1024);
		assert_int_equal(c.models.n_texts, 0);
		config_release(&c);
	}
}

static void values_are_read_with_their_places(void **state)
{
	struct config c;

	(void)state;
	good(&c, "database: out/debug\nlevel: 2\nfail-level: error\nremarks: off\nstack-limit: 4 KiB\n"
		 "models:\n- a.txt\n- /opt/b.txt\nincludes:\n  keep: config.h\n  mapping: [x.imp]\n");
	assert_string_equal(c.database.texts[0].text, "/project/out/debug");
	assert_int_equal(c.level.number, 2);
	assert_int_equal(c.level.line, 2);
	assert_int_equal(c.fail_level.number, SEVERITY_ERROR);
	assert_int_equal(c.remarks.number, 0);
	assert_int_equal(c.stack_limit.number, 4096);
	assert_int_equal(c.models.n_texts, 2);
	assert_string_equal(c.models.texts[0].text, "/project/a.txt");
	assert_string_equal(c.models.texts[1].text, "/opt/b.txt");
	assert_int_equal(c.models.texts[1].line, 8);
	assert_int_equal(c.models.texts[1].col, 3);
	assert_string_equal(c.includes_keep.texts[0].text, "config.h");
	assert_string_equal(c.includes_mapping.texts[0].text, "/project/x.imp");
	config_release(&c);
}

static void rules_have_severities_and_levels(void **state)
{
	struct config c;

	(void)state;
	good(&c, "rules:\n  unused-include: error\n  escape/Escapes: {severity: warning, level: 1}\n  gvn: off\n  x: {level: 0}\n");
	assert_int_equal(c.n_rule_lines, 4);
	assert_string_equal(c.rule_lines[0].rule, "unused-include");
	assert_null(c.rule_lines[0].name);
	assert_int_equal(c.rule_lines[0].severity, SEVERITY_ERROR);
	assert_false(c.rule_lines[0].has_level);
	assert_string_equal(c.rule_lines[1].name, "Escapes");
	assert_int_equal(c.rule_lines[1].severity, SEVERITY_WARNING);
	assert_int_equal(c.rule_lines[1].level, 1);
	assert_true(c.rule_lines[2].is_off);
	assert_true(c.rule_lines[3].has_level);
	assert_false(c.rule_lines[3].has_severity);
	config_release(&c);
}

/* What `config` prints, without the comments that say where a value comes from. */
static void written(const struct config *c, struct strbuf *text)
{
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, text);
	config_write(c, NULL, 0, &o);
	assert_int_equal(out_close(&o, &e), 0);
}

static void drop_comments(struct strbuf *text)
{
	size_t n = 0;

	for (size_t i = 0; i < text->len; i++) {
		if (!strncmp(text->text + i, "   # ", 5))
			i += strcspn(text->text + i, "\n");
		text->text[n++] = text->text[i];
	}
	text->len = n;
	text->text[n] = '\0';
}

static void the_example_is_valid_and_what_is_written_means_the_same(void **state)
{
	struct strbuf example = STRBUF_INIT, first = STRBUF_INIT, again = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct config c;
	struct out o;

	(void)state;
	out_to_memory(&o, &example);
	config_write_example(&o);
	assert_int_equal(out_close(&o, &e), 0);
	good(&c, example.text);
	for (size_t i = 0; i < n_config_keys; i++)
		if (!config_value(&c, &config_keys[i])->line)
			fail_msg("the example does not set %s", config_keys[i].key);
	written(&c, &first);
	assert_non_null(strstr(first.text, "exclude: ['deps', '**/*_generated.c']   # .whynot.yaml:"));
	config_release(&c);
	good(&c, first.text);
	written(&c, &again);
	config_release(&c);
	drop_comments(&first);
	drop_comments(&again);
	assert_string_equal(first.text, again.text);
	strbuf_release(&example);
	strbuf_release(&first);
	strbuf_release(&again);
}

static void the_command_line_has_the_last_word(void **state)
{
	static const struct config_override instead[] = { { "level", "3", "command line" } };
	struct strbuf text = STRBUF_INIT;
	struct error e = ERROR_INIT;
	struct config c;
	struct out o;

	(void)state;
	good(&c, "level: 1\n");
	out_to_memory(&o, &text);
	config_write(&c, instead, 1, &o);
	assert_int_equal(out_close(&o, &e), 0);
	assert_non_null(strstr(text.text, "level: '3'   # command line\n"));
	assert_non_null(strstr(text.text, "fail-level: warning   # default\n"));
	config_release(&c);
	strbuf_release(&text);
}

static void the_file_is_found_upward_to_the_edge_of_the_repository(void **state)
{
	struct scratch s;
	struct strbuf found = STRBUF_INIT, folder = STRBUF_INIT;

	(void)state;
	scratch_init(&s);
	assert_int_equal(mkdir(scratch_path(&s, "repo"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(&s, "repo/.git"), 0700), 0);
	assert_int_equal(mkdir(scratch_path(&s, "repo/src"), 0700), 0);
	scratch_write(&s, ".whynot.yaml", "level: 1\n");
	strbuf_adds(&folder, scratch_path(&s, "repo/src"));
	assert_false(config_find(folder.text, &found));
	scratch_write(&s, "repo/.whynot.yaml", "level: 2\n");
	assert_true(config_find(folder.text, &found));
	assert_string_equal(found.text, scratch_path(&s, "repo/.whynot.yaml"));
	scratch_release(&s);
	strbuf_release(&found);
	strbuf_release(&folder);
}

static void paths_count_from_the_files_folder(void **state)
{
	struct scratch s;
	struct config c;
	struct error e = ERROR_INIT;
	char *real;

	(void)state;
	scratch_init(&s);
	scratch_write(&s, "w.yaml", "database: b\n");
	if (config_load(&c, scratch_path(&s, "w.yaml"), &e) < 0)
		fail_msg("%s", e.text.text);
	real = realpath(s.path.text, NULL);
	assert_string_equal(c.folder, real);
	assert_memory_equal(c.database.texts[0].text, real, strlen(real));
	free(real);
	config_release(&c);
	assert_true(config_load(&c, scratch_path(&s, "none.yaml"), &e) < 0);
	assert_non_null(strstr(e.text.text, "none.yaml: No such file"));
	config_release(&c);
	error_release(&e);
	scratch_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mistake_is_said_with_its_place),
		cmocka_unit_test(without_a_line_the_defaults_hold),
		cmocka_unit_test(values_are_read_with_their_places),
		cmocka_unit_test(rules_have_severities_and_levels),
		cmocka_unit_test(the_example_is_valid_and_what_is_written_means_the_same),
		cmocka_unit_test(the_command_line_has_the_last_word),
		cmocka_unit_test(the_file_is_found_upward_to_the_edge_of_the_repository),
		cmocka_unit_test(paths_count_from_the_files_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
