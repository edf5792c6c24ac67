static char *kept;

static inline void take(char *p)
{
#ifdef KEEP
	kept = p;
#else
	p[0] = 1;
#endif
}
