/*
 * Any bytes as a profile: refused with the file's name, and with a place unless it is the file as a whole; or counts that are
 * sorted, each place once, and that can be joined with a program: nothing is lost or made on the way, and every place can be asked for.
 */
#include "analyzer/base/panic.h"
#include "analyzer/profile/profile.h"
#include "analyzer/program/hotness.h"
#include "analyzer/program/link.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char facts[] =
	"whynot-facts\t3\n"
	"unit\tsrc/count.c\t-\tc\tok\t-\n"
	"file\tsrc/count.c\tmain\t1\n"
	"function\t1:12\t4:1\tis_odd\tc:@F@is_odd\tint\t1\t-\n"
	"function\t6:5\t14:1\tcount_odd\tc:@F@count_odd\tint\t5\t-\n"
	"loop\t10:2\t12:11\tfor\t0\t-\n"
	"call\t11:7\tis_odd\tsrc/count.c\t1\t1\t-\t-\n"
	"function\t16:5\t21:1\tmain\tc:@F@main\tint\t2\t-\n"
	"end-of-files\n"
	"end\t0\n";

static void expect_order(const struct profile_file *f)
{
	for (size_t i = 1; i < f->counts.n; i++) {
		const struct profile_count *a = &f->counts.items[i - 1], *b = &f->counts.items[i];

		if (a->line > b->line || (a->line == b->line && a->col >= b->col))
			BUG("counts are not in order at %u:%u", b->line, b->col);
	}
	for (size_t i = 1; i < f->branches.n; i++)
		if (f->branches.items[i - 1].line > f->branches.items[i].line)
			BUG("branches are not in order at %u", f->branches.items[i].line);
}

static void ask(const struct program *p)
{
	struct branch_counts b;

	for (uint32_t line = 0; line < 30; line++) {
		for (uint32_t col = 0; col < 30; col += 3) {
			struct hotness h = program_hotness(p, 0, (struct place){ line, col });

			if (h.is_measured != (h.source != NULL))
				BUG("a hotness without a source at %u:%u", line, col);
			if (program_branch_counts(p, 0, (struct place){ line, col }, &b) && !b.n_true && !b.n_false && !b.n_executed)
				BUG("a branch that was never there at %u:%u", line, col);
		}
	}
	for (size_t i = 0; i < p->n_functions; i++) {
		program_hotness(p, p->functions[i].in->file, p->functions[i].fact->at);
		for (uint32_t loop = 0; loop <= p->functions[i].fact->loops.n + 1; loop++)
			program_loop_hotness(p, &p->functions[i], loop);
	}
}

static void join(const struct profiles *profiles)
{
	struct intern text;
	struct error e = ERROR_INIT;
	struct linker *l;
	struct program *p;
	const struct program_profile *results;
	size_t n;

	intern_init(&text);
	l = linker_new(&text);
	if (linker_add(l, "facts", facts, sizeof facts - 1, &e) < 0)
		BUG("%s", e.text.text);
	p = linker_finish(l, true);
	program_join_profiles(p, profiles);
	results = program_profiles(p, &n);
	for (size_t i = 0; i < n; i++) {
		uint64_t lost = 0;

		for (size_t k = 0; k < results[i].n_losses; k++)
			lost += results[i].losses[k].count;
		if (results[i].total != UINT64_MAX && results[i].placed + lost != results[i].total)
			BUG("%llu counts placed and %llu lost", (unsigned long long)results[i].placed, (unsigned long long)lost);
	}
	ask(p);
	program_free(p);
	intern_release(&text);
	error_release(&e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct profiles profiles;
	struct error e = ERROR_INIT;

	profiles_init(&profiles);
	if (profiles_read_bytes(&profiles, "fuzz", (const char *)data, size, &e) < 0) {
		if (strncmp(e.text.text, "fuzz:", 5) != 0 && strncmp(e.text.text, "--profile: fuzz ", 16) != 0)
			BUG("no file in '%s'", e.text.text);
	} else {
		profiles_finish(&profiles);
		for (size_t i = 0; i < profiles.list.n; i++)
			for (size_t k = 0; k < profiles.list.items[i].files.n; k++)
				expect_order(&profiles.list.items[i].files.items[k]);
		join(&profiles);
	}
	profiles_release(&profiles);
	error_release(&e);
	return 0;
}
