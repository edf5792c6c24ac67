// clang -O2
void add(int *restrict to, const int *restrict from)
{
	to[0] = from[0] + 1; /* here */
	to[1] = from[1] + 2;
	to[2] = from[2] + 3;
	to[3] = from[3] + 4;
}
