#!/bin/bash
# headers_alone.sh WHYNOT: every header of ours compiles without anything before it. (The public ones of each layer are
# also compiled with only the include paths that the layer hands on: CMake's target all_verify_interface_header_sets.)
set -euo pipefail
cd "$(dirname "$0")/../.."
failures=0
count=0
llvm=$(dirname "$(dirname "$CLANG")")
for header in $(find analyzer rules reports tests -name '*.h' -not -path 'tests/cases/*' -not -path 'tests/docs/*' -not -path '*/data/*' | sort); do
	count=$((count + 1))
	"$CLANG" -x c -std=gnu17 -D_GNU_SOURCE -Wall -Wextra -Wno-unused -Werror -I. -isystem "$llvm/include" \
		-DTEST_CLANG=\"\" -fsyntax-only -include "$header" /dev/null || failures=$((failures + 1))
done
echo "$count headers, $failures that need another one first"
[ "$count" -gt 30 ] && [ $failures -eq 0 ]
