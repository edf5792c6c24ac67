extern "C" void in_cxx(char *p)
{
	*p = 1;
}
