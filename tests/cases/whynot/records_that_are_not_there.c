//!flags --remarks=read
//!@records_that_are_not_there.c analysis whynot RemarksMissing "no record of remarks"
int here(void)
{
	return 1;
}
