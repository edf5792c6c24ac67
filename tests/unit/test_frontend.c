/* Units as a whole: status, files, includes, blanked directives, determinism. */
#include "tests/unit/test_frontend.h"

static const char *status_of(const struct project *p)
{
	return unit_status_words[p->unit.status];
}

static const char *reason_of(const struct project *p)
{
	return intern_text(&p->text, p->unit.reason);
}

static void a_clean_unit_is_ok(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int a;\n");
	assert_string_equal(status_of(p), "ok");
	assert_string_equal(reason_of(p), "");
	assert_string_equal(intern_text(&p->text, p->unit.main_file), "a.c");
	assert_int_equal(p->unit.language, LANGUAGE_C);
	assert_int_equal(p->unit.files.n, 1);
	project_source(p, "a.cc", "int a;\n");
	assert_int_equal(p->unit.language, LANGUAGE_CXX);
}

static void a_missing_source_fails(void **state)
{
	struct project *p = *state;

	project_collect(p, "none.c");
	assert_string_equal(status_of(p), "failed");
	assert_string_equal(reason_of(p), "no such file");
	project_folder(p, "folder.c");
	project_collect(p, "folder.c");
	assert_string_equal(status_of(p), "failed");
	assert_string_equal(reason_of(p), "not a file");
	assert_int_equal(p->unit.files.n, 0);
}

static void a_missing_header_keeps_what_is_left(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int before;\n#include \"x.h\"\nint after;\n");
	assert_string_equal(status_of(p), "had-errors");
	assert_string_equal(reason_of(p), "x.h: not found");
	project_expect(p, "a.c", "include", "include|2:1|\"x.h\"|-|missing\n");
	project_expect(p, "a.c", "entity", "entity|1:5|variable|before|c:@before|definition\n"
					   "entity|3:5|variable|after|c:@after|definition\n");
	project_expect(p, "", "diagnostic", "diagnostic|a.c|2:10|error|'x.h' file not found\n");
}

static void a_syntax_error_is_said(void **state)
{
	struct project *p = *state;

	project_source(p, "a.c", "int a = ;\nint f(void) { return a; }\n");
	assert_string_equal(status_of(p), "had-errors");
	assert_string_equal(reason_of(p), "a.c:1: expected expression");
	project_expect(p, "", "diagnostic", "diagnostic|a.c|1:9|error|expected expression\n");
	project_expect(p, "a.c", "function", "function|2:5|2:25|f|c:@F@f|int|1|-\n");
}

static void errors_without_end_are_cut(void **state)
{
	struct project *p = *state;
	struct strbuf source = STRBUF_INIT;

	for (int i = 0; i < 300; i++)
		strbuf_addf(&source, "int a%d = ;\n", i);
	strbuf_adds(&source, "int last;\n");
	project_source(p, "a.c", source.text);
	assert_int_equal(p->unit.diagnostics.n, 100);
	project_has(p, "a.c", "entity|301:5|variable|last|c:@last|definition");
	strbuf_release(&source);
}

static void flags_of_other_compilers_are_no_errors(void **state)
{
	struct project *p = *state;

	project_arg(p, "-fno-such-flag-anywhere");
	project_source(p, "a.c", "int a;\n");
	assert_string_equal(status_of(p), "ok");
}

static void warnings_are_not_kept(void **state)
{
	struct project *p = *state;

	project_arg(p, "-Wall");
	project_arg(p, "-Werror");
	project_source(p, "a.c", "static int unused;\n#warning here\n");
	assert_string_equal(status_of(p), "ok");
	project_expect(p, "", "diagnostic", "");
}

static void deep_nesting_is_no_danger(void **state)
{
	struct project *p = *state;
	struct strbuf source = STRBUF_INIT;

	strbuf_adds(&source, "int f(int a)\n{\n\treturn a");
	for (int i = 0; i < 5000; i++)
		strbuf_adds(&source, " + a");
	strbuf_adds(&source, ";\n}\n");
	project_source(p, "a.c", source.text);
	assert_string_equal(status_of(p), "ok");
	project_has(p, "a.c", "function|1:5|4:1|f|c:@F@f|int|1|-");
	strbuf_clear(&source);
	strbuf_adds(&source, "int x = ");
	for (int i = 0; i < 100000; i++)
		strbuf_addc(&source, '(');
	strbuf_adds(&source, "1;\n");
	project_arg(p, "-fbracket-depth=64");
	project_source(p, "a.c", source.text);
	assert_string_equal(status_of(p), "had-errors");
	assert_string_equal(reason_of(p), "a.c:1: bracket nesting level exceeded maximum of 64");
	strbuf_release(&source);
}

static void files_come_as_read_and_paths_are_normal(void **state)
{
	struct project *p = *state;

	project_folder(p, "src");
	project_folder(p, "inc");
	project_arg(p, "-Iinc/../inc");
	scratch_write(&p->folder, "inc/b.h", "#pragma once\n#include \"../src/./c.h\"\n");
	scratch_write(&p->folder, "src/c.h", "int c;\n");
	project_source(p, "src/a.c", "#include <b.h>\n#include \"c.h\"\n#include \"../inc/b.h\"\n");
	assert_string_equal(status_of(p), "ok");
	project_expect(p, "src/a.c", "file include", "file|src/a.c|main|0\n"
						     "include|1:1|<b.h>|inc/b.h|-\n"
						     "include|2:1|\"c.h\"|src/c.h|-\n"
						     "include|3:1|\"../inc/b.h\"|inc/b.h|-\n");
	project_expect(p, "inc/b.h", "include", "include|2:1|\"../src/./c.h\"|src/c.h|-\n");
	assert_string_equal(intern_text(&p->text, p->unit.files.items[1].path), "inc/b.h");
	assert_string_equal(intern_text(&p->text, p->unit.files.items[2].path), "src/c.h");
	assert_int_equal(p->unit.files.items[1].flags, FILE_FLAG_GUARDED);
	assert_int_equal(p->unit.files.items[2].flags, 0);
}

static void system_headers_are_only_resolved(void **state)
{
	struct project *p = *state;

	project_folder(p, "sys");
	project_arg(p, "-isystem");
	project_arg(p, "sys");
	scratch_write(&p->folder, "sys/s.h", "#ifndef S\n#define S\n# include <t.h>\n#include <t.h>\nint s(void);\n#endif\n");
	scratch_write(&p->folder, "sys/t.h", "typedef int t;\n");
	project_source(p, "a.c", "#include <s.h>\nt v;\nint w(void) { return s(); }\n");
	assert_string_equal(status_of(p), "ok");
	project_expect(p, "sys/s.h", "file include entity use", "file|sys/s.h|system,guarded|0\n"
								"include|3:1|-|sys/t.h|-\n"
								"include|4:1|-|sys/t.h|-\n");
	project_expect(p, "sys/t.h", "file include entity use", "file|sys/t.h|system|0\n");
	project_has(p, "a.c", "use|3:22|call|function|s|sys/s.h|1");
	project_has(p, "a.c", "use|2:1|type|typedef|t|sys/t.h|1");
}

static void a_pragma_makes_a_system_header(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "s.h", "#define EARLY 1\n#pragma GCC system_header\nint s;\n");
	project_source(p, "a.c", "#include \"s.h\"\nint a = EARLY;\n");
	project_expect(p, "s.h", "file include entity use", "file|s.h|system|0\n");
	project_has(p, "a.c", "use|2:9|expand|macro|EARLY|s.h|1");
}

static void directives_keep_how_they_are_written(void **state)
{
	struct project *p = *state;

	project_folder(p, "inc");
	project_folder(p, "inc2");
	project_arg(p, "-Iinc");
	project_arg(p, "-Iinc2");
	scratch_write(&p->folder, "n.h", "");
	scratch_write(&p->folder, "inc/o.h", "#include_next <o.h>\n");
	scratch_write(&p->folder, "inc2/o.h", "");
	project_source(p, "a.c", "#define N \"n.h\"\n"
				 "  #  include /* why */ \"n.h\" // because\n"
				 "#include N /* computed */\n"
				 "#import \"n.h\"\n"
				 "#include \\\n   <o.h>\n");
	project_expect(p, "a.c", "include", "include|2:3|\"n.h\"|n.h|-\n"
					    "include|3:1|N /* computed */|n.h|computed\n"
					    "include|4:1|\"n.h\"|n.h|import\n"
					    "include|5:1|<o.h>|inc/o.h|-\n");
	project_expect(p, "inc/o.h", "include", "include|1:1|<o.h>|inc2/o.h|next\n");
}

static void inactive_includes_come_from_the_text(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "y.h", "");
	project_source(p, "a.c", "#if 0\n"
				 "don't\n/*\n#include \"in_comment.h\"*/\n"
				 "#include \"x.h\"\n"
				 "char *s = \"\\\n#include <in_string.h>\";\n"
				 "#ifdef DEEPER\n# include_next <z.h>\n#else\n#include MACRO\n#endif\n"
				 "#else\n"
				 "#include \"y.h\"\n"
				 "#endif\n"
				 "#ifdef NOBODY\n#include <last.h>\n#endif\n");
	project_expect(p, "a.c", "include", "include|5:1|\"x.h\"|-|inactive,conditional\n"
					    "include|9:1|<z.h>|-|inactive,next,conditional\n"
					    "include|11:1|MACRO|-|inactive,computed,conditional\n"
					    "include|14:1|\"y.h\"|y.h|conditional\n"
					    "include|17:1|<last.h>|-|inactive,conditional\n");
}

static void a_file_read_twice_is_listed_once(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "list.def", "#ifdef NAMES\nX(one)\nX(two)\n#else\n#include \"more.h\"\nY(one)\n#endif\n");
	scratch_write(&p->folder, "more.h", "");
	project_source(p, "a.c", "#define X(name) name,\n#define Y(name) extern int y_##name;\n"
				 "enum e {\n#define NAMES\n#include \"list.def\"\nlast\n};\n#undef NAMES\n"
				 "#include \"list.def\"\n#include \"list.def\"\n");
	project_expect(p, "list.def", "include", "include|5:1|\"more.h\"|more.h|conditional\n");
	project_expect(p, "list.def", "entity", "entity|2:1|enumerator|one|c:@E@e@one|-\n"
						"entity|3:1|enumerator|two|c:@E@e@two|-\n"
						"entity|6:1|variable|y_one|c:@y_one|extern\n");
	project_has(p, "list.def", "use|1:8|test|macro|NAMES|a.c|1");
	project_lacks(p, "list.def", "use", "mention");
}

static void an_include_inside_a_declaration_keeps_files_apart(void **state)
{
	struct project *p = *state;

	scratch_write(&p->folder, "list.def", "X(one)\nX(two)\n");
	scratch_write(&p->folder, "body.inc", "for (;;)\n\tif (two)\n\t\tcallee();\n");
	project_source(p, "a.c", "void callee(void);\n#define X(name) name,\nenum e {\n\tzero,\n#include \"list.def\"\n};\n"
				 "void f(void)\n{\n\tcallee();\n#include \"body.inc\"\n}\n");
	project_expect(p, "list.def", "entity use", "entity|1:1|enumerator|one|c:@E@e@one|-\n"
						    "entity|2:1|enumerator|two|c:@E@e@two|-\n"
						    "use|1:1|expand|macro|X|a.c|2\n");
	project_expect(p, "body.inc", "use", "use|2:6|refer|enumerator|two|list.def|1\n"
					     "use|3:3|call|function|callee|a.c|1\n");
	project_expect(p, "a.c", "function loop call", "function|7:6|11:1|f|c:@F@f|void|4|-\n"
						       "call|9:2|callee|a.c|0|0|-|-\n");
}

static void same_facts_in_every_run(void **state)
{
	struct project *p = *state;
	struct strbuf first = STRBUF_INIT;

	scratch_write(&p->folder, "b.h", "#ifndef B\n#define B\nstruct b { int x, y; };\nint use(struct b *);\n#endif\n");
	for (int run = 0; run < 3; run++) {
		struct project other;

		project_source(p, "a.c", "#include <stdio.h>\n#include \"b.h\"\nint f(struct b *b) { return use(b) + b->x; }\n");
		if (!run)
			strbuf_add(&first, p->facts.text, p->facts.len);
		assert_string_equal(p->facts.text, first.text);
		/* Another folder, another frontend, other numbers for the same text. */
		project_init(&other);
		intern_adds(&other.text, "something else");
		scratch_write(&other.folder, "b.h", "#ifndef B\n#define B\nstruct b { int x, y; };\nint use(struct b *);\n#endif\n");
		project_source(&other, "a.c",
			       "#include <stdio.h>\n#include \"b.h\"\nint f(struct b *b) { return use(b) + b->x; }\n");
		assert_string_equal(other.facts.text, first.text);
		project_release(&other);
	}
	strbuf_release(&first);
}

/* a.c with two headers of which it uses one; returns a.c's digest. */
static uint64_t digest_without(struct project *p, uint32_t line)
{
	struct frontend_edit blank = { "a.c", line, "" };

	project_collect_edited(p, "a.c", &blank, line ? 1 : 0);
	return project_file(p, "a.c")->digest;
}

static void digests_tell_used_from_unused(void **state)
{
	struct project *p = *state;
	uint64_t whole;

	scratch_write(&p->folder, "used.h", "enum { LIMIT = 3 };\n");
	scratch_write(&p->folder, "unused.h", "int unused;\n");
	scratch_write(&p->folder, "switch.h", "#define WIDE\n");
	scratch_write(&p->folder, "a.c", "#include \"used.h\"\n"
					 "#include \"unused.h\" /* goes on\n   here */\n"
					 "#include \"switch.h\"\n"
					 "#ifdef WIDE\nlong v = LIMIT;\n#else\nint v = LIMIT;\n#endif\n");
	whole = digest_without(p, 0);
	assert_true(whole != 0);
	assert_true(digest_without(p, 2) == whole);
	assert_string_equal(status_of(p), "ok");
	assert_int_equal(p->unit.files.n, 3);
	project_has(p, "a.c", "entity|6:6|variable|v|c:@v|definition");
	assert_true(digest_without(p, 4) != whole);
	assert_string_equal(status_of(p), "ok");
	digest_without(p, 1);
	assert_string_equal(status_of(p), "had-errors");
	assert_string_equal(reason_of(p), "a.c:6: use of undeclared identifier 'LIMIT'");
}

static void a_digest_sees_what_a_name_means(void **state)
{
	struct project *p = *state;
	uint64_t whole;

	scratch_write(&p->folder, "first.h", "typedef int number;\n#define ONE 1\n");
	scratch_write(&p->folder, "size.h", "#define LONG_FIELD\n");
	scratch_write(&p->folder, "record.h",
		      "#ifndef R\n#define R\nstruct r {\n#ifdef LONG_FIELD\nlong\n#else\nint\n#endif\nx; };\n#endif\n");
	scratch_write(&p->folder, "a.c", "#include \"first.h\"\n#include \"size.h\"\n#include \"record.h\"\n"
					 "extern struct r r;\nnumber n = ONE;\nint s = sizeof r;\n");
	whole = digest_without(p, 0);
	assert_true(digest_without(p, 2) != whole);
	assert_string_equal(status_of(p), "ok");
	/* The same names from another file are not the same. */
	scratch_write(&p->folder, "second.h", "typedef int number;\n#define ONE 1\n");
	scratch_write(&p->folder, "a.c", "#include \"second.h\"\n#include \"size.h\"\n#include \"record.h\"\n"
					 "extern struct r r;\nnumber n = ONE;\nint s = sizeof r;\n");
	assert_true(digest_without(p, 0) != whole);
}

static void a_directive_that_is_not_there_fails(void **state)
{
	struct project *p = *state;
	struct frontend_edit blank = { "a.c", 2, "" }, gone = { "gone.h", 1, "" };

	scratch_write(&p->folder, "a.c", "\nint a;\n");
	project_collect_edited(p, "a.c", &blank, 1);
	assert_string_equal(status_of(p), "failed");
	assert_string_equal(reason_of(p), "a.c:2: no directive there");
	project_collect_edited(p, "a.c", &gone, 1);
	assert_string_equal(status_of(p), "failed");
	assert_string_equal(reason_of(p), "gone.h:1: cannot be read");
}

static void headers_in_other_folders_can_be_blanked(void **state)
{
	struct project *p = *state;
	struct frontend_edit blanks[] = { { "inc/b.h", 2, "" }, { "a.c", 2, "" } };

	project_folder(p, "inc");
	project_arg(p, "-Iinc");
	scratch_write(&p->folder, "inc/b.h", "#pragma once\n#include <c.h>\nint b;\n");
	scratch_write(&p->folder, "inc/c.h", "int c;\n");
	scratch_write(&p->folder, "a.c", "#include <b.h>\n#include <c.h>\nint a;\n");
	project_collect_edited(p, "a.c", blanks, 2);
	assert_string_equal(status_of(p), "ok");
	assert_int_equal(p->unit.files.n, 2);
	project_expect(p, "inc/b.h", "include entity", "entity|3:5|variable|b|c:@b|definition\n");
}

static uint64_t digest_with(struct project *p, const char *instead)
{
	struct frontend_edit edit = { "src/a.c", 2, instead };

	project_collect_edited(p, "src/a.c", &edit, *instead ? 1 : 0);
	return project_file(p, "src/a.c")->digest;
}

static void other_headers_can_stand_in(void **state)
{
	struct project *p = *state;
	uint64_t whole;

	project_folder(p, "src");
	scratch_write(&p->folder, "src/part.h", "typedef int part;\n");
	scratch_write(&p->folder, "src/size.h", "#define WIDE 1\n");
	scratch_write(&p->folder, "src/all.h", "#include \"part.h\"\n#include \"size.h\"\n");
	scratch_write(&p->folder, "src/a.c", "int first;\n#include \"all.h\" // all\n#ifdef WIDE\nlong v;\n#endif\npart w;\n");
	whole = digest_with(p, "");
	/* The stand-in finds what the file itself would, and moves nothing. */
	assert_true(digest_with(p, "\"part.h\"\n\"size.h\"") == whole);
	assert_string_equal(status_of(p), "ok");
	assert_true(digest_with(p, "\"part.h\"") != whole);
	assert_string_equal(status_of(p), "ok");
	digest_with(p, "\"size.h\"");
	assert_string_equal(status_of(p), "had-errors");
	digest_with(p, "\"nowhere.h\"");
	assert_string_equal(reason_of(p), "nowhere.h: not found");
	assert_true(frontend_is_stand_in("src/~") && frontend_is_stand_in("~12") && !frontend_is_stand_in("src~/a.c"));
	scratch_write(&p->folder, "src/a.c", "#define ALL \"all.h\"\n#include ALL\n");
	project_collect_edited(p, "src/a.c", &(struct frontend_edit){ "src/a.c", 2, "\"part.h\"" }, 1);
	assert_string_equal(reason_of(p), "src/a.c:2: no other headers can be put there");
}

static void the_version_is_clangs(void **state)
{
	struct strbuf version = STRBUF_INIT;

	(void)state;
	frontend_version(&version);
	assert_non_null(strstr(version.text, "clang version "));
	strbuf_release(&version);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PROJECT_TEST(a_clean_unit_is_ok),
		PROJECT_TEST(a_missing_source_fails),
		PROJECT_TEST(a_missing_header_keeps_what_is_left),
		PROJECT_TEST(a_syntax_error_is_said),
		PROJECT_TEST(errors_without_end_are_cut),
		PROJECT_TEST(flags_of_other_compilers_are_no_errors),
		PROJECT_TEST(warnings_are_not_kept),
		PROJECT_TEST(deep_nesting_is_no_danger),
		PROJECT_TEST(files_come_as_read_and_paths_are_normal),
		PROJECT_TEST(system_headers_are_only_resolved),
		PROJECT_TEST(a_pragma_makes_a_system_header),
		PROJECT_TEST(directives_keep_how_they_are_written),
		PROJECT_TEST(inactive_includes_come_from_the_text),
		PROJECT_TEST(a_file_read_twice_is_listed_once),
		PROJECT_TEST(an_include_inside_a_declaration_keeps_files_apart),
		PROJECT_TEST(same_facts_in_every_run),
		PROJECT_TEST(digests_tell_used_from_unused),
		PROJECT_TEST(a_digest_sees_what_a_name_means),
		PROJECT_TEST(a_directive_that_is_not_there_fails),
		PROJECT_TEST(headers_in_other_folders_can_be_blanked),
		PROJECT_TEST(other_headers_can_stand_in),
		cmocka_unit_test(the_version_is_clangs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
