/* What an instruction does to the flow of control, told by its name. */
#ifndef WHYNOT_CODEGEN_MNEMONIC_H
#define WHYNOT_CODEGEN_MNEMONIC_H

#include <stdbool.h>
#include <stddef.h>

enum mnemonic_class {
	MNEMONIC_OTHER,
	MNEMONIC_PREFIX,    /* x86: the instruction's own name follows */
	MNEMONIC_JUMP,      /* always; to another function's symbol it is a tail call */
	MNEMONIC_JUMP_INDIRECT, /* through a register: a jump table, a return or a tail call, nobody can tell */
	MNEMONIC_COND_JUMP,
	MNEMONIC_COMPARE,   /* does nothing but to set flags for a conditional jump, move or set */
	MNEMONIC_CALL,
	MNEMONIC_CALL_INDIRECT, /* through a register, so its operand is no symbol; without one it is another target's return */
};

/*
 * x86 and AArch64 in full; ARM, RISC-V, MIPS, PowerPC and LoongArch by their common branches and calls. No name means
 * different things on these, so the target need not be known. Names of other targets are OTHER.
 */
enum mnemonic_class mnemonic_class(const char *name, size_t len);

/* True if the instruction, of class MNEMONIC_OTHER, sets flags that a conditional jump can go by: those of x86, and ARM's with an s. */
bool mnemonic_writes_flags(const char *name, size_t len, bool intel_syntax);

#endif
