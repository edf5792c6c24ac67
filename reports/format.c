#include "reports/report.h"
#include "reports/writers.h"

#include <string.h>

const struct report_format report_formats[] = {
	{ "text", false, text_write },
	{ "yaml", true, yaml_write },
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
