#!/bin/bash
# page.sh WHYNOT: the HTML page in a real Chromium (page.mjs): everything it offers, hostile input in each place where text goes, no
# violation that axe-core calls serious.
set -euo pipefail
whynot=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
skip() { echo "page.sh: $*: the page is not tried in a browser"; exit 77; }

chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || skip "there is no Chromium here"
"$chromium" --version >/dev/null 2>&1 || skip "$chromium does not run here"
command -v node >/dev/null || skip "there is no node here"
[ -d "$here/node_modules/playwright-core" ] && [ -d "$here/node_modules/axe-core" ] ||
	skip "playwright-core and axe-core are not installed (npm ci in tests/browser; .ci/install-deps.sh test does it)"

# More than one screenful: parameters, loops, a cycle, findings at each level, steps.
mkdir "$work/plain" "$work/hostile" && cd "$work/plain"
cp "$here"/../docs/example/* .
{
	printf '#include "queue.h"\n#include <stdlib.h>\n#include <ctype.h>\n'
	for i in $(seq 700); do
		printf 'int f%d(int *p) { return *p + %d; }\n' "$i" "$i"
	done
	cat <<-'END'
	void scale(float *to, const float *from, int n)
	{
		for (int i = 0; i < n; i++)
			to[i] = from[i] * 2;
	}
	/* More values than there are registers. */
	unsigned long crowded(const unsigned long *p, unsigned long n)
	{
		unsigned long a = p[0], b = p[1], c = p[2], d = p[3], e = p[4], f = p[5], g = p[6], h = p[7], i = p[8], j = p[9], k = p[10], l = p[11], m = p[12], o = p[13], q = p[14], r = p[15], s = p[16], t = p[17], u = p[18], v = p[19];
		for (unsigned long k = 0; k < n; k++) {
			a = a * k ^ h + p[0]; b = b * k ^ i + p[1]; c = c * k ^ j + p[2]; d = d * k ^ k + p[3]; e = e * k ^ l + p[4]; f = f * k ^ m + p[5]; g = g * k ^ o + p[6]; h = h * k ^ q + p[7]; i = i * k ^ r + p[8]; j = j * k ^ s + p[9]; k = k * k ^ t + p[10]; l = l * k ^ u + p[11]; m = m * k ^ v + p[12]; o = o * k ^ a + p[13]; q = q * k ^ b + p[14]; r = r * k ^ c + p[15]; s = s * k ^ d + p[16]; t = t * k ^ e + p[17]; u = u * k ^ f + p[18]; v = v * k ^ g + p[19];
		}
		return a + b + c + d + e + f + g + h + i + j + k + l + m + o + q + r + s + t + u + v;
	}
	/* Six on one line: parameters that are kept. */
	static int *kept[6];
	void keep(int *a, int *b, int *c, int *d, int *e, int *f) { kept[0] = a; kept[1] = b; kept[2] = c; kept[3] = d; kept[4] = e; kept[5] = f; }
	END
} >many.c
"$whynot" check -q --exit-zero --format=none -m=3 --html "$work/plain.html" --html-dir "$work/set" --yaml "$work/new.yaml" queue.c many.c -- -O2
sed 's/ctype/math/; s/\* 2/* to[i - 1]/' -i many.c
"$whynot" check -q --exit-zero --format=none -m=3 --yaml "$work/old.yaml" queue.c many.c -- -O2
"$whynot" diff -q --exit-zero --format=none --html "$work/diff.html" "$work/old.yaml" "$work/new.yaml"

# Names, paths, lines, macros and flags that want to be more than text.
cd "$work/hostile"
mkdir 'q<' 'z"><img src=x onerror=hack()>'
one='q</script><img src=x onerror=hack()>.h' two='z"><img src=x onerror=hack()>/'"b'&.h"
printf '#ifndef A_H\n#define A_H\n#include "two.h"\nstruct a { struct b *b; };\n#endif\n' >"$one"
printf '#ifndef B_H\n#define B_H\n#include "one.h"\nstruct b { struct a *a; };\n#endif\n' >"$two"
# A name with a quote cannot be written in an #include: links of plain names lead there.
ln -s "$one" one.h && ln -s "$two" two.h
main='m"><script>hack()<'"'"'&.c'
printf '#include <stdlib.h>\n#include <ctype.h>\n#include "q</script><img src=x onerror=hack()>.h"\n' >"$main"
# shellcheck disable=SC2028
printf '/* </script><script>hack()</script> <!-- \xe2\x80\xae gnp.exe \xff\xfe \x1b]0;title\x07 */\n#define HACK "</textarea><img src=x onerror=hack()>"\nint *\xc3\xa4\xe6\xbc\xa2(int *p, const char *q) { int *r = malloc(8); *r = *p + q[0] + HACK[1]; free(r); return p; }\n' >>"$main"
printf '#error "</dd><img src=x onerror=hack()>"\nint g(void) { return 1; }\n' >'bad<img src=x onerror=hack()>.c'
"$whynot" check -q --exit-zero --format=none -m=3 --html "$work/hostile.html" --html-dir "$work/hostile-set" "$main" 'bad<img src=x onerror=hack()>.c' -- -O2 '-DX="</script><img src=x onerror=hack()>"' 2>/dev/null || true
cp "$here/hostile.c" x.c
"$whynot" report -q --html "$work/report.html" "$here/hostile.yaml"

CHROMIUM=$chromium exec node "$here/page.mjs" "$work"
