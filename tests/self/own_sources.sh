#!/bin/bash
# own_sources.sh WHYNOT: whynot finds nothing in its own sources that a person should act on. Loops of hard branches are hints that
# only a profile can confirm; those of our own that are hot are tables and searches which are what they have to be.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec "$1" check -p "${BUILD:-build}" --remarks=off --only=contract,escape,include-cycle,struct-padding,unused-include,whynot
