/*
 * What a YAML reader finds in the YAML report is what the findings say, byte for byte, whatever the bytes; and LLVM's own
 * reader, which is not a whole YAML reader, takes every report.
 */
#include "analyzer/base/process.h"
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#include "tests/unit/unit.h"

#define VALUE_MAX 12
#define ROUNDS 3000

static const struct exhibit exhibit = { .tool_version = "0", .clang_version = "0" };

static const char *const troubles[] = { "'", "''", "\n", "\n\n", "a\n", "a\n\n", "\na", " \n", "a \n b", "'\n'", " ", "a'", "it's ", "\t",
	"\"", "\\", "?", "? x", "- ", "-", ":", "a:", "a: 'b'\n# c", "\xc2\x85", "\xe2\x80\xa8'x", "\xef\xbb\xbf", "\xf4\x8f\xbf\xbf",
	"%YAML 1.1", "---\n'", "...\n'", "\r", "a\r\nb'" };

static void write_value(const char *value, struct strbuf *text)
{
	struct finding_arg arg = { "Value", value, { value, 1, 1 } };
	struct finding f = { .kind = FINDING_MISSED, .level = 1, .rule = "rule", .name = "Name", .function = value,
		.config = value, .args = &arg, .n_args = 1, .n_message_args = 1 };
	struct report r = { .findings = &f, .n_findings = 1, .exhibit = &exhibit };
	struct error e = ERROR_INIT;
	struct out o;

	out_to_memory(&o, text);
	if (report_format_find("yaml")->write(&r, &o, &e) < 0)
		fail_msg("%s", e.text.text);
	assert_int_equal(out_close(&o, &e), 0);
}

/* How many of the scalars in the first document are `value`. Every scalar is one that a reader of YAML 1.1 takes for text. */
static int count_scalars(const struct strbuf *text, const char *value)
{
	yaml_parser_t parser;
	yaml_event_t event;
	yaml_event_type_t type = YAML_NO_EVENT;
	int n = 0;

	assert_true(yaml_parser_initialize(&parser));
	yaml_parser_set_input_string(&parser, (const unsigned char *)text->text, text->len);
	while (type != YAML_DOCUMENT_END_EVENT) {
		if (!yaml_parser_parse(&parser, &event))
			fail_msg("%s at byte %zu of\n%s", parser.problem, parser.problem_offset, text->text);
		type = event.type;
		if (type == YAML_SCALAR_EVENT)
			n += strcmp((const char *)event.data.scalar.value, value) == 0;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return n;
}

static void check_value(const char *value)
{
	struct strbuf text = STRBUF_INIT;

	write_value(value, &text);
	if (count_scalars(&text, value) != 4)
		fail_msg("'%s' is read otherwise from\n%s", value, text.text);
	strbuf_release(&text);
}

static void known_troubles_come_through(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		check_value(troubles[i]);
}

/* A short string of the bytes that mean something in YAML. */
static void make_up(struct strbuf *value, uint64_t *seed)
{
	static const char *const parts[] = { "'", "\n", " ", ":", "#", "-", "\"", "\\", "a", "x1", "\t", "{", "}", ",", "[", "&", "*", "!", "|",
		">", "%", "@", "\xc3\xa4", "\xe2\x80\xa8", "\xf0\x9f\x98\x80", "\x1b", "yes", "...", "---" };

	strbuf_clear(value);
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	for (uint64_t i = 0, n = 1 + (*seed >> 33) % VALUE_MAX; i < n; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		strbuf_adds(value, parts[(*seed >> 33) % (sizeof parts / sizeof *parts)]);
	}
}

static uint64_t first_seed(void)
{
	const char *given = getenv("WHYNOT_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 1;

	print_message("WHYNOT_SEED=%llu\n", (unsigned long long)seed);
	return seed;
}

static void made_up_values_come_through(void **state)
{
	uint64_t seed = first_seed();
	struct strbuf value = STRBUF_INIT;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		make_up(&value, &seed);
		check_value(value.text);
	}
	strbuf_release(&value);
}

static void llvm_takes(const char *path)
{
	const char *const argv[] = { TEST_LLVM_BIN "/llvm-remarkutil", "yaml2bitstream", path, "-o", "/dev/null", NULL };
	struct strbuf errors = STRBUF_INIT;
	struct error e = ERROR_INIT;
	int status = process_run(&(struct process_run){ .argv = argv, .stdout_fd = -1, .errors = &errors }, &e);

	if (status != 0)
		fail_msg("%s%s", errors.text, e.text.text);
	strbuf_release(&errors);
}

/* All of them in one file, since starting the tool is what takes time. */
static void llvm_takes_made_up_values(void **state)
{
	struct strbuf value = STRBUF_INIT, text = STRBUF_INIT;
	uint64_t seed = first_seed();
	char path[] = "/tmp/whynot-yaml-XXXXXX";

	(void)state;
	if (access(TEST_LLVM_BIN "/llvm-remarkutil", X_OK) != 0) {
		print_message(TEST_LLVM_BIN "/llvm-remarkutil is not there: LLVM's reader is not tried\n");
		skip();
	}
	for (size_t i = 0; i < sizeof troubles / sizeof *troubles; i++)
		write_value(troubles[i], &text);
	for (int round = 0; round < ROUNDS; round++) {
		make_up(&value, &seed);
		write_value(value.text, &text);
	}
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.text, text.len), text.len);
	close(fd);
	llvm_takes(path);
	unlink(path);
	strbuf_release(&value);
	strbuf_release(&text);
}

static void invalid_bytes_are_spelled_out(void **state)
{
	struct strbuf text = STRBUF_INIT;

	(void)state;
	write_value("a\xff'\xed\xa0\x80", &text);
	assert_int_equal(count_scalars(&text, "a\\xff'\\xed\\xa0\\x80"), 4);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_troubles_come_through),
		cmocka_unit_test(made_up_values_come_through),
		cmocka_unit_test(llvm_takes_made_up_values),
		cmocka_unit_test(invalid_bytes_are_spelled_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
