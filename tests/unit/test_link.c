/* Units, sections, files and includes of a linked program. Functions and remarks: test_link_index.c. */
#include "tests/unit/link_sample.h"

static void equal_sections_are_stored_once(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT_A, UNIT_B), true);
	uint32_t header = file_of(p, "src/h.h");

	(void)state;
	assert_int_equal(p->n_units, 2);
	assert_int_equal(p->n_files, 5);
	assert_int_equal(p->n_variants, 5);
	assert_int_equal(p->files[header].n_variants, 1);
	assert_int_equal(p->files[header].n_units, 2);
	assert_int_equal(p->files[header].flags, FILE_FLAG_GUARDED);
	assert_int_equal(p->units[0].n_variants, 4);
	assert_int_equal(p->units[1].n_variants, 3);
	assert_int_equal(p->units[0].facts.files.n, 0);
	for (size_t i = 0; i < p->n_variants; i++) {
		assert_null(p->variants[i].facts.section);
		assert_null(p->variants[i].facts.shared);
	}
	for (size_t i = 1; i < p->n_files; i++)
		assert_true(strcmp(program_text(p, p->files[i - 1].path), program_text(p, p->files[i].path)) < 0);
	assert_true(p->complete);
	unlink_units(p, &text);
}

static void sections_that_differ_are_variants_of_one_file(void **state)
{
	static const char one[] = "unit  a.c  x  c  ok  -\nfile  a.c  main  0\nfile  h.h  -  1\nend-of-files\n";
	static const char two[] = "unit  a.c  y  c  ok  -\nfile  a.c  main  0\nfile  h.h  guarded  2\nend-of-files\n";
	struct intern text;
	struct program *p = link_units(&text, UNITS(one, two), true);
	const struct program_file *h = &p->files[file_of(p, "h.h")];

	(void)state;
	assert_int_equal(h->n_variants, 2);
	assert_int_equal(h->n_units, 2);
	assert_int_equal(h->flags, FILE_FLAG_GUARDED);
	assert_int_equal(p->variants[p->variants_by_file[h->first_variant]].facts.digest, 1);
	assert_int_equal(p->variants[p->variants_by_file[h->first_variant + 1]].facts.digest, 2);
	assert_int_equal(p->files[file_of(p, "a.c")].n_variants, 1);
	unlink_units(p, &text);
}

static void includes_are_united(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT_A, UNIT_B), true);
	size_t first, n;

	(void)state;
	n = program_includes_of(p, file_of(p, "src/h.h"), &first);
	assert_int_equal(n, 1);
	assert_int_equal(p->includes[first].n_units, 2);
	assert_int_equal(p->includes[first].to, file_of(p, "/usr/include/stdio.h"));
	n = program_includes_of(p, file_of(p, "src/b.c"), &first);
	assert_int_equal(n, 2);
	assert_int_equal(p->includes[first + 1].flags, INCLUDE_FLAG_INACTIVE);
	assert_int_equal(p->includes[first + 1].to, PROGRAM_NONE);
	assert_int_equal(p->includes[first + 1].n_units, 0);
	assert_int_equal(program_includes_of(p, file_of(p, "src/only_a.h"), &first), 0);
	assert_int_equal(program_includes_of(p, PROGRAM_NONE, &first), 0);
	unlink_units(p, &text);
}

#define CONFIGURED(config, ...) "unit  a.c  " config "  c  ok  -\nfile  a.c  main  0\n" __VA_ARGS__ "end-of-files\n"

static void a_directive_counts_as_skipped_only_if_every_unit_skips_it(void **state)
{
	static const char on[] = CONFIGURED("on", "include  3:1  \"x.h\"  x.h  -\n" "include  4:1  \"y.h\"  -  inactive\n");
	static const char off[] = CONFIGURED("off", "include  3:1  \"x.h\"  -  inactive\n" "include  4:1  \"y.h\"  -  inactive\n");
	static const char lost[] = CONFIGURED("lost", "include  3:1  \"x.h\"  -  missing\n" "include  4:1  \"y.h\"  -  inactive\n");
	struct intern text;
	struct program *p = link_units(&text, UNITS(lost, off, on), true);

	(void)state;
	assert_int_equal(p->n_includes, 3);
	assert_int_equal(p->includes[0].to, file_of(p, "x.h"));
	assert_int_equal(p->includes[0].flags, 0);
	assert_int_equal(p->includes[0].n_units, 1);
	assert_int_equal(p->includes[1].to, PROGRAM_NONE);
	assert_int_equal(p->includes[1].flags, INCLUDE_FLAG_MISSING);
	assert_int_equal(p->includes[1].n_units, 1);
	assert_int_equal(p->includes[2].flags, INCLUDE_FLAG_INACTIVE);
	unlink_units(p, &text);
}

static void a_failed_unit_makes_the_program_incomplete(void **state)
{
	struct intern text;
	struct linker *l;
	struct program *p;

	(void)state;
	intern_init(&text);
	l = linker_new(&text);
	add_unit(l, UNIT_A);
	linker_add_failed(l, "src/b.c", "debug", "it took too long");
	p = linker_finish(l, true);
	assert_int_equal(p->n_units, 2);
	assert_int_equal(p->n_failed, 1);
	assert_false(p->complete);
	assert_int_equal(p->units[1].facts.status, UNIT_STATUS_FAILED);
	assert_string_equal(program_text(p, p->units[1].facts.reason), "it took too long");
	assert_string_equal(program_text(p, p->units[1].facts.config), "debug");
	unlink_units(p, &text);

	p = link_units(&text, UNITS(UNIT_A, "unit  x.c  -  c  had-errors  no header\nfile  x.c  main  0\nend-of-files\n"), true);
	assert_int_equal(p->n_had_errors, 1);
	assert_false(p->complete);
	unlink_units(p, &text);

	p = link_units(&text, UNITS(UNIT_A), false);
	assert_false(p->complete);
	unlink_units(p, &text);
}

static void damaged_facts_leave_nothing_behind(void **state)
{
	static const char cut[] = "whynot-facts\t3\nunit\ta.c\t-\tc\tok\t-\nfile\ta.c\tmain\t0\nfunction\t1:1\n";
	static const char unnamed[] = "whynot-facts\t3\nunit\ta.c\t-\tc\tok\t-\nfile\t-\tmain\t0\nend-of-files\nend\t0\n";
	struct error e = ERROR_INIT;
	struct intern text;
	struct linker *l;
	struct program *p;

	(void)state;
	intern_init(&text);
	l = linker_new(&text);
	assert_int_equal(linker_add(l, "first", cut, sizeof cut - 1, &e), -1);
	assert_int_equal(strncmp(e.text.text, "first:4:", 8), 0);
	assert_int_equal(linker_add(l, "second", unnamed, sizeof unnamed - 1, &e), -1);
	add_unit(l, UNIT_B);
	p = linker_finish(l, true);
	assert_int_equal(p->n_units, 1);
	assert_int_equal(p->n_variants, 3);
	unlink_units(p, &text);
	error_release(&e);
}

static void nothing_links_to_an_empty_program(void **state)
{
	struct intern text;
	struct program *p = link_units(&text, (const char *const[]){ NULL }, true);
	const struct rule *const *r;
	struct strbuf found = STRBUF_INIT;

	(void)state;
	assert_int_equal(p->n_units + p->n_files + p->n_includes + p->n_functions + p->n_remarks, 0);
	for (r = rules; r < rules + n_rules; r++) {
		judge(p, (*r)->info.id, &found);
		assert_string_equal(found.text, "");
	}
	strbuf_release(&found);
	unlink_units(p, &text);
}

static void proofs_go_to_their_unit(void **state)
{
	static const char proof[] = "whynot-facts\t3\nunit\tsrc/b.c\t-\tc\tok\t-\nend-of-files\n"
				    "proof\tsrc/b.c\t1:1\t-\tsame\t-\nend\t0\n";
	struct error e = ERROR_INIT;
	struct intern text;
	struct program *p = link_units(&text, UNITS(UNIT_A, UNIT_B), true);

	(void)state;
	assert_int_equal(program_add_proofs(p, 0, proof, sizeof proof - 1, &e), -1);
	assert_non_null(strstr(e.text.text, "src/a.c"));
	assert_int_equal(program_add_proofs(p, 1, proof, sizeof proof - 1, &e), 0);
	assert_int_equal(p->units[0].facts.proofs.n, 0);
	assert_int_equal(p->units[1].facts.proofs.n, 1);
	assert_int_equal(p->units[1].facts.proofs.items[0].verdict, PROOF_VERDICT_SAME);
	unlink_units(p, &text);
	error_release(&e);
}

/* What a user can see of a program, but for the order of units and variants, which are as they were given. */
static void describe(const struct program *p, struct strbuf *out)
{
	for (size_t i = 0; i < p->n_files; i++)
		strbuf_addf(out, "file %s %u %u %u\n", program_text(p, p->files[i].path), p->files[i].flags,
			    p->files[i].n_variants, p->files[i].n_units);
	for (size_t i = 0; i < p->n_includes; i++)
		strbuf_addf(out, "include %u %u:%u %u %s %u %u\n", p->includes[i].from, p->includes[i].at.line,
			    p->includes[i].at.col, p->includes[i].to, program_text(p, p->includes[i].spelling),
			    p->includes[i].flags, p->includes[i].n_units);
	for (size_t i = 0; i < p->n_functions; i++)
		strbuf_addf(out, "function %s %u %u\n", program_text(p, p->functions[i].fact->name), p->functions[i].in->file,
			    p->functions[i].fact->at.line);
	for (size_t i = 0; i < p->n_remarks; i++) {
		strbuf_addf(out, "remark %s %u %u %u", program_text(p, p->remarks[i].fact->file), p->remarks[i].fact->at.line,
			    p->remarks[i].n, p->remarks[i].n_units);
		for (uint32_t k = 0; k < p->remarks[i].fact->remark_args.n; k++)
			strbuf_addf(out, " %s", program_text(p, p->remarks[i].args[k].value));
		strbuf_addc(out, '\n');
	}
	strbuf_addf(out, "%llu %llu\n", (unsigned long long)p->n_remarks_read, (unsigned long long)p->n_remarks_repeated);
}

static void the_order_of_units_does_not_show(void **state)
{
	static const char third[] =
		"unit  src/c.c  -  c  ok  -\nfile  src/c.c  main  0\ninclude  1:1  \"h.h\"  src/h.h  -\n"
		"file  src/h.h  guarded  8\ninclude  2:1  <stdio.h>  -  inactive\ninclude  3:1  \"only_a.h\"  src/only_a.h  -\n"
		"file  src/only_a.h  guarded  0\nend-of-files\ncodegen  ok  -  -O2  1  0  0\n"
		"remark  src/h.h  10:9  missed  inline  NotInlined  twice  0  5  -\nremark_arg  Callee  g  src/h.h  9:1\n";
	static const char *const orders[][4] = {
		{ UNIT_A, UNIT_B, third, NULL }, { UNIT_A, third, UNIT_B, NULL }, { UNIT_B, UNIT_A, third, NULL },
		{ UNIT_B, third, UNIT_A, NULL }, { third, UNIT_A, UNIT_B, NULL }, { third, UNIT_B, UNIT_A, NULL },
	};
	struct strbuf first = STRBUF_INIT, next = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct intern text;
		struct program *p = link_units(&text, orders[i], true);

		strbuf_clear(&next);
		describe(p, i ? &next : &first);
		if (i)
			assert_string_equal(first.text, next.text);
		unlink_units(p, &text);
	}
	strbuf_release(&first);
	strbuf_release(&next);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_sections_are_stored_once),
		cmocka_unit_test(sections_that_differ_are_variants_of_one_file),
		cmocka_unit_test(includes_are_united),
		cmocka_unit_test(a_directive_counts_as_skipped_only_if_every_unit_skips_it),
		cmocka_unit_test(a_failed_unit_makes_the_program_incomplete),
		cmocka_unit_test(damaged_facts_leave_nothing_behind),
		cmocka_unit_test(nothing_links_to_an_empty_program),
		cmocka_unit_test(proofs_go_to_their_unit),
		cmocka_unit_test(the_order_of_units_does_not_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
