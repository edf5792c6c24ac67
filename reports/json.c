#include "reports/json.h"

#include "analyzer/base/panic.h"
#include "analyzer/base/strbuf.h"
#include "reports/utf8.h"

#include <string.h>

static json_t *checked(json_t *value)
{
	if (!value)
		panic_out_of_memory(0);
	return value;
}

json_t *json_text(const char *bytes, size_t len)
{
	struct strbuf text = STRBUF_INIT;
	json_t *value;
	uint32_t code;

	for (size_t i = 0; i < len;) {
		size_t n = utf8_decode(bytes + i, len - i, &code);

		if (n)
			strbuf_add(&text, bytes + i, n);
		else
			strbuf_adds(&text, "\xef\xbf\xbd");
		i += n ? n : 1;
	}
	value = checked(json_stringn_nocheck(text.text, text.len));
	strbuf_release(&text);
	return value;
}

json_t *json_word(const char *text)
{
	return json_text(text, strlen(text));
}

json_t *json_number(unsigned long long number)
{
	return checked(json_integer((json_int_t)number));
}

json_t *json_map(void)
{
	return checked(json_object());
}

json_t *json_list(void)
{
	return checked(json_array());
}

void json_put(json_t *map, const char *key, json_t *value)
{
	if (json_object_set_new_nocheck(map, key, checked(value)) < 0)
		panic_out_of_memory(0);
}

void json_push(json_t *list, json_t *value)
{
	if (json_array_append_new(list, checked(value)) < 0)
		panic_out_of_memory(0);
}

static int write_bytes(const char *bytes, size_t len, void *data)
{
	out_write(data, bytes, len);
	return 0;
}

void json_finish(json_t *value, struct out *o)
{
	if (json_dump_callback(value, write_bytes, o, JSON_INDENT(1)) < 0)
		panic_out_of_memory(0);
	out_putc(o, '\n');
	json_decref(value);
}
