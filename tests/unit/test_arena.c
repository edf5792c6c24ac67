#include "analyzer/base/arena.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A size that cannot be had has to reach our own handling, not the sanitizer's. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void any_size_is_aligned_and_writable(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t bytes = 0; bytes < 300; bytes++) {
		unsigned char *p = arena_alloc(&a, bytes);

		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		memset(p, 0xab, bytes);
	}
	arena_release(&a);
	assert_null(a.head);
	assert_int_equal(a.used, 0);
}

static void allocations_do_not_overlap(void **state)
{
	enum { N = 2000 };
	struct arena a = { 0 };
	uint32_t *cells[N];

	(void)state;
	for (uint32_t i = 0; i < N; i++) {
		cells[i] = arena_alloc(&a, (i % 7 + 1) * sizeof *cells[i]);
		for (uint32_t k = 0; k <= i % 7; k++)
			cells[i][k] = i;
	}
	for (uint32_t i = 0; i < N; i++)
		for (uint32_t k = 0; k <= i % 7; k++)
			assert_int_equal(cells[i][k], i);
	arena_release(&a);
}

static void a_block_larger_than_the_largest_is_served(void **state)
{
	struct arena a = { 0 };
	size_t bytes = (size_t)5 << 20;
	char *p, *q;

	(void)state;
	p = arena_zalloc(&a, bytes);
	assert_int_equal(p[0] | p[bytes - 1], 0);
	q = arena_alloc(&a, 16);
	memset(q, 1, 16);
	assert_int_equal(p[0] | p[bytes - 1], 0);
	assert_true(a.reserved >= a.used);
	arena_release(&a);
}

static void blocks_stay_few_and_tight(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (int i = 0; i < 1 << 20; i++)
		arena_alloc(&a, 16);
	assert_int_equal(a.used, 16 << 20);
	assert_in_range(a.reserved, a.used, a.used + (2 << 20));
	arena_release(&a);
}

static void copies_end_with_nul(void **state)
{
	struct arena a = { 0 };
	char *p = arena_strndup(&a, "abc\0def", 7);

	(void)state;
	assert_memory_equal(p, "abc\0def", 8);
	assert_string_equal(arena_strndup(&a, "abc", 0), "");
	assert_string_equal(arena_strdup(&a, ""), "");
	assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
	assert_memory_equal(arena_memdup(&a, "\0\1", 2), "\0\1", 2);
	assert_non_null(arena_memdup(&a, NULL, 0));
	assert_non_null(ARENA_ARRAY(&a, int, 0));
	arena_release(&a);
}

static void too_large_a_size_ends_the_program_with_2(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		struct arena a = { 0 };

		fclose(stderr);
		arena_alloc(&a, (size_t)-1 / 2);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_size_is_aligned_and_writable),
		cmocka_unit_test(allocations_do_not_overlap),
		cmocka_unit_test(a_block_larger_than_the_largest_is_served),
		cmocka_unit_test(blocks_stay_few_and_tight),
		cmocka_unit_test(copies_end_with_nul),
		cmocka_unit_test(too_large_a_size_ends_the_program_with_2),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
