	.file	"sample.c"
	.text
.Ltext0:
	.file 0 "/project/src" "sample.c"
	.p2align 4
	.globl	total
	.type	total, @function
total:
.LFB1:
	.file 1 "sample.c"
	.loc 1 7 1
	.cfi_startproc
.LBB5:
	.loc 1 10 20
	testl	%esi, %esi
	jle	.L4
	movslq	%esi, %rsi
.LBE5:
	.loc 1 8 6
	xorl	%eax, %eax
	leaq	(%rdi,%rsi,4), %rdx
	.p2align 4,,10
	.p2align 3
.L3:
.LBB6:
	.loc 1 11 5 discriminator 3
	addl	(%rdi), %eax
	.loc 1 10 20 discriminator 3
	addq	$4, %rdi
	cmpq	%rdx, %rdi
	jne	.L3
	ret
	.p2align 4,,10
	.p2align 3
.L4:
.LBE6:
	.loc 1 8 6
	xorl	%eax, %eax
	.loc 1 13 1
	ret
	.cfi_endproc
.LFE1:
	.size	total, .-total
	.p2align 4
	.globl	checked
	.type	checked, @function
checked:
.LFB2:
	.loc 1 16 1
	.cfi_startproc
	pushq	%r13
	.cfi_def_cfa_offset 16
	.cfi_offset 13, -16
	pushq	%r12
	.cfi_def_cfa_offset 24
	.cfi_offset 12, -24
	pushq	%rbp
	.cfi_def_cfa_offset 32
	.cfi_offset 6, -32
	pushq	%rbx
	.cfi_def_cfa_offset 40
	.cfi_offset 3, -40
	subq	$8, %rsp
	.cfi_def_cfa_offset 48
.LBB7:
	.loc 1 19 20
	testl	%esi, %esi
	jle	.L11
	movslq	%esi, %rsi
	movq	%rdx, %rbp
	movq	%rdi, %rbx
.LBE7:
	.loc 1 17 6
	xorl	%r12d, %r12d
	leaq	(%rdi,%rsi,4), %r13
	jmp	.L10
	.p2align 4,,10
	.p2align 3
.L9:
.LBB12:
	.loc 1 19 20 discriminator 2
	addq	$4, %rbx
.LBB8:
.LBB9:
	.file 2 "sample.h"
	.loc 2 3 11 discriminator 2
	leal	(%r12,%r12), %eax
.LBE9:
.LBE8:
	.loc 1 22 10 discriminator 2
	addl	%eax, 0(%rbp)
	.loc 1 19 20 discriminator 2
	cmpq	%r13, %rbx
	je	.L7
.L10:
	.loc 1 20 8
	movl	(%rbx), %edi
	.loc 1 20 6
	cmpl	$3, %edi
	jle	.L9
	.loc 1 21 9
	call	unknown@PLT
	.loc 1 19 20
	addq	$4, %rbx
	.loc 1 21 6
	addl	%eax, %r12d
.LBB11:
.LBB10:
	.loc 2 3 11
	leal	(%r12,%r12), %eax
.LBE10:
.LBE11:
	.loc 1 22 10
	addl	%eax, 0(%rbp)
	.loc 1 19 20
	cmpq	%r13, %rbx
	jne	.L10
.L7:
.LBE12:
	.loc 1 25 1
	addq	$8, %rsp
	.cfi_remember_state
	.cfi_def_cfa_offset 40
	movl	%r12d, %eax
	popq	%rbx
	.cfi_def_cfa_offset 32
	popq	%rbp
	.cfi_def_cfa_offset 24
	popq	%r12
	.cfi_def_cfa_offset 16
	popq	%r13
	.cfi_def_cfa_offset 8
	ret
	.p2align 4,,10
	.p2align 3
.L11:
	.cfi_restore_state
	addq	$8, %rsp
	.cfi_def_cfa_offset 40
	.loc 1 17 6
	xorl	%r12d, %r12d
	.loc 1 25 1
	popq	%rbx
	.cfi_def_cfa_offset 32
	movl	%r12d, %eax
	popq	%rbp
	.cfi_def_cfa_offset 24
	popq	%r12
	.cfi_def_cfa_offset 16
	popq	%r13
	.cfi_def_cfa_offset 8
	ret
	.cfi_endproc
.LFE2:
	.size	checked, .-checked
	.p2align 4
	.globl	forwards
	.type	forwards, @function
forwards:
.LFB3:
	.loc 1 28 1
	.cfi_startproc
	.loc 1 29 9
	addl	$1, %edi
	jmp	unknown@PLT
	.cfi_endproc
.LFE3:
	.size	forwards, .-forwards
	.p2align 4
	.globl	dispatches
	.type	dispatches, @function
dispatches:
.LFB4:
	.loc 1 33 1
	.cfi_startproc
	.loc 1 34 9
	jmp	*chosen(%rip)
	.cfi_endproc
.LFE4:
	.size	dispatches, .-dispatches
	.globl	chosen
	.bss
	.align 8
	.type	chosen, @object
	.size	chosen, 8
chosen:
	.zero	8
	.text
.Letext0:
