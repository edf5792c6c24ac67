int defined_elsewhere(int n)
{
	return n + 1;
}
