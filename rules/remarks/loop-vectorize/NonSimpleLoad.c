// clang-22 -O2
int wait(const volatile int *flag)
{
	for (int i = 0; i < 1000; i++)
		if (flag[i] == 3) /* here */
			return i;
	return -1;
}
