/* The cache without a run: its bytes, what makes a manifest hold, and what cannot be kept. */
#include "tests/unit/scratch.h"

#include "analyzer/cache/cache.h"
#include "analyzer/cache/kept_output.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>

static struct scratch scratch;

static int set_up(void **state)
{
	(void)state;
	scratch_init(&scratch);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	scratch_release(&scratch);
	return 0;
}

static const char *path_of(const char *name)
{
	static char paths[8][256];
	static unsigned next;
	char *path = paths[next++ % 8];

	snprintf(path, sizeof paths[0], "%s/%s", scratch.path.text, name);
	return path;
}

static void put_file(const char *name, const char *text)
{
	int fd = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

/* Longer than the tick of a file system's clock. */
static void wait_a_tick(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
}

/* Asks the file system as a library would. */
static void look_at(const char *name)
{
	struct stat st;
	int fd = open(path_of(name), O_RDONLY | O_CLOEXEC);

	if (fd >= 0)
		close(fd);
	(void)stat(path_of(name), &st);
	(void)access(path_of(name), R_OK);
}

struct work {
	struct journal journal;
	struct seen_files files;
	struct manifest manifest;
	const char *trouble;
};

/* A journal of the names, and the manifest of it. */
static void do_work(struct work *w, const char *const *names, size_t n)
{
	*w = (struct work){ .trouble = NULL };
	seen_files_init(&w->files);
	journal_start(&w->journal);
	for (size_t i = 0; i < n; i++)
		look_at(names[i]);
	journal_stop(&w->journal);
	w->trouble = manifest_from_journal(&w->manifest, &w->journal, &w->files);
}

/* As another run sees it. */
static bool holds(struct work *w, size_t *n_hashed)
{
	struct seen_files files;
	size_t n_moved = 0;
	bool ok;

	seen_files_init(&files);
	ok = manifest_holds(&w->manifest, &files, &n_moved);
	*n_hashed = files.n_hashed;
	seen_files_release(&files);
	return ok;
}

static void end_work(struct work *w)
{
	manifest_release(&w->manifest);
	journal_release(&w->journal);
	seen_files_release(&w->files);
}

static void what_is_asked_for_is_noted(void **state)
{
	static const char *const names[] = { "here", "not-here", "." };
	struct work w;
	size_t n_hashed;

	(void)state;
	put_file("here", "text");
	wait_a_tick();
	do_work(&w, names, 3);
	assert_null(w.trouble);
	assert_int_equal(w.manifest.entries.n, 3);
	assert_int_equal(journal_find(&w.journal, path_of("here"))->kind, JOURNAL_FILE);
	assert_int_equal(journal_find(&w.journal, path_of("not-here"))->kind, JOURNAL_ABSENT);
	assert_int_equal(journal_find(&w.journal, path_of("."))->kind, JOURNAL_FOLDER);
	assert_null(journal_find(&w.journal, path_of("other")));
	assert_true(holds(&w, &n_hashed));
	assert_int_equal(n_hashed, 0);
	end_work(&w);
}

/* Here it has to work, or the cache is off and nobody notices. */
static void what_llvm_asks_is_noted_too(void **state)
{
	struct cache c;

	(void)state;
	cache_open(&c, path_of("cache"), 1 << 20);
	assert_false(c.is_blind);
	cache_release(&c);
}

static void a_manifest_holds_by_content(void **state)
{
	static const char *const names[] = { "here", "not-here" };
	struct work w;
	size_t n_hashed;

	(void)state;
	put_file("here", "text");
	wait_a_tick();
	do_work(&w, names, 2);
	put_file("here", "text");
	assert_true(holds(&w, &n_hashed));
	assert_int_equal(n_hashed, 1);
	put_file("here", "texT");
	assert_false(holds(&w, &n_hashed));
	put_file("here", "text");
	put_file("not-here", "");
	assert_false(holds(&w, &n_hashed));
	unlink(path_of("not-here"));
	assert_true(holds(&w, &n_hashed));
	w.manifest.is_by_time = true;
	assert_false(holds(&w, &n_hashed));
	end_work(&w);
}

static void what_may_have_changed_meanwhile_is_not_kept(void **state)
{
	static const char *const names[] = { "here" };
	struct work w;

	(void)state;
	put_file("here", "text");
	do_work(&w, names, 1);
	assert_string_equal(w.trouble, "a file changed just before it was read");
	end_work(&w);
	wait_a_tick();
	do_work(&w, names, 1);
	assert_null(w.trouble);
	manifest_release(&w.manifest);
	put_file("here", "more text");
	assert_string_equal(manifest_from_journal(&w.manifest, &w.journal, &w.files), "a file changed while it was read");
	end_work(&w);
	mkfifo(path_of("pipe"), 0600);
	journal_start(&w.journal);
	(void)access(path_of("pipe"), R_OK);
	journal_stop(&w.journal);
	assert_string_equal(w.journal.trouble, "it reads what is no file");
	journal_release(&w.journal);
}

static void times_without_fractions_have_a_wide_margin(void **state)
{
	struct file_stamp coarse = { .touched_ns = 1000000000000, .changed_ns = 1000000000000 };
	struct file_stamp fine = { .touched_ns = 1000000012345, .changed_ns = 1000000012345 };

	(void)state;
	assert_true(file_stamp_is_racy(&coarse, coarse.touched_ns + 2000000000));
	assert_false(file_stamp_is_racy(&coarse, coarse.touched_ns + 2200000000));
	assert_true(file_stamp_is_racy(&fine, fine.touched_ns + 10000000));
	assert_false(file_stamp_is_racy(&fine, fine.touched_ns + 30000000));
	/* A clock that goes before ours. */
	assert_true(file_stamp_is_racy(&fine, fine.touched_ns - 5000000000));
}

static void manifests_are_read_as_they_were_written(void **state)
{
	static const char *const names[] = { "here", "not-here", "." };
	struct work w;
	struct manifests m = { .items = { NULL, 0, 0 } }, read = { .items = { NULL, 0, 0 } };
	struct strbuf bytes = STRBUF_INIT, again = STRBUF_INIT;

	(void)state;
	put_file("here", "text");
	wait_a_tick();
	do_work(&w, names, 3);
	VEC_PUSH(&m.items, w.manifest);
	VEC_PUSH(&m.items, w.manifest);
	manifests_write(&m, &bytes);
	assert_true(manifests_read(&read, bytes.text, bytes.len));
	manifests_write(&read, &again);
	assert_int_equal(again.len, bytes.len);
	assert_memory_equal(again.text, bytes.text, bytes.len);
	manifests_release(&read);
	/* Each cut is noticed. */
	for (size_t len = 0; len < bytes.len; len++) {
		char *exact = malloc(len + 1);

		memcpy(exact, bytes.text, len);
		exact[len] = '\0';
		assert_false(manifests_read(&read, exact, len));
		free(exact);
	}
	VEC_RELEASE(&m.items);
	strbuf_release(&bytes);
	strbuf_release(&again);
	end_work(&w);
}

static void outputs_are_read_as_they_were_written(void **state)
{
	struct journal j;
	struct strbuf bytes = STRBUF_INIT;
	struct kept_output kept;

	(void)state;
	journal_start(&j);
	journal_note_output(NULL, 1, "to stdout\n", 10);
	journal_note_output("report.yaml", -1, "a\0b", 3);
	journal_note_output(NULL, 2, "to stderr\n", 10);
	journal_note_output(NULL, 1, "more\n", 5);
	journal_stop(&j);
	kept_output_write(1, &j, &bytes);
	assert_true(kept_output_read(&kept, bytes.text, bytes.len));
	assert_int_equal(kept.status, 1);
	assert_int_equal(kept.parts.n, 3);
	assert_memory_equal(kept.parts.items[0].bytes, "to stdout\nmore\n", 15);
	assert_string_equal(kept.parts.items[1].path, "report.yaml");
	assert_int_equal(kept.parts.items[1].len, 3);
	assert_int_equal(kept.parts.items[2].stream, 2);
	kept_output_release(&kept);
	for (size_t len = 0; len < bytes.len; len++)
		assert_false(kept_output_read(&kept, bytes.text, len));
	journal_release(&j);
	strbuf_release(&bytes);
}

static void an_entry_is_found_under_its_own_name_and_kind_only(void **state)
{
	struct store s = { path_of("cache"), 1 << 20 };
	struct digest name = digest_of("name", 4), other = digest_of("other", 5);
	struct store_bytes found;
	struct error e = ERROR_INIT;

	(void)state;
	assert_false(store_find(&s, &name, STORE_FACTS, &found));
	assert_int_equal(store_prepare(&s, &e), 0);
	assert_int_equal(store_put(&s, &name, STORE_FACTS, "bytes", 5, &e), 0);
	assert_true(store_find(&s, &name, STORE_FACTS, &found));
	assert_int_equal(found.len, 5);
	assert_string_equal(found.bytes, "bytes");
	store_bytes_release(&found);
	assert_false(store_find(&s, &name, STORE_REPORT, &found));
	assert_false(store_find(&s, &other, STORE_FACTS, &found));
	assert_int_equal(store_clear(&s), 1);
	assert_false(store_find(&s, &name, STORE_FACTS, &found));
	error_release(&e);
}

/* A page that the entry fills to its end has no zeros behind it. */
static void a_nul_follows_whatever_the_size(void **state)
{
	struct store s = { path_of("pages"), 1 << 20 };
	struct digest name = digest_of("name", 4);
	struct error e = ERROR_INIT;
	struct strbuf text = STRBUF_INIT;

	(void)state;
	assert_int_equal(store_prepare(&s, &e), 0);
	for (size_t len = 3900; len < 4200; len++) {
		struct store_bytes found;

		while (text.len < len)
			strbuf_addc(&text, 'x');
		assert_int_equal(store_put(&s, &name, STORE_FACTS, text.text, len, &e), 0);
		assert_true(store_find(&s, &name, STORE_FACTS, &found));
		assert_int_equal(strlen(found.bytes), len);
		store_bytes_release(&found);
	}
	strbuf_release(&text);
	error_release(&e);
}

static void two_states_of_a_file_do_not_unite(void **state)
{
	struct manifest all = { .is_by_time = false }, one = { .is_by_time = false };
	struct manifest_entry e = { .path = "/a", .kind = JOURNAL_FILE, .content = digest_of("1", 1) };
	struct intern known;

	(void)state;
	intern_init(&known);
	VEC_PUSH(&one.entries, e);
	assert_true(manifest_unite(&all, &known, &one));
	assert_true(manifest_unite(&all, &known, &one));
	assert_int_equal(all.entries.n, 1);
	one.entries.items[0].content = digest_of("2", 1);
	assert_false(manifest_unite(&all, &known, &one));
	one.entries.items[0].kind = JOURNAL_ABSENT;
	assert_false(manifest_unite(&all, &known, &one));
	manifest_release(&all);
	manifest_release(&one);
	intern_release(&known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_is_asked_for_is_noted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_llvm_asks_is_noted_too, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_manifest_holds_by_content, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_may_have_changed_meanwhile_is_not_kept, set_up, tear_down),
		cmocka_unit_test(times_without_fractions_have_a_wide_margin),
		cmocka_unit_test_setup_teardown(manifests_are_read_as_they_were_written, set_up, tear_down),
		cmocka_unit_test(outputs_are_read_as_they_were_written),
		cmocka_unit_test_setup_teardown(an_entry_is_found_under_its_own_name_and_kind_only, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_nul_follows_whatever_the_size, set_up, tear_down),
		cmocka_unit_test(two_states_of_a_file_do_not_unite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
