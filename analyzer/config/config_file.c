/* Where the settings are. */
#include "analyzer/config/config.h"

#include "analyzer/base/file.h"
#include "analyzer/base/path.h"

#include <string.h>
#include <sys/stat.h>

int config_load(struct config *c, const char *path, struct error *e)
{
	struct strbuf text = STRBUF_INIT, full = STRBUF_INIT, folder = STRBUF_INIT;
	int rc;

	config_init(c);
	rc = file_read(path, &text, e);
	if (rc == 0) {
		path_real(path, &full);
		path_join(full.text, "..", &folder);
		rc = config_parse(c, path, folder.text, text.text, text.len, e);
	}
	strbuf_release(&text);
	strbuf_release(&full);
	strbuf_release(&folder);
	return rc;
}

bool config_find(const char *folder, struct strbuf *found)
{
	struct strbuf at = STRBUF_INIT, up = STRBUF_INIT;
	struct stat st;
	bool is_found = false, is_edge = false;

	strbuf_adds(&at, folder);
	while (!is_found && !is_edge) {
		path_join(at.text, ".git", found);
		is_edge = stat(found->text, &st) == 0 || !strcmp(at.text, "/");
		path_join(at.text, ".whynot.yaml", found);
		is_found = stat(found->text, &st) == 0;
		path_join(at.text, "..", &up);
		strbuf_clear(&at);
		strbuf_adds(&at, up.text);
	}
	strbuf_release(&at);
	strbuf_release(&up);
	return is_found;
}
