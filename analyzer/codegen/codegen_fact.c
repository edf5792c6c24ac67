#include "analyzer/codegen/codegen_fact.h"

#include "analyzer/base/strbuf.h"

#include <stdarg.h>

struct fact_codegen *codegen_fact(struct unit_facts *unit)
{
	if (!unit->codegens.n)
		VEC_PUSH(&unit->codegens, (struct fact_codegen){ .status = CODEGEN_STATUS_OK });
	return &unit->codegens.items[0];
}

void codegen_fact_say(struct fact_codegen *fact, struct intern *text, const char *format, ...)
{
	struct strbuf reason = STRBUF_INIT;
	va_list ap;

	if (!sid_is_none(fact->reason)) {
		strbuf_adds(&reason, intern_text(text, fact->reason));
		strbuf_adds(&reason, "; ");
	}
	va_start(ap, format);
	strbuf_vaddf(&reason, format, ap);
	va_end(ap);
	fact->reason = intern_add(text, reason.text, reason.len);
	strbuf_release(&reason);
}
