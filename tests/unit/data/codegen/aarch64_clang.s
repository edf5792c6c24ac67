	.file	"sample.c"
	.text
	.globl	total                           // -- Begin function total
	.p2align	2
	.type	total,@function
total:                                  // @total
.Lfunc_begin0:
	.file	0 "/project/src" "sample.c" md5 0x59c512cc14997f6afd5b92cf478d62c0
	.cfi_startproc
// %bb.0:
	.loc	0 10 2 prologue_end             // sample.c:10:2
	cmp	w1, #1
	b.lt	.LBB0_3
// %bb.1:
	.loc	0 10 2                          // sample.c:10:2
	cmp	w1, #8
	.loc	0 10 20 is_stmt 0               // sample.c:10:20
	mov	w9, w1
	.loc	0 10 2                          // sample.c:10:2
	b.hs	.LBB0_4
// %bb.2:
	.loc	0 0 2                           // sample.c:0:2
	mov	x10, xzr
	mov	w8, wzr
	.loc	0 10 2                          // sample.c:10:2
	b	.LBB0_7
.LBB0_3:
	.loc	0 0 2                           // sample.c:0:2
	mov	w8, wzr
	.loc	0 12 2 is_stmt 1                // sample.c:12:2
	mov	w0, w8
	ret
.LBB0_4:
	.loc	0 0 2 is_stmt 0                 // sample.c:0:2
	movi	v0.2d, #0000000000000000
	movi	v1.2d, #0000000000000000
	and	x10, x9, #0x7ffffff8
	.loc	0 10 2                          // sample.c:10:2
	add	x8, x0, #16
	and	x11, x9, #0x7ffffff8
.LBB0_5:                                // =>This Inner Loop Header: Depth=1
	.loc	0 11 8                          // sample.c:11:8
	ldp	q2, q3, [x8, #-16]
	.loc	0 10 2 is_stmt 1                // sample.c:10:2
	subs	x11, x11, #8
	add	x8, x8, #32
	.loc	0 11 5                          // sample.c:11:5
	add	v0.4s, v2.4s, v0.4s
	add	v1.4s, v3.4s, v1.4s
	.loc	0 10 2                          // sample.c:10:2
	b.ne	.LBB0_5
// %bb.6:
	.loc	0 10 2                          // sample.c:10:2
	add	v0.4s, v1.4s, v0.4s
	cmp	x10, x9
	addv	s0, v0.4s
	fmov	w8, s0
	b.eq	.LBB0_9
.LBB0_7:
	.loc	0 10 2                          // sample.c:10:2
	add	x11, x0, x10, lsl #2
	sub	x9, x9, x10
.LBB0_8:                                // =>This Inner Loop Header: Depth=1
	.loc	0 11 8 is_stmt 0                // sample.c:11:8
	ldr	w10, [x11], #4
	.loc	0 10 20 is_stmt 1               // sample.c:10:20
	subs	x9, x9, #1
	.loc	0 11 5                          // sample.c:11:5
	add	w8, w10, w8
	.loc	0 10 2                          // sample.c:10:2
	b.ne	.LBB0_8
.LBB0_9:
	.loc	0 12 2                          // sample.c:12:2
	mov	w0, w8
	ret
.Ltmp0:
.Lfunc_end0:
	.size	total, .Lfunc_end0-total
	.cfi_endproc
                                        // -- End function
	.globl	checked                         // -- Begin function checked
	.p2align	2
	.type	checked,@function
checked:                                // @checked
.Lfunc_begin1:
	.loc	0 16 0                          // sample.c:16:0
	.cfi_startproc
// %bb.0:
	stp	x29, x30, [sp, #-48]!           // 16-byte Folded Spill
	.cfi_def_cfa_offset 48
	stp	x22, x21, [sp, #16]             // 16-byte Folded Spill
	stp	x20, x19, [sp, #32]             // 16-byte Folded Spill
	mov	x29, sp
	.cfi_def_cfa w29, 48
	.cfi_offset w19, -8
	.cfi_offset w20, -16
	.cfi_offset w21, -24
	.cfi_offset w22, -32
	.cfi_offset w30, -40
	.cfi_offset w29, -48
.Ltmp1:
	.loc	0 19 2 prologue_end             // sample.c:19:2
	cmp	w1, #1
	b.lt	.LBB1_5
// %bb.1:
	.loc	0 0 2 is_stmt 0                 // sample.c:0:2
	mov	x19, x2
	mov	x21, x0
	mov	w20, wzr
	.loc	0 19 20 is_stmt 1               // sample.c:19:20
	mov	w22, w1
	b	.LBB1_3
.LBB1_2:                                //   in Loop: Header=BB1_3 Depth=1
	.loc	0 22 10 is_stmt 0               // sample.c:22:10
	ldr	w8, [x19]
	.loc	0 19 20 is_stmt 1               // sample.c:19:20
	subs	x22, x22, #1
	.loc	0 22 10                         // sample.c:22:10
	add	w8, w8, w20, lsl #1
	str	w8, [x19]
	.loc	0 19 2                          // sample.c:19:2
	b.eq	.LBB1_6
.LBB1_3:                                // =>This Inner Loop Header: Depth=1
	.loc	0 20 7                          // sample.c:20:7
	ldr	w0, [x21], #4
	.loc	0 20 12 is_stmt 0               // sample.c:20:12
	cmp	w0, #4
	b.lt	.LBB1_2
// %bb.4:                               //   in Loop: Header=BB1_3 Depth=1
	.loc	0 21 9 is_stmt 1                // sample.c:21:9
	bl	unknown
.Ltmp2:
	.loc	0 21 6                          // sample.c:21:6
	add	w20, w0, w20
	b	.LBB1_2
.LBB1_5:
	.loc	0 0 6 is_stmt 0                 // sample.c:0:6
	mov	w20, wzr
.LBB1_6:
	.loc	0 24 2 is_stmt 1                // sample.c:24:2
	mov	w0, w20
	.cfi_def_cfa wsp, 48
	.loc	0 24 2 epilogue_begin is_stmt 0 // sample.c:24:2
	ldp	x20, x19, [sp, #32]             // 16-byte Folded Reload
	ldp	x22, x21, [sp, #16]             // 16-byte Folded Reload
	ldp	x29, x30, [sp], #48             // 16-byte Folded Reload
	.cfi_def_cfa_offset 0
	.cfi_restore w19
	.cfi_restore w20
	.cfi_restore w21
	.cfi_restore w22
	.cfi_restore w30
	.cfi_restore w29
	ret
.Ltmp3:
.Lfunc_end1:
	.size	checked, .Lfunc_end1-checked
	.cfi_endproc
                                        // -- End function
	.globl	forwards                        // -- Begin function forwards
	.p2align	2
	.type	forwards,@function
forwards:                               // @forwards
.Lfunc_begin2:
	.cfi_startproc
// %bb.0:
	.loc	0 29 19 prologue_end is_stmt 1  // sample.c:29:19
	add	w0, w0, #1
.Ltmp4:
	.loc	0 29 9 is_stmt 0                // sample.c:29:9
	b	unknown
.Ltmp5:
.Lfunc_end2:
	.size	forwards, .Lfunc_end2-forwards
	.cfi_endproc
                                        // -- End function
	.globl	dispatches                      // -- Begin function dispatches
	.p2align	2
	.type	dispatches,@function
dispatches:                             // @dispatches
.Lfunc_begin3:
	.cfi_startproc
// %bb.0:
	.loc	0 34 9 prologue_end is_stmt 1   // sample.c:34:9
	adrp	x8, chosen
	ldr	x1, [x8, :lo12:chosen]
.Ltmp6:
	br	x1
.Ltmp7:
.Lfunc_end3:
	.size	dispatches, .Lfunc_end3-dispatches
	.cfi_endproc
                                        // -- End function
	.type	chosen,@object                  // @chosen
	.bss
	.globl	chosen
	.p2align	3, 0x0
chosen:
	.xword	0
	.size	chosen, 8

