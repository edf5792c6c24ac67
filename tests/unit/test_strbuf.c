#include "analyzer/base/error.h"
#include "analyzer/base/strbuf.h"
#include "tests/unit/unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void a_fresh_one_is_readable_and_reusable(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	strbuf_clear(&b);
	assert_string_equal(b.text, "");
	strbuf_add(&b, NULL, 0);
	strbuf_adds(&b, "x");
	strbuf_release(&b);
	assert_string_equal(b.text, "");
	strbuf_adds(&b, "y");
	assert_string_equal(b.text, "y");
	strbuf_release(&b);
	strbuf_release(&b);
}

static void it_grows_by_any_step(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		strbuf_addc(&b, (char)('a' + i % 26));
		assert_int_equal(b.len, i + 1);
		assert_int_equal(b.text[b.len], 0);
		assert_true(b.cap > b.len);
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(b.text[i], 'a' + i % 26);
	strbuf_reserve(&b, 1 << 20);
	assert_true(b.cap > b.len + (1 << 20));
	assert_int_equal(strlen(b.text), 10000);
	strbuf_release(&b);
}

static void it_holds_nuls(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	strbuf_add(&b, "a\0b", 3);
	strbuf_addc(&b, '\0');
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.text, "a\0b\0", 5);
	strbuf_release(&b);
}

static void numbers_are_decimal(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	strbuf_addu(&b, 0);
	strbuf_addc(&b, ' ');
	strbuf_addu(&b, 10);
	strbuf_addc(&b, ' ');
	strbuf_addu(&b, ULLONG_MAX);
	assert_string_equal(b.text, "0 10 18446744073709551615");
	strbuf_release(&b);
}

static void formats_longer_than_the_room(void **state)
{
	struct strbuf b = STRBUF_INIT;

	(void)state;
	strbuf_addf(&b, "%s", "");
	assert_string_equal(b.text, "");
	strbuf_addf(&b, "%0500d|", 7);
	assert_int_equal(b.len, 501);
	assert_string_equal(b.text + 499, "7|");
	strbuf_release(&b);
}

static void detached_text_is_the_callers(void **state)
{
	struct strbuf b = STRBUF_INIT;
	char *text;

	(void)state;
	text = strbuf_detach(&b);
	assert_string_equal(text, "");
	free(text);
	strbuf_adds(&b, "mine");
	text = strbuf_detach(&b);
	assert_int_equal(b.len, 0);
	strbuf_adds(&b, "other");
	assert_string_equal(text, "mine");
	free(text);
	strbuf_release(&b);
}

static void a_size_beyond_memory_ends_the_program_with_2(void **state)
{
	int status;
	pid_t pid = fork();

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		struct strbuf b = STRBUF_INIT;

		fclose(stderr);
		strbuf_adds(&b, "some");
		strbuf_reserve(&b, (size_t)-3);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
}

static void errors_name_the_place_as_far_as_known(void **state)
{
	struct error e = ERROR_INIT;

	(void)state;
	assert_int_equal(error_set(&e, "disk %s", "full"), -1);
	assert_string_equal(e.text.text, "disk full");
	assert_int_equal(error_at(&e, "a.c", 3, 4, "bad"), -1);
	assert_string_equal(e.text.text, "a.c:3:4: bad");
	error_at(&e, "a.c", 3, 0, "bad");
	assert_string_equal(e.text.text, "a.c:3: bad");
	error_at(&e, "a.c", 0, 7, "bad");
	assert_string_equal(e.text.text, "a.c: bad");
	error_clear(&e);
	assert_string_equal(e.text.text, "");
	error_release(&e);
}

static void an_error_can_be_wrapped_in_itself(void **state)
{
	struct error e = ERROR_INIT;

	(void)state;
	error_set(&e, "disk full");
	error_set(&e, "cannot go on: %s", e.text.text);
	assert_string_equal(e.text.text, "cannot go on: disk full");
	error_at(&e, "a.c", 1, 0, "%s", e.text.text);
	assert_string_equal(e.text.text, "a.c:1: cannot go on: disk full");
	error_release(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fresh_one_is_readable_and_reusable),
		cmocka_unit_test(it_grows_by_any_step),
		cmocka_unit_test(it_holds_nuls),
		cmocka_unit_test(numbers_are_decimal),
		cmocka_unit_test(formats_longer_than_the_room),
		cmocka_unit_test(detached_text_is_the_callers),
		cmocka_unit_test(a_size_beyond_memory_ends_the_program_with_2),
		cmocka_unit_test(errors_name_the_place_as_far_as_known),
		cmocka_unit_test(an_error_can_be_wrapped_in_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
