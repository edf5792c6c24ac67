//!@gone.c analysis whynot UnitFailed "gone.c was not analysed"
int there(void)
{
	return 1;
}
