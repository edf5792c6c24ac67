//!flags --remarks=run --only=whynot --profile=cut.profdata
//!args -O2
//!@twice.c analysis whynot ProfileUnread "1 unit was compiled without the profile"
int twice(int x)
{
	return 2 * x;
}
