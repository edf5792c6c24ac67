#include "reports/sarif_private.h"

#include "analyzer/base/strbuf.h"
#include "reports/json.h"

#include <string.h>

/* GitHub's limits for a rule's texts. */
enum { MOST_NAME = 255, MOST_TEXT = 1024 };

void sarif_rules_init(struct sarif_rules *s, const struct report *r)
{
	*s = (struct sarif_rules){ .report = r, .list = json_list() };
	intern_init(&s->ids);
}

json_t *sarif_rules_take(struct sarif_rules *s)
{
	intern_release(&s->ids);
	return s->list;
}

/* Cut at a character's start. */
static json_t *text_of(const char *words, size_t most)
{
	size_t len = strlen(words);
	json_t *map = json_map();

	if (len > most) {
		len = most;
		while (len > 0 && ((unsigned char)words[len] & 0xc0) == 0x80)
			len--;
	}
	json_put(map, "text", json_text(words, len));
	return map;
}

static const struct rule_info *info_of(const struct report *r, const char *category)
{
	for (size_t i = 0; i < r->n_rules; i++)
		if (!strcmp(r->rules[i]->id, category))
			return r->rules[i];
	return NULL;
}

static const char *summary_of(const struct rule_info *info, const char *name)
{
	for (size_t i = 0; info && i < info->n_names; i++)
		if (!strcmp(info->names[i].name, name))
			return info->names[i].summary;
	return NULL;
}

static json_t *properties(const struct finding *f)
{
	static const char *const severities[] = { "recommendation", "warning", "error" };
	json_t *map = json_map(), *tags = json_list();

	json_push(tags, json_word(f->category));
	if (strcmp(f->category, f->rule))
		json_push(tags, json_word(f->rule));
	json_put(map, "tags", tags);
	/* What is claimed as a warning is proven; a remark is what the compiler said. */
	json_put(map, "precision", json_word(f->severity == SEVERITY_NOTE ? "medium" : "high"));
	json_put(map, "problem.severity", json_word(severities[f->severity]));
	return map;
}

static void add_rule(struct sarif_rules *s, const struct finding *f, const char *id)
{
	const struct rule_info *info = info_of(s->report, f->category);
	const char *summary = summary_of(info, f->name);
	json_t *rule = json_map(), *configuration = json_map();
	struct strbuf words = STRBUF_INIT;

	if (summary)
		strbuf_adds(&words, summary);
	else
		strbuf_addf(&words, "the compiler's remark %s of its pass %s", f->name, f->rule);
	json_put(rule, "id", json_word(id));
	json_put(rule, "name", json_text(f->name, strlen(f->name) < MOST_NAME ? strlen(f->name) : MOST_NAME));
	json_put(rule, "shortDescription", text_of(words.text, MOST_TEXT));
	json_put(rule, "fullDescription", text_of(words.text, MOST_TEXT));
	strbuf_addf(&words, "\n\n%s\n\nwhynot explain %s says more.", info ? info->explain : "", id);
	json_put(rule, "help", text_of(words.text, words.len));
	json_put(configuration, "level", json_word(severity_word(f->severity)));
	json_put(rule, "defaultConfiguration", configuration);
	json_put(rule, "properties", properties(f));
	json_push(s->list, rule);
	strbuf_release(&words);
}

void sarif_rules_put(struct sarif_rules *s, const struct finding *f, json_t *result)
{
	struct strbuf id = STRBUF_INIT;
	uint32_t n_before = s->ids.n;
	sid number;

	strbuf_addf(&id, "%s/%s", f->rule, f->name);
	number = intern_adds(&s->ids, id.text);
	if (s->ids.n > n_before)
		add_rule(s, f, id.text);
	json_put(result, "ruleId", json_word(id.text));
	json_put(result, "ruleIndex", json_number(number.v - 1));
	strbuf_release(&id);
}
