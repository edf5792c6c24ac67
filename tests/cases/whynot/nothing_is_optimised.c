//!flags --remarks=run
//!args -O0
//!@nothing_is_optimised.c analysis whynot NotOptimised "nothing is optimised here"
int f(int x)
{
	return x + 1;
}
