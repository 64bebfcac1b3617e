#!/usr/bin/env bash
# Sees to the programs that tests need and Python cannot bring: a browser, PostgreSQL, Redis, nginx, a relay, Voikko,
# libical, Compose.
# Installs what is missing where that is possible (root on Debian); says what is missing elsewhere.
# `make test NO_SYSTEM_PACKAGES=1` leaves the machine alone.
set -uo pipefail

missing=()
need() {
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}
a_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
a_database() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
a_redis() { command -v redis-server; }
a_proxy() { command -v nginx || [[ -x /usr/sbin/nginx ]]; }
a_relay() { command -v turnserver; }
calendar_rules() { compgen -G '/usr/lib/*/libical.so.3' || compgen -G '/usr/lib*/libical.so.3'; }
voikko() { compgen -G '/usr/lib/*/libvoikko.so.1' || compgen -G '/usr/lib*/libvoikko.so.1'; }
finnish_words() { compgen -G '/usr/lib/voikko/*/mor-*' || compgen -G '/usr/share/voikko/*/mor-*'; }
voikko_for_python() { compgen -G '/usr/lib/python3/dist-packages/libvoikko.py'; }

need chromium a_browser
[[ -n ${TEST_DATABASE_URL:-} ]] || need postgresql a_database
[[ -n ${TEST_REDIS_URL:-} ]] || need redis-server a_redis
need nginx a_proxy
need coturn a_relay
need libical3 calendar_rules
need docker-compose command -v docker-compose
need libvoikko1 voikko
need voikko-fi finnish_words
need python3-libvoikko voikko_for_python

shell=chromium-headless-shell
if ((!${#missing[@]})) && command -v $shell >/dev/null; then
  exit 0
fi

by_hand() {
  ((${#missing[@]})) || exit 0
  echo "Not here, so the tests that need them are skipped: ${missing[*]}" >&2
  echo "On Debian: apt-get install ${missing[*]}" >&2
  exit 0
}

[[ -z ${NO_SYSTEM_PACKAGES:-} ]] || by_hand
[[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || by_hand

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() { apt-get install --yes --no-install-recommends "$@" >>"$log" 2>&1; }

if ((${#missing[@]})); then
  echo "Installing for the tests: ${missing[*]} …"
  install "${missing[@]}" || { apt-get update >>"$log" 2>&1 && install "${missing[@]}"; } ||
    { tail -n 20 "$log" >&2; by_hand; }
fi

# The same browser without its windows, which takes three fifths of the time. Not every distribution has it, no test is
# skipped without it, and nothing else is to go or to be waited for because of it.
if ! command -v $shell >/dev/null && [[ -n $(apt-cache policy $shell 2>/dev/null) ]]; then
  install --no-remove -o Acquire::Retries=0 -o Acquire::http::Timeout=20 $shell || true
fi
