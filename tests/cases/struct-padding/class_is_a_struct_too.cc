class account { //! missed struct-padding PaddedStruct "14 of 24 bytes are padding; 16 bytes in the order balance, open, kind"
	bool open;
	long balance;
	char kind;

public:
	long worth() const
	{
		return open ? balance : kind;
	}
};

long worth(const account &a)
{
	return a.worth();
}
