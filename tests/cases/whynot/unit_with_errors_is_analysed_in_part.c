//!nocompile
struct known {
	int n;
};

int broken(const struct known *k)
{
	return k->n + not_declared; //! analysis whynot UnitHadErrors "not_declared"
}
