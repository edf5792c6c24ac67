// clang -O2
void log_value(int);

void three(void)
{
	for (int i = 0; i < 3; i++) /* here */
		log_value(i);
}
