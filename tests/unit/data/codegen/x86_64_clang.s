	.file	"sample.c"
	.text
	.globl	total                           # -- Begin function total
	.p2align	4
	.type	total,@function
total:                                  # @total
.Lfunc_begin0:
	.file	0 "/project/src" "sample.c" md5 0x59c512cc14997f6afd5b92cf478d62c0
	.cfi_startproc
# %bb.0:
	.loc	0 10 20 prologue_end            # sample.c:10:20
	testl	%esi, %esi
	.loc	0 10 2                          # sample.c:10:2
	jle	.LBB0_1
# %bb.2:
	.loc	0 10 20                         # sample.c:10:20
	movl	%esi, %ecx
	.loc	0 10 2 is_stmt 0                # sample.c:10:2
	cmpl	$8, %esi
	jae	.LBB0_4
# %bb.3:
	.loc	0 0 2                           # sample.c:0:2
	xorl	%edx, %edx
	xorl	%eax, %eax
	.loc	0 10 2                          # sample.c:10:2
	jmp	.LBB0_7
.LBB0_1:
	.loc	0 0 2                           # sample.c:0:2
	xorl	%eax, %eax
	.loc	0 12 2 is_stmt 1                # sample.c:12:2
	retq
.LBB0_4:
	.loc	0 0 2 is_stmt 0                 # sample.c:0:2
	movl	%ecx, %edx
	andl	$2147483640, %edx               # imm = 0x7FFFFFF8
	.loc	0 10 2                          # sample.c:10:2
	movl	%ecx, %eax
	shrl	$3, %eax
	andl	$268435455, %eax                # imm = 0xFFFFFFF
	shlq	$5, %rax
	pxor	%xmm0, %xmm0
	xorl	%esi, %esi
	pxor	%xmm1, %xmm1
	.loc	0 0 2                           # :0:2
.Ltmp0:
	.p2align	4
.LBB0_5:                                # =>This Inner Loop Header: Depth=1
	.loc	0 11 8 is_stmt 1                # sample.c:11:8
	movdqu	(%rdi,%rsi), %xmm2
	.loc	0 11 5 is_stmt 0                # sample.c:11:5
	paddd	%xmm2, %xmm1
	.loc	0 11 8                          # sample.c:11:8
	movdqu	16(%rdi,%rsi), %xmm2
	.loc	0 11 5                          # sample.c:11:5
	paddd	%xmm2, %xmm0
	.loc	0 10 2 is_stmt 1                # sample.c:10:2
	addq	$32, %rsi
	cmpq	%rsi, %rax
	jne	.LBB0_5
# %bb.6:
	.loc	0 10 2                          # sample.c:10:2
	paddd	%xmm1, %xmm0
	pshufd	$238, %xmm0, %xmm1              # xmm1 = xmm0[2,3,2,3]
	paddd	%xmm0, %xmm1
	pshufd	$85, %xmm1, %xmm0               # xmm0 = xmm1[1,1,1,1]
	paddd	%xmm1, %xmm0
	movd	%xmm0, %eax
	cmpl	%ecx, %edx
	je	.LBB0_8
	.loc	0 0 2 is_stmt 0                 # :0:2
.Ltmp1:
	.p2align	4
.LBB0_7:                                # =>This Inner Loop Header: Depth=1
	.loc	0 11 5 is_stmt 1                # sample.c:11:5
	addl	(%rdi,%rdx,4), %eax
	.loc	0 10 26                         # sample.c:10:26
	incq	%rdx
	.loc	0 10 20                         # sample.c:10:20
	cmpq	%rdx, %rcx
	.loc	0 10 2                          # sample.c:10:2
	jne	.LBB0_7
.LBB0_8:
	.loc	0 12 2                          # sample.c:12:2
	retq
.Ltmp2:
.Lfunc_end0:
	.size	total, .Lfunc_end0-total
	.cfi_endproc
                                        # -- End function
	.globl	checked                         # -- Begin function checked
	.p2align	4
	.type	checked,@function
checked:                                # @checked
.Lfunc_begin1:
	.loc	0 16 0                          # sample.c:16:0
	.cfi_startproc
# %bb.0:
	pushq	%r15
	.cfi_def_cfa_offset 16
	pushq	%r14
	.cfi_def_cfa_offset 24
	pushq	%r13
	.cfi_def_cfa_offset 32
	pushq	%r12
	.cfi_def_cfa_offset 40
	pushq	%rbx
	.cfi_def_cfa_offset 48
	.cfi_offset %rbx, -48
	.cfi_offset %r12, -40
	.cfi_offset %r13, -32
	.cfi_offset %r14, -24
	.cfi_offset %r15, -16
	.loc	0 19 20 prologue_end            # sample.c:19:20
	testl	%esi, %esi
	.loc	0 19 2                          # sample.c:19:2
	jle	.LBB1_1
# %bb.3:
	.loc	0 0 2 is_stmt 0                 # sample.c:0:2
	movq	%rdx, %rbx
	movq	%rdi, %r14
	.loc	0 19 20 is_stmt 1               # sample.c:19:20
	movl	%esi, %r12d
	xorl	%r15d, %r15d
	xorl	%r13d, %r13d
	jmp	.LBB1_4
	.loc	0 0 20 is_stmt 0                # :0:20
.Ltmp3:
	.p2align	4
.LBB1_6:                                #   in Loop: Header=BB1_4 Depth=1
.Ltmp4:
	.file	1 "." "sample.h" md5 0x61e561af964606e67918b64ff74f5802
	.loc	1 3 11 is_stmt 1                # ./sample.h:3:11 @[ sample.c:22:13 ]
	leal	(%r15,%r15), %eax
.Ltmp5:
	.loc	0 22 10                         # sample.c:22:10
	addl	%eax, (%rbx)
	.loc	0 19 26                         # sample.c:19:26
	incq	%r13
	.loc	0 19 20                         # sample.c:19:20
	cmpq	%r13, %r12
	.loc	0 19 2                          # sample.c:19:2
	je	.LBB1_2
.LBB1_4:                                # =>This Inner Loop Header: Depth=1
	.loc	0 20 7                          # sample.c:20:7
	movl	(%r14,%r13,4), %edi
	.loc	0 20 12 is_stmt 0               # sample.c:20:12
	cmpl	$4, %edi
	jl	.LBB1_6
# %bb.5:                                #   in Loop: Header=BB1_4 Depth=1
	.loc	0 21 9 is_stmt 1                # sample.c:21:9
	callq	unknown@PLT
.Ltmp6:
	.loc	0 21 6                          # sample.c:21:6
	addl	%r15d, %eax
	movl	%eax, %r15d
	jmp	.LBB1_6
.LBB1_1:
	.loc	0 0 6 is_stmt 0                 # sample.c:0:6
	xorl	%r15d, %r15d
.LBB1_2:
	.loc	0 24 2 is_stmt 1                # sample.c:24:2
	movl	%r15d, %eax
	.loc	0 24 2 epilogue_begin is_stmt 0 # sample.c:24:2
	popq	%rbx
	.cfi_def_cfa_offset 40
	popq	%r12
	.cfi_def_cfa_offset 32
	popq	%r13
	.cfi_def_cfa_offset 24
	popq	%r14
	.cfi_def_cfa_offset 16
	popq	%r15
	.cfi_def_cfa_offset 8
	retq
.Ltmp7:
.Lfunc_end1:
	.size	checked, .Lfunc_end1-checked
	.cfi_endproc
                                        # -- End function
	.globl	forwards                        # -- Begin function forwards
	.p2align	4
	.type	forwards,@function
forwards:                               # @forwards
.Lfunc_begin2:
	.cfi_startproc
# %bb.0:
	.loc	0 29 19 prologue_end is_stmt 1  # sample.c:29:19
	incl	%edi
.Ltmp8:
	.loc	0 29 9 is_stmt 0                # sample.c:29:9
	jmp	unknown@PLT                     # TAILCALL
.Ltmp9:
.Lfunc_end2:
	.size	forwards, .Lfunc_end2-forwards
	.cfi_endproc
                                        # -- End function
	.globl	dispatches                      # -- Begin function dispatches
	.p2align	4
	.type	dispatches,@function
dispatches:                             # @dispatches
.Lfunc_begin3:
	.cfi_startproc
# %bb.0:
	.loc	0 34 9 prologue_end is_stmt 1   # sample.c:34:9
	jmpq	*chosen(%rip)                   # TAILCALL
.Ltmp10:
.Lfunc_end3:
	.size	dispatches, .Lfunc_end3-dispatches
	.cfi_endproc
                                        # -- End function
	.type	chosen,@object                  # @chosen
	.bss
	.globl	chosen
	.p2align	3, 0x0
chosen:
	.quad	0
	.size	chosen, 8

