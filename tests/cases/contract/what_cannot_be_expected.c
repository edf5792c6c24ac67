//!flags --remarks=run --only=contract
int f(int x) /* whynot: expect vectorized */ //! analysis contract BadContract "vectorized is for loops"
{
	x++; /* whynot: expect no-alloc */ //! analysis contract BadContract "stands at neither a loop nor a function"
	return x;
}

int g(int x) /* whynot: expect inlined(f) */ //! analysis contract BadContract "there is no call of it here"
{
	return x;
}

int h(int x) /* whynot: expect quick */ //! analysis contract BadContract "expect quick is not understood; known are"
{
	return x; /* we expect whynot: nothing here */
}

int i(int x) /* whynot: expect branches<=3x */ //! analysis contract BadContract "write branches<=3"
{
	return x;
}

int j(int x) /* whynot: expect */ //! analysis contract BadContract "is not understood"
{
	return x;
}
