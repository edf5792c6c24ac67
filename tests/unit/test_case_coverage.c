/*
 * The cases against the registry: every finding name that a rule declares has a case that expects it, every rule has a case
 * that expects nothing (near misses), and no case expects a name that its rule does not declare.
 */
#include "rules/compiler_names.h"
#include "rules/rule.h"
#include "tests/annot.h"
#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

struct cases {
	VEC(struct annot_case) list;
};

static bool is_case(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return entry->d_name[0] != '.' && (!dot || !strcmp(dot, ".c") || !strcmp(dot, ".cc"));
}

/* Every case below cases/<rule>/. */
static void load_rule(struct cases *cases, const char *folder)
{
	DIR *d = opendir(folder);
	struct dirent *entry;

	if (!d)
		fail_msg("cannot read %s", folder);
	while ((entry = readdir(d)) != NULL) {
		struct strbuf path = STRBUF_INIT;
		struct error e = ERROR_INIT;
		struct annot_case c;

		if (!is_case(entry))
			continue;
		strbuf_addf(&path, "%s/%s", folder, entry->d_name);
		if (annot_load(&c, path.text, &e) < 0)
			fail_msg("%s", e.text.text);
		VEC_PUSH(&cases->list, c);
		strbuf_release(&path);
	}
	closedir(d);
}

static int load_all(void **state)
{
	struct cases *cases = xmalloc(sizeof *cases);

	*cases = (struct cases){ { 0 } };
	*state = cases;
	for (size_t i = 0; i < n_rules; i++) {
		struct strbuf folder = STRBUF_INIT;

		strbuf_addf(&folder, "%s/cases/%s", TEST_SOURCE_DIR, rules[i]->info.id);
		load_rule(cases, folder.text);
		strbuf_release(&folder);
	}
	return 0;
}

static int release_all(void **state)
{
	struct cases *cases = *state;

	for (size_t i = 0; i < cases->list.n; i++)
		annot_release(&cases->list.items[i]);
	VEC_RELEASE(&cases->list);
	free(cases);
	return 0;
}

static bool is_expected(const struct cases *cases, const char *rule, const char *name)
{
	for (size_t i = 0; i < cases->list.n; i++) {
		const struct annot_case *c = &cases->list.items[i];

		for (size_t k = 0; k < c->marks.n && !c->xfail; k++)
			if (!strcmp(c->marks.items[k].rule, rule) && !strcmp(c->marks.items[k].name, name))
				return true;
	}
	return false;
}

/* The document that closes a report is about the run, not about a place that a case could mark. */
static bool is_closing(const char *rule, const char *name)
{
	return !strcmp(rule, "whynot") && (!strcmp(name, "Summary") || !strcmp(name, "ReportCut"));
}

static void every_declared_name_has_a_case(void **state)
{
	unsigned n_missing = 0;

	for (size_t i = 0; i < n_rules; i++) {
		const struct rule_info *r = &rules[i]->info;

		for (size_t k = 0; k < r->n_names; k++) {
			if (is_closing(r->id, r->names[k].name) || is_expected(*state, r->id, r->names[k].name))
				continue;
			n_missing++;
			print_error("no case in tests/cases/%s expects '%s %s'\n", r->id, r->id, r->names[k].name);
		}
	}
	assert_int_equal(n_missing, 0);
}

static void every_rule_has_near_misses(void **state)
{
	const struct cases *cases = *state;

	for (size_t i = 0; i < n_rules; i++) {
		bool found = false;

		for (size_t k = 0; k < cases->list.n; k++)
			found |= !strcmp(cases->list.items[k].rule, rules[i]->info.id) && !cases->list.items[k].marks.n;
		if (!found)
			fail_msg("no case in tests/cases/%s is without marks", rules[i]->info.id);
	}
}

static const struct rule_name *declared(const struct annot_mark *m)
{
	const struct rule *r = rule_find(m->rule);

	for (size_t i = 0; r && i < r->info.n_names; i++)
		if (!strcmp(r->info.names[i].name, m->name))
			return &r->info.names[i];
	return NULL;
}

/* LLVM's tag is the declared kind; the compiler's own remarks are in the table of their names. */
static void every_expected_name_is_declared(void **state)
{
	const struct cases *cases = *state;
	size_t n_compiler = 0;

	for (size_t i = 0; i < cases->list.n; i++) {
		for (size_t k = 0; k < cases->list.items[i].marks.n; k++) {
			const struct annot_mark *m = &cases->list.items[i].marks.items[k];
			const struct rule_name *name = declared(m);

			if (!name && compiler_name_find(m->rule, m->name)) {
				n_compiler++;
				continue;
			}
			if (!name)
				fail_msg("%s/%s:%u: no rule declares '%s %s'", cases->list.items[i].folder, m->file, m->line,
					 m->rule, m->name);
			assert_int_equal(strcasecmp(finding_kind_word(name->kind), m->kind), 0);
		}
	}
	assert_true(n_compiler >= 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_declared_name_has_a_case),
		cmocka_unit_test(every_rule_has_near_misses),
		cmocka_unit_test(every_expected_name_is_declared),
	};

	return cmocka_run_group_tests(tests, load_all, release_all);
}
