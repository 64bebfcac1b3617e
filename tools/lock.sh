#!/usr/bin/env bash
# Makes the lock files anew: pinned versions and their hashes, for every supported Python, without addresses.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v uv >/dev/null; then
  echo "Locking for several Pythons at once needs uv (pip install uv)." >&2
  exit 1
fi

# The largest set is decided first; the smaller ones take its versions, so that no two disagree.
compile() {
  local name=$1
  shift
  uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-annotate \
    --no-emit-index-url --no-emit-find-links --no-header --output-file "requirements/$name.txt" "$@"
  sed -i "1i # Made by \`make lock\`: $name." "requirements/$name.txt"
}
rm -f requirements/{test,production,run,build,node}.txt
compile test pyproject.toml requirements/build.in \
  --extra postgres --extra redis --extra gevent --extra proposal --extra test --extra lint
compile production pyproject.toml --constraint requirements/test.txt \
  --extra postgres --extra redis --extra gevent --extra proposal
compile run pyproject.toml --constraint requirements/test.txt
compile build requirements/build.in --constraint requirements/test.txt
compile node requirements/node.in

if command -v npm >/dev/null; then
  for folder in . tests/js tools; do
    (cd "$folder" && rm -f package-lock.json && npm install --package-lock-only --ignore-scripts --silent)
  done
fi

if grep -nE -- '^(-i|-f|--(extra-)?index-url|--find-links)|file:|@ ?https?:|"resolved"' \
  requirements/*.txt package-lock.json tests/js/package-lock.json tools/package-lock.json; then
  echo "The lines above name an address; a lock file must not." >&2
  exit 1
fi
