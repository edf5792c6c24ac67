//!flags --only=unused-include,whynot
#include <math.h> /* whynot: ignore[unused-include] */ //! analysis whynot ReasonlessSuppression "gives no reason"
#include <time.h> /* whynot: ignore[unused-includ]: typing error */ //! missed unused-include UnusedInclude "<time.h>" //! analysis whynot UnknownSuppression "did you mean 'unused-include'"
#include <ctype.h> /* whynot: ignore[unused-include, until=2020-02]: soon */ //! missed unused-include UnusedInclude "<ctype.h>" //! analysis whynot ExpiredSuppression "held until 2020-02"
#include <errno.h> /* whynot: ignore: all */ //! missed unused-include UnusedInclude "<errno.h>" //! analysis whynot BadSuppression "does not name the rules"

int f(void) /* whynot: ignore[unused-include]: none is here */ //! analysis whynot UnusedSuppression "nothing to suppress"
{
	return 1;
}
