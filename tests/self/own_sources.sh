#!/bin/bash
# own_sources.sh WHYNOT: whynot finds nothing in its own sources that a person should act on.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec "$1" check -p "${BUILD:-build}" --remarks=off
