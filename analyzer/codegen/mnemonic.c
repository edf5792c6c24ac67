#include "analyzer/codegen/mnemonic.h"

#include <string.h>

struct mnemonic {
	const char *name;
	enum mnemonic_class class;
};

/* By first letter, since most instructions start with none of these. */
static const struct mnemonic with_b[] = {
	{ "b", MNEMONIC_JUMP }, { "bl", MNEMONIC_CALL }, { "blx", MNEMONIC_CALL_INDIRECT },
	{ "blr", MNEMONIC_CALL_INDIRECT }, { "blraa", MNEMONIC_CALL_INDIRECT }, { "blraaz", MNEMONIC_CALL_INDIRECT },
	{ "blrab", MNEMONIC_CALL_INDIRECT },
	{ "blrabz", MNEMONIC_CALL_INDIRECT }, { "bnd", MNEMONIC_PREFIX }, { "bctrl", MNEMONIC_CALL }, { "bal", MNEMONIC_CALL },
	{ "beq", MNEMONIC_COND_JUMP }, { "bne", MNEMONIC_COND_JUMP }, { "bcs", MNEMONIC_COND_JUMP },
	{ "bcc", MNEMONIC_COND_JUMP }, { "bhs", MNEMONIC_COND_JUMP }, { "blo", MNEMONIC_COND_JUMP },
	{ "bmi", MNEMONIC_COND_JUMP }, { "bpl", MNEMONIC_COND_JUMP }, { "bvs", MNEMONIC_COND_JUMP },
	{ "bvc", MNEMONIC_COND_JUMP }, { "bhi", MNEMONIC_COND_JUMP }, { "bls", MNEMONIC_COND_JUMP },
	{ "bge", MNEMONIC_COND_JUMP }, { "blt", MNEMONIC_COND_JUMP }, { "bgt", MNEMONIC_COND_JUMP },
	{ "ble", MNEMONIC_COND_JUMP }, { "bgeu", MNEMONIC_COND_JUMP }, { "bltu", MNEMONIC_COND_JUMP },
	{ "bgtu", MNEMONIC_COND_JUMP }, { "bleu", MNEMONIC_COND_JUMP }, { "beqz", MNEMONIC_COND_JUMP },
	{ "bnez", MNEMONIC_COND_JUMP }, { "bgez", MNEMONIC_COND_JUMP }, { "bltz", MNEMONIC_COND_JUMP },
	{ "bgtz", MNEMONIC_COND_JUMP }, { "blez", MNEMONIC_COND_JUMP }, { "bdnz", MNEMONIC_COND_JUMP },
	{ "bdz", MNEMONIC_COND_JUMP }, { "bceqz", MNEMONIC_COND_JUMP }, { "bcnez", MNEMONIC_COND_JUMP },
	{ "bc1t", MNEMONIC_COND_JUMP }, { "bc1f", MNEMONIC_COND_JUMP },
};

static const struct mnemonic with_c[] = {
	{ "call", MNEMONIC_CALL }, { "callq", MNEMONIC_CALL }, { "calll", MNEMONIC_CALL }, { "callw", MNEMONIC_CALL },
	{ "cbz", MNEMONIC_COND_JUMP }, { "cbnz", MNEMONIC_COND_JUMP },
};

static const struct mnemonic with_d[] = { { "data16", MNEMONIC_PREFIX } };

/* Every other j is a conditional jump of x86. */
static const struct mnemonic with_j[] = {
	{ "jmp", MNEMONIC_JUMP }, { "jmpq", MNEMONIC_JUMP }, { "jmpl", MNEMONIC_JUMP }, { "jmpw", MNEMONIC_JUMP },
	{ "j", MNEMONIC_JUMP }, { "jr", MNEMONIC_JUMP_INDIRECT }, { "jal", MNEMONIC_CALL }, { "jalr", MNEMONIC_CALL_INDIRECT },
	{ "jirl", MNEMONIC_CALL_INDIRECT }, { "jic", MNEMONIC_JUMP_INDIRECT }, { "jialc", MNEMONIC_CALL_INDIRECT },
};

static const struct mnemonic with_l[] = {
	{ "lock", MNEMONIC_PREFIX }, { "lcall", MNEMONIC_CALL }, { "ljmp", MNEMONIC_JUMP }, { "loop", MNEMONIC_COND_JUMP },
	{ "loope", MNEMONIC_COND_JUMP }, { "loopne", MNEMONIC_COND_JUMP }, { "loopz", MNEMONIC_COND_JUMP },
	{ "loopnz", MNEMONIC_COND_JUMP },
};

static const struct mnemonic with_n[] = { { "notrack", MNEMONIC_PREFIX } };

static const struct mnemonic with_t[] = {
	{ "tbz", MNEMONIC_COND_JUMP }, { "tbnz", MNEMONIC_COND_JUMP }, { "tail", MNEMONIC_JUMP },
};

static enum mnemonic_class look_up(const struct mnemonic *list, size_t n, const char *name, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(list[i].name) == len && !memcmp(list[i].name, name, len))
			return list[i].class;
	return MNEMONIC_OTHER;
}

/* Comparisons of x86 and ARM, their suffix for the size or precision left open. */
static bool is_compare(const char *name, size_t len)
{
	static const char *const stems[] = { "cmp", "test", "comis", "ucomis", "vcomis", "vucomis", "vtest", "vptest", "ptest", "tst", "teq",
					     "cmn", "ccm", "fcmp", "fccmp" };

	for (size_t i = 0; i < sizeof stems / sizeof *stems; i++) {
		size_t stem = strlen(stems[i]);

		/* cmpxchg, and what compares vectors into a register: cmpps, cmpeqpd. */
		if (len >= stem && len <= stem + 2 && !memcmp(stems[i], name, stem))
			return name[stem - 1] == 's' || len == stem || (name[len - 1] != 's' && name[len - 1] != 'd');
	}
	return false;
}

#define LOOK_UP(list) look_up((list), sizeof(list) / sizeof *(list), name, len)

enum mnemonic_class mnemonic_class(const char *name, size_t len)
{
	enum mnemonic_class class;

	if (!len)
		return MNEMONIC_OTHER;
	switch (name[0]) {
	case 'b':
		/* b.eq, and bc.eq, which only hints otherwise */
		if (len > 2 && (name[1] == '.' || (name[1] == 'c' && name[2] == '.')))
			return MNEMONIC_COND_JUMP;
		return LOOK_UP(with_b);
	case 'c':
		return is_compare(name, len) ? MNEMONIC_COMPARE : LOOK_UP(with_c);
	case 'd':
		return LOOK_UP(with_d);
	case 'j':
		class = LOOK_UP(with_j);
		return class == MNEMONIC_OTHER ? MNEMONIC_COND_JUMP : class;
	case 'l':
		return LOOK_UP(with_l);
	case 'n':
		return LOOK_UP(with_n);
	case 't':
		return is_compare(name, len) ? MNEMONIC_COMPARE : LOOK_UP(with_t);
	case 'f':
	case 'p':
	case 'u':
	case 'v':
		return is_compare(name, len) ? MNEMONIC_COMPARE : MNEMONIC_OTHER;
	default:
		return MNEMONIC_OTHER;
	}
}

/* True for one of the names, with a suffix for the size if `has_suffix`. */
static bool is_one_of(const char *const *names, size_t n, const char *name, size_t len, bool has_suffix)
{
	if (has_suffix && (len < 2 || !strchr("bwlq", name[len - 1])))
		return false;
	len -= has_suffix;
	for (size_t i = 0; i < n; i++)
		if (strlen(names[i]) == len && !memcmp(names[i], name, len))
			return true;
	return false;
}

bool mnemonic_writes_flags(const char *name, size_t len, bool intel_syntax)
{
	static const char *const x86[] = { "add", "sub", "inc", "dec", "and", "or", "xor", "neg", "shl", "sal", "shr", "sar", "imul", "mul",
					   "adc", "sbb", "bt", "bts", "btr", "btc", "bsf", "bsr", "popcnt", "lzcnt", "tzcnt", "andn", "blsr",
					   "blsi", "blsmsk", "bzhi", "bextr", "shld", "shrd", "xadd", "cmpxchg", "div", "idiv" };
	static const char *const arm[] = { "adds", "subs", "ands", "bics", "negs", "adcs", "sbcs", "ngcs", "rsbs", "orrs", "eors", "muls",
					   "lsls", "lsrs", "asrs", "movs", "mvns" };

	/* Without a suffix these are ARM's, which leave the flags alone. */
	return is_one_of(x86, sizeof x86 / sizeof *x86, name, len, !intel_syntax) ||
	       is_one_of(arm, sizeof arm / sizeof *arm, name, len, false);
}
