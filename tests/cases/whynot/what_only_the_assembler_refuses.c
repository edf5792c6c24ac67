//!flags --remarks=run
//!nocompile
//!@what_only_the_assembler_refuses.c analysis whynot RemarksFailed "no remarks: "
int odd(void)
{
	__asm__ volatile("no_such_instruction");
	return 1;
}
