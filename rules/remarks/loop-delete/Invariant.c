// clang -O2
void nothing(int n)
{
	for (int i = 0; i < n; i++) /* here */
		;
}
