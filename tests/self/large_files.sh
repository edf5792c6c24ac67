#!/bin/bash
# large_files.sh: the calls that we put in the C library's place compile as the distributions build: with large files, late times and fortification.
set -u
cd "$(dirname "$0")/../.." || exit 1
failures=0
for flags in '' -D_FILE_OFFSET_BITS=64 '-D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64' '-D_FILE_OFFSET_BITS=64 -D_FORTIFY_SOURCE=3'; do
	# shellcheck disable=SC2086 # words
	if ! "${CC:-cc}" -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Werror -U_FORTIFY_SOURCE $flags -I. -c analyzer/base/journal_calls.c -o /dev/null; then
		echo "FAIL with '$flags'"
		failures=$((failures + 1))
	fi
done
[ $failures -eq 0 ]
