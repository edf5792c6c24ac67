#include "reports/report.h"
#include "reports/writers.h"

#include <string.h>

const struct report_format report_formats[] = {
	{ "text", "for people, editors and whatever reads the compiler's messages", false, text_write },
	{ "yaml", "LLVM's remark format", true, yaml_write },
	{ "html", "one page for people, to be opened in a browser", true, html_write },
	{ "sarif", "SARIF 2.1.0, for GitHub's code scanning and IDEs", true, sarif_write },
	{ "github", "annotations of a GitHub workflow", true, github_write },
	{ "gitlab", "GitLab's code quality", true, gitlab_write },
	{ "checkstyle", "Checkstyle's XML, for Jenkins and the like", true, checkstyle_write },
	{ "rdjson", "reviewdog's rdjson", true, rdjson_write },
};
const size_t n_report_formats = sizeof report_formats / sizeof *report_formats;

const struct report_format *report_format_find(const char *name)
{
	for (size_t i = 0; i < n_report_formats; i++) {
		if (strcmp(report_formats[i].name, name) == 0)
			return &report_formats[i];
	}
	return NULL;
}
