// clang-22 -O2
/* The place is that of a value which the loop carries. */
int scan(const unsigned char *code)
{
	static const void *const labels[] = { &&end, &&one, &&two };
	int sum = 0; /* here */

next:
	goto *labels[*code++];
one:
	sum += 1;
	goto next;
two:
	sum *= 2;
	goto next;
end:
	return sum;
}
