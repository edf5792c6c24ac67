/*
 * x86 computes single floating-point numbers in vector registers, so the mnemonic decides: p... and ...ps, ...pd are packed, ...ss and
 * ...sd are not. On AArch64 the operands say how they are cut: v0.4s, z0.s; q0 is a whole register.
 */
#include "analyzer/codegen/vector.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool starts_with(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && !memcmp(s, word, n);
}

static bool ends_with(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && !memcmp(s + len - n, word, n);
}

/* The letter of the widest of xmm0, ymm0, zmm0 in the operands; 0 without one. */
static char widest_register(const char *s, size_t len)
{
	char widest = 0;

	for (size_t i = 0; i + 3 < len; i++)
		if (s[i + 1] == 'm' && s[i + 2] == 'm' && s[i] >= 'x' && s[i] <= 'z' && is_digit(s[i + 3]) && s[i] > widest)
			widest = s[i];
	return widest;
}

static bool has_memory(const char *s, size_t len)
{
	return memchr(s, '(', len) || memchr(s, '[', len);
}

/* One number's bits are changed so, too: it is cleared, negated, made positive. */
static bool is_bit_operation(const char *name, size_t len)
{
	static const char *const names[] = { "xorps", "xorpd", "andps", "andpd", "andnps", "andnpd", "orps", "orpd", "pxor" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return true;
	return false;
}

static bool is_packed_of_x86(const char *name, size_t len, const char *operands, size_t operands_len)
{
	static const char *const whole_moves[] = { "movap", "movup", "movdqa", "movdqu", "movnt", "lddqu" };

	if (len && *name == 'v') {
		name++;
		len--;
	}
	for (size_t i = 0; i < sizeof whole_moves / sizeof *whole_moves; i++)
		if (starts_with(name, len, whole_moves[i]))
			return has_memory(operands, operands_len);
	if (is_bit_operation(name, len))
		return false;
	return (len && *name == 'p') || ends_with(name, len, "ps") || ends_with(name, len, "pd") || starts_with(name, len, "cvtdq2");
}

/* v0.4s, z0.s, q0 as a whole word. An element, v0.s[1], is one number. */
static bool has_whole_register_of_arm(const char *s, size_t len)
{
	for (size_t i = 0; i + 1 < len; i++) {
		size_t end = i + 1;

		if ((s[i] != 'v' && s[i] != 'z' && s[i] != 'q') || !is_digit(s[i + 1]))
			continue;
		if (i && (is_digit(s[i - 1]) || (s[i - 1] >= 'a' && s[i - 1] <= 'z') || s[i - 1] == '_' || s[i - 1] == '.'))
			continue;
		while (end < len && is_digit(s[end]))
			end++;
		if (s[i] == 'q' && (end == len || s[end] == ',' || s[end] == ' '))
			return true;
		if (end + 1 < len && s[end] == '.' && (s[i] == 'z' || is_digit(s[end + 1])))
			return true;
	}
	return false;
}

bool is_vector_instruction(const char *name, size_t name_len, const char *operands, size_t operands_len)
{
	char widest = widest_register(operands, operands_len);

	if (widest == 'x')
		return is_packed_of_x86(name, name_len, operands, operands_len);
	return widest || has_whole_register_of_arm(operands, operands_len);
}
