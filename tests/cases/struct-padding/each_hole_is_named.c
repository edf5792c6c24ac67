struct connection { //! missed struct-padding PaddedStruct "hole of 7 bytes before peer; hole of 4 bytes before bytes; 6 bytes at the end"
	char state;
	void *peer;
	int port;
	double bytes;
	short flags;
};

double load(const struct connection *c)
{
	return c->bytes + c->port + c->flags + c->state + (c->peer ? 1 : 0);
}
