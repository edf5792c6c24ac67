#include "many.h"  //! analysis unused-include ProvidedNames "gives 7 names: n1, n2, n3, n4, n5 and 2 more; it brings" //! analysis unused-include MoreProvidedNames "gives n1, n2, n3, n4, n5, n6, n7"
#include "five.h"  //! analysis unused-include ProvidedNames "gives 5 names: m1, m2, m3, m4, m5; it brings"

int answer(void)
{
	return n1() + n2() + n3() + n4() + n5() + n6() + n7() + m1() + m2() + m3() + m4() + m5();
}
