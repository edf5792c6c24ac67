/*
 * The readers of profiles on text written by hand and on real files (data/profile/), and what the join with a program says of
 * places, loops, functions and conditions.
 */
#include "tests/unit/rule_facts.h"

#include "analyzer/profile/profile.h"
#include "analyzer/program/hotness.h"

static void read_text(struct profiles *p, const char *text)
{
	struct error e = ERROR_INIT;

	if (profiles_read_bytes(p, "test", text, strlen(text), &e) < 0)
		fail_msg("%s", e.text.text);
	error_release(&e);
}

static void expect_refused(const char *text, size_t len, const char *message)
{
	struct profiles p;
	struct error e = ERROR_INIT;

	profiles_init(&p);
	assert_true(profiles_read_bytes(&p, "test", text, len, &e) < 0);
	if (!strstr(e.text.text, message))
		fail_msg("'%s' is not in '%s'", message, e.text.text);
	profiles_release(&p);
	error_release(&e);
}

static const struct profile_file *file_named(const struct profiles *p, const char *path)
{
	const struct profile *one = &p->list.items[0];

	for (size_t i = 0; i < one->files.n; i++)
		if (!strcmp(intern_text(&p->texts, one->files.items[i].path), path))
			return &one->files.items[i];
	fail_msg("no file %s", path);
	return NULL;
}

static uint64_t count_at(const struct profile_file *f, uint32_t line, uint32_t col)
{
	for (size_t i = 0; i < f->counts.n; i++)
		if (f->counts.items[i].line == line && f->counts.items[i].col == col)
			return f->counts.items[i].count;
	fail_msg("no count at %u:%u", line, col);
	return 0;
}

/* ---- readers --------------------------------------------------------------------------------------------------------------- */

static void costs_of_called_functions_are_not_the_callers_own(void **state)
{
	struct profiles p;

	(void)state;
	profiles_init(&p);
	read_text(&p, "# callgrind format\npositions: line\nevents: Ir\n\n"
		      "fl=(1) /b/a.c\nfn=(1) f\n10 5\n+2 7\ncfn=(2) g\ncalls=3 40\n* 900\n* 1\n-2 2\n"
		      "fn=(2)\n40 900\nfi=(2) /b/h.h\n3 11\nfe=(1)\n41 4\n");
	profiles_finish(&p);
	assert_int_equal(p.list.items[0].kind, PROFILE_CALLGRIND);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 10, 0), 7);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 12, 0), 8);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 40, 0), 900);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 41, 0), 4);
	assert_int_equal(count_at(file_named(&p, "/b/h.h"), 3, 0), 11);
	profiles_release(&p);
}

static void inner_calls_of_a_recursive_function_are_its_own(void **state)
{
	struct profiles p;
	const struct profile_file *f;

	(void)state;
	profiles_init(&p);
	read_text(&p, "# callgrind format\npositions: line\nevents: Ir\n\nfl=???\nfn=(1) fib\n0 5\nfn=(2) fib'2\n0 70\nfn=(3) '3\n0 1\n");
	profiles_finish(&p);
	f = file_named(&p, "");
	assert_int_equal(f->functions.n, 2);
	assert_string_equal(intern_text(&p.texts, f->functions.items[1].name), "fib");
	assert_int_equal(f->functions.items[1].count, 75);
	profiles_release(&p);
}

static void jumps_and_mispredictions_belong_to_their_line(void **state)
{
	struct profiles p;
	const struct profile_file *f;

	(void)state;
	profiles_init(&p);
	read_text(&p, "version: 1\npositions: line\nevents: Ir Bc Bcm\nfl=a.c\nfn=f\n"
		      "10 5 100 9\njcnd=97/100 +3 \n* \n+1 2\njump=7 -1\n*\n+9 1\n");
	profiles_finish(&p);
	f = file_named(&p, "a.c");
	assert_int_equal(f->branches.n, 2);
	assert_int_equal(f->branches.items[0].n_executed, 100);
	assert_int_equal(f->branches.items[0].n_mispredicted, 9);
	assert_int_equal(f->branches.items[1].n_true, 97);
	assert_int_equal(f->branches.items[1].n_false, 3);
	assert_false(f->branches.items[1].has_sides);
	assert_int_equal(count_at(f, 20, 0), 1);
	profiles_release(&p);
}

static void only_the_innermost_place_of_a_sample_counts(void **state)
{
	struct profiles p;

	(void)state;
	profiles_init(&p);
	read_text(&p, "# a comment\nprog 1 [001] 5.25:  250 cycles:u: \n\t  11f5 leaf+0x33 (/b/prog)\n  /b/a.c:10 (discriminator 2)\n"
		      "\t  1200 caller+0x1 (/b/prog)\n  /b/a.c:99\n\n"
		      "prog 1 [001] 5.26:  250 cache-misses:u: \n\t  11f5 leaf+0x33 (/b/prog)\n  /b/a.c:10\n\n"
		      "prog 1 [001] 5.27:  250 cycles:u: \n\t  7fff [unknown] ([unknown])\n\n");
	profiles_finish(&p);
	assert_int_equal(p.list.items[0].kind, PROFILE_PERF);
	assert_int_equal(file_named(&p, "/b/a.c")->counts.n, 1);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 10, 0), 1);
	assert_int_equal(file_named(&p, "")->functions.n, 1); /* the sample without a symbol */
	profiles_release(&p);
}

/* Each kind of core has its own counter of one event; samples of another event are counted, not lost in silence. */
static void one_event_counts_on_all_cores(void **state)
{
	struct profiles p;

	(void)state;
	profiles_init(&p);
	read_text(&p, "a 1 1.0: 1 cpu_core/cycles/u:\n\t401000 main+0x10 (/x/a)\n  /b/a.c:8\n\n"
		      "a 1 1.0: 1 cpu_atom/cycles/u:\n\t401000 f+0x10 (/x/a)\n  /b/a.c:3\n\n"
		      "a 1 1.0: 1 cpu_atom/cycles/u:\n\t401000 f+0x10 (/x/a)\n  /b/a.c:3\n\n"
		      "a 1 1.0: 1 cpu_atom/branches/u:\n\t401000 f+0x10 (/x/a)\n  /b/a.c:3\n\n");
	profiles_finish(&p);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 8, 0), 1);
	assert_int_equal(count_at(file_named(&p, "/b/a.c"), 3, 0), 2);
	assert_int_equal(p.list.items[0].n_other_samples, 1);
	assert_string_equal(intern_text(&p.texts, p.list.items[0].event), "cycles/u");
	profiles_release(&p);
}

static void symbols_alone_give_the_function(void **state)
{
	struct profiles p;
	const struct profile_file *f;

	(void)state;
	profiles_init(&p);
	read_text(&p, "a 1 5.25: 1 cycles:u:  11f5 hot.constprop.0+0x3 (/b/a)\na 1 5.25: 1 cycles:u:  11f9 hot+0x7 (/b/a)\n");
	profiles_finish(&p);
	f = file_named(&p, "");
	assert_int_equal(f->functions.n, 1);
	assert_string_equal(intern_text(&p.texts, f->functions.items[0].name), "hot");
	assert_int_equal(f->functions.items[0].count, 2);
	profiles_release(&p);
}

static void gcov_counts_from_its_folder(void **state)
{
	struct profiles p;
	const struct profile_file *f;
	const char *text = "{\"gcc_version\": \"12\", \"files\": [{\"file\": \"../src/a.c\", \"functions\": [{\"name\": \"f\", \"start_line\": 3,"
			   " \"end_line\": 9, \"end_column\": 1, \"execution_count\": 4}], \"lines\": [{\"line_number\": 5, \"count\": 40, \"branches\":"
			   " [{\"count\": 39, \"fallthrough\": true}, {\"count\": 1, \"fallthrough\": false}]}, {\"line_number\": 6, \"count\": 1,"
			   " \"branches\": [{\"count\": 1, \"fallthrough\": false}, {\"count\": 0, \"fallthrough\": false}]}]}],"
			   " \"current_working_directory\": \"/home/b/out\"}";

	(void)state;
	profiles_init(&p);
	read_text(&p, text);
	read_text(&p, text);
	profiles_finish(&p);
	f = file_named(&p, "/home/b/src/a.c");
	assert_int_equal(p.list.items[0].n_inputs, 2);
	assert_int_equal(count_at(f, 5, 0), 80);
	assert_int_equal(f->functions.items[0].count, 8);
	assert_int_equal(f->branches.n, 1); /* a switch's ways out are no sides of a condition */
	assert_int_equal(f->branches.items[0].n_true, 78);
	profiles_release(&p);
}

static void what_is_no_profile_is_refused_with_a_remedy(void **state)
{
	(void)state;
#define REFUSED(text, message) expect_refused(text, sizeof text - 1, message)
	REFUSED("", "is empty");
	REFUSED("hello\n", "known are the JSON of llvm-cov export");
	REFUSED("\x81rforpl\xff\n", "llvm-profdata merge -o run.profdata");
	REFUSED("PERFILE2....", "perf script -F +srcline");
	REFUSED("adcg*21B", "gcov --json-format");
	REFUSED("oncg*21B", "gcov --json-format");
	REFUSED("{\"data\":[{\"files\":[{\"segments\":[[1,2,", "test:1:38: the JSON ends too early");
	REFUSED("{\"data\":[{\"files\":[{\"segments\":[[1,-x", "test:1:36: damaged JSON: a number");
	REFUSED("{\"data\":[],\"type\":\"mine\"}", "JSON of the type 'mine'");
	REFUSED("version: 1\nevents: Ir\nfn=(2)\n", "test:3:4: name number 2 was never given");
	REFUSED("version: 1\nevents: Ir\nfn=f\n1 2 3\n", "test:4:5: damaged: more costs than the 1 events; make it again");
	REFUSED("version: 1\nevents: Ir\nfn=f\n? 2\n", "test:4:1: damaged");
	REFUSED("version: 1\npositions: instr\n", "run callgrind without --dump-line=no");
	REFUSED("\x1f\x8b\x08", "was cut off");
	REFUSED("\x1f\x8b\x09 no gzip", "damaged gzip");
#undef REFUSED
}

/* ---- the join -------------------------------------------------------------------------------------------------------------- */

/* count_odd() of data/profile/src/count.c, and as it may look today. */
#define COUNT_C \
	"unit  src/count.c  -  c  ok  -\n" \
	"file  src/count.c  main  1\n" \
	"function  1:12  4:1  is_odd  c:@F@is_odd  int  1  -\n" \
	"param  1:23  x  int  -\n" \
	"function  6:5  14:1  count_odd  c:@F@count_odd  int  5  -\n" \
	"param  6:26  numbers  const int *  pointer\n" \
	"param  6:39  n  int  -\n" \
	"loop  10:2  12:11  for  0  -\n" \
	"call  11:7  is_odd  src/count.c  1  1  -  -\n" \
	"function  16:5  21:1  main  c:@F@main  int  2  -\n" \
	"call  20:9  count_odd  src/count.c  2  0  -  -\n" \
	"end-of-files\n"

struct joined {
	struct intern text;
	struct program *program;
	struct profiles profiles;
};

static void join_files(struct joined *j, const char *const *units, const char *const *files)
{
	struct error e = ERROR_INIT;

	profiles_init(&j->profiles);
	for (; *files; files++) {
		struct strbuf path = STRBUF_INIT;

		strbuf_addf(&path, "%s/unit/data/profile/%s", TEST_SOURCE_DIR, *files);
		if (profiles_read(&j->profiles, path.text, &e) < 0)
			fail_msg("%s", e.text.text);
		strbuf_release(&path);
	}
	profiles_finish(&j->profiles);
	j->program = link_units(&j->text, units, true);
	program_join_profiles(j->program, &j->profiles);
	error_release(&e);
}

static void leave(struct joined *j)
{
	unlink_units(j->program, &j->text);
	profiles_release(&j->profiles);
}

static uint64_t heat_at(const struct joined *j, uint32_t line, uint32_t col)
{
	struct hotness h = program_hotness(j->program, 0, (struct place){ line, col });

	if (!h.is_measured)
		fail_msg("nothing is known of %u:%u", line, col);
	return h.value;
}

static const struct program_function *function_at(const struct joined *j, uint32_t line)
{
	return program_function_at(j->program, 0, (struct place){ line, 0 });
}

/* Of the first function: of its head. */
static struct hotness heat_of_first(const struct joined *j)
{
	const struct program_function *f = &j->program->functions[0];

	return program_hotness(j->program, f->in->file, f->fact->at);
}

static double placed(const struct joined *j)
{
	size_t n;
	const struct program_profile *p = program_profiles(j->program, &n);

	assert_int_equal(n, 1);
	return 100.0 * (double)p->placed / (double)p->total;
}

static void executions_of_llvm_cov_are_those_of_the_region(void **state)
{
	struct joined j;
	struct branch_counts b;

	(void)state;
	join_files(&j, UNITS(COUNT_C), (const char *const[]){ "llvm-cov.json", NULL });
	assert_true(placed(&j) == 100);
	assert_int_equal(heat_at(&j, 11, 7), 7);
	assert_int_equal(heat_at(&j, 12, 4), 4);
	assert_int_equal(heat_at(&j, 13, 2), 1);
	assert_int_equal(heat_at(&j, 1, 23), 7); /* a parameter: as often as the function was entered */
	assert_int_equal(heat_at(&j, 10, 2), 1);
	assert_int_equal(program_loop_hotness(j.program, function_at(&j, 10), 1).value, 8);
	assert_int_equal(heat_at(&j, 1, 12), 7);
	assert_true(program_branch_counts(j.program, 0, (struct place){ 11, 7 }, &b));
	assert_int_equal(b.n_true, 4);
	assert_int_equal(b.n_false, 3);
	assert_true(b.has_sides);
	assert_false(branch_counts_are_easy(&b));
	assert_true(program_branch_counts(j.program, 0, (struct place){ 11, 15 }, &b)); /* inside the condition */
	assert_false(program_branch_counts(j.program, 0, (struct place){ 12, 4 }, &b));
	leave(&j);
}

static void all_kinds_agree_on_the_same_run(void **state)
{
	static const struct { const char *file, *kind; uint64_t loop; } kinds[] = {
		{ "llvm-cov.json", "llvm-cov", 8 },
		{ "gcov.json.gz", "gcov", 8 },
		{ "callgrind.out", "callgrind", 40 },
	};
	struct branch_counts b;

	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct joined j;
		struct hotness h;

		join_files(&j, UNITS(COUNT_C), (const char *const[]){ kinds[i].file, NULL });
		h = program_loop_hotness(j.program, function_at(&j, 10), 1);
		assert_string_equal(h.source, kinds[i].kind);
		assert_int_equal(h.value, kinds[i].loop);
		assert_true(program_branch_counts(j.program, 0, (struct place){ 10, 18 }, &b));
		assert_int_equal(b.has_mispredicted ? b.n_executed : b.n_true + b.n_false, 8);
		leave(&j);
	}
}

static void samples_go_to_their_line_or_function(void **state)
{
	struct joined j;

	(void)state;
	join_files(&j, UNITS(COUNT_C), (const char *const[]){ "perf.txt", NULL });
	assert_true(placed(&j) == 100);
	assert_int_equal(program_loop_hotness(j.program, function_at(&j, 10), 1).value, 9);
	assert_int_equal(heat_at(&j, 11, 7), 1);
	assert_int_equal(heat_at(&j, 6, 26), 9); /* its head: all of the function */
	assert_int_equal(heat_at(&j, 13, 2), 0); /* known, and cold */
	leave(&j);
	join_files(&j, UNITS(COUNT_C), (const char *const[]){ "perf_symbols.txt", NULL });
	assert_int_equal(heat_at(&j, 11, 7), 9);
	assert_int_equal(heat_at(&j, 13, 2), 9);
	leave(&j);
}

/* The whole file two lines down, and count_odd() one line longer. */
/* Lines are not regions: what gcov says nothing of may run more or less often than the line above it. */
static void a_line_without_a_count_has_none(void **state)
{
	struct joined j;

	(void)state;
	profiles_init(&j.profiles);
	read_text(&j.profiles, "{\"current_working_directory\": \"/b\", \"files\": [{\"file\": \"src/count.c\", \"functions\": [{\"name\": \"count_odd\", "
		  "\"start_line\": 6, \"end_line\": 14, \"end_column\": 1, \"execution_count\": 3}], \"lines\": ["
		  "{\"line_number\": 6, \"count\": 3}, {\"line_number\": 10, \"count\": 51}]}]}");
	profiles_finish(&j.profiles);
	j.program = link_units(&j.text, UNITS(COUNT_C), true);
	program_join_profiles(j.program, &j.profiles);
	assert_int_equal(heat_at(&j, 10, 2), 51);
	assert_int_equal(heat_at(&j, 8, 2), 3); /* before anything but the head was counted: the function's own */
	assert_false(program_hotness(j.program, 0, (struct place){ 13, 2 }).is_measured);
	leave(&j);
}

static void functions_that_moved_are_followed_and_changed_ones_are_said(void **state)
{
	struct joined j;
	size_t n;
	const struct program_profile *p;

	(void)state;
	join_files(&j, UNITS("unit  src/count.c  -  c  ok  -\n"
			     "file  src/count.c  main  1\n"
			     "function  3:12  6:1  is_odd  c:@F@is_odd  int  1  -\n"
			     "param  3:23  x  int  -\n"
			     "function  8:5  17:1  count_odd  c:@F@count_odd  int  5  -\n"
			     "param  8:26  numbers  const int *  pointer\n"
			     "param  8:39  n  int  -\n"
			     "loop  13:2  15:11  for  0  -\n"
			     "end-of-files\n"), (const char *const[]){ "llvm-cov.json", NULL });
	p = program_profiles(j.program, &n);
	assert_int_equal(p->n_changes, 1);
	assert_int_equal(p->changes[0].end_line, 14);
	assert_int_equal(heat_at(&j, 5, 2), 7);
	assert_int_equal(heat_at(&j, 14, 3), 1); /* only that it was entered once */
	assert_true(p->placed < p->total);
	for (size_t i = 0; i < p->n_losses; i++)
		assert_int_equal(p->losses[i].reason, LOSS_CHANGED);
	leave(&j);
}

/* Two files with the profile's name: the longer common end, or the functions in them, tell which is meant; else neither is. */
static void paths_match_by_their_ends(void **state)
{
	static const char other[] = "unit  src/count.c  -  c  ok  -\nfile  src/count.c  main  1\nfunction  2:5  3:1  other  c:@F@other  int  1  -\nend-of-files\n";
	static const char same[] = "unit  lib/count.c  -  c  ok  -\nfile  lib/count.c  main  1\nfunction  6:5  14:1  count_odd  c:@F@count_odd  int  5  -\nend-of-files\n";
	static const char again[] = "unit  tool/count.c  -  c  ok  -\nfile  tool/count.c  main  1\nfunction  6:5  14:1  count_odd  c:@F@count_odd  int  5  -\nend-of-files\n";
	struct joined j;
	size_t n;

	(void)state;
	/* The profile's is .../case/src/count.c. */
	join_files(&j, UNITS(other, same), (const char *const[]){ "llvm-cov.json", NULL });
	assert_int_equal(heat_of_first(&j).is_measured, false);
	leave(&j);
	join_files(&j, UNITS(same), (const char *const[]){ "llvm-cov.json", NULL });
	assert_int_equal(heat_of_first(&j).value, 1);
	leave(&j);
	join_files(&j, UNITS(same, again), (const char *const[]){ "llvm-cov.json", NULL });
	assert_int_equal(program_profiles(j.program, &n)->placed, 0);
	assert_int_equal(program_profiles(j.program, &n)->losses[0].reason, LOSS_AMBIGUOUS);
	leave(&j);
}

static void an_estimate_is_no_measurement(void **state)
{
	struct joined j;
	struct hotness loop, head, main_;

	(void)state;
	join_files(&j, UNITS(COUNT_C), (const char *const[]){ NULL });
	assert_false(program_hotness(j.program, 0, (struct place){ 11, 7 }).is_measured);
	assert_null(program_hotness(j.program, 0, (struct place){ 11, 7 }).source);
	loop = program_estimate(j.program, 0, (struct place){ 11, 7 });
	head = program_estimate(j.program, 0, (struct place){ 13, 2 });
	main_ = program_estimate(j.program, 0, (struct place){ 20, 2 });
	assert_string_equal(loop.source, "estimate");
	assert_false(loop.is_measured);
	assert_int_equal(loop.value, 20);  /* in a loop, of a function that is called once */
	assert_int_equal(head.value, 2);
	assert_int_equal(main_.value, 1);
	assert_int_equal(program_estimate(j.program, 0, (struct place){ 2, 9 }).value, 11); /* called in a loop */
	leave(&j);
}

static void bias_above_95_percent_is_easy(void **state)
{
	(void)state;
	assert_true(branch_counts_are_easy(&(struct branch_counts){ .n_true = 96, .n_false = 4 }));
	assert_true(branch_counts_are_easy(&(struct branch_counts){ .n_true = 4, .n_false = 96 }));
	assert_false(branch_counts_are_easy(&(struct branch_counts){ .n_true = 95, .n_false = 5 }));
	assert_false(branch_counts_are_easy(&(struct branch_counts){ .n_executed = 5 }));
	assert_true(branch_counts_are_easy(&(struct branch_counts){ .n_true = UINT64_MAX - 1, .n_false = 1 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(costs_of_called_functions_are_not_the_callers_own),
		cmocka_unit_test(inner_calls_of_a_recursive_function_are_its_own),
		cmocka_unit_test(jumps_and_mispredictions_belong_to_their_line),
		cmocka_unit_test(only_the_innermost_place_of_a_sample_counts),
		cmocka_unit_test(one_event_counts_on_all_cores),
		cmocka_unit_test(symbols_alone_give_the_function),
		cmocka_unit_test(gcov_counts_from_its_folder),
		cmocka_unit_test(what_is_no_profile_is_refused_with_a_remedy),
		cmocka_unit_test(executions_of_llvm_cov_are_those_of_the_region),
		cmocka_unit_test(all_kinds_agree_on_the_same_run),
		cmocka_unit_test(samples_go_to_their_line_or_function),
		cmocka_unit_test(a_line_without_a_count_has_none),
		cmocka_unit_test(functions_that_moved_are_followed_and_changed_ones_are_said),
		cmocka_unit_test(paths_match_by_their_ends),
		cmocka_unit_test(an_estimate_is_no_measurement),
		cmocka_unit_test(bias_above_95_percent_is_easy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
