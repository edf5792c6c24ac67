//!flags --remarks=run
//!args -O1
int f(int x)
{
	return x + 1;
}
