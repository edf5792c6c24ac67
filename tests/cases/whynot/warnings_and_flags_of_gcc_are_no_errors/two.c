/* Near misses: neither warnings that were made errors nor flags that only gcc knows keep a unit from being analysed. */
int two(void)
{
	int unused;

	return 2;
}
