#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Runs a command with a private PostgreSQL beside it:
#
#   scripts/with-postgres.sh cargo nextest run -p reporting
#
# The server lives in a folder of its own, listens only on a socket in that folder (so it needs no
# port and meets no other server), and is gone afterwards, also after a failure or Ctrl-C. The
# command finds its address in DEICH_TEST_DATABASE.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || missing "say which command shall run: scripts/with-postgres.sh COMMAND [ARGUMENT…]"

# The folder with initdb and postgres, newest version first; empty if there is none.
find_server() {
  local folder
  for folder in $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -rV) \
    "$(dirname "$(command -v initdb || echo /nowhere/initdb)")"; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
      printf '%s\n' "$folder"
      return
    fi
  done
}

server=$(find_server)
if [ -z "$server" ]; then
  can_install ||
    missing "PostgreSQL is missing. On Debian: sudo apt-get install postgresql (it need not run)"
  say "Installing PostgreSQL"
  # Without a cluster of the system's own: nobody asked for a server that keeps running.
  install_packages postgresql-common
  sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' \
    /etc/postgresql-common/createcluster.conf
  install_packages postgresql
  server=$(find_server)
  [ -n "$server" ] || missing "PostgreSQL was installed, yet initdb was not found in /usr/lib/postgresql"
fi

# A socket's path may have 107 bytes at most, so this stands in /tmp whatever TMPDIR says.
folder=$(mktemp -d /tmp/deich-postgres.XXXXXX)

# PostgreSQL refuses to run as root; then the packaged user, or nobody, runs it.
as_server=()
if is_root; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  as_server=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env HOME="$folder")
  chown "$user" "$folder"
fi

pid=
clean_up() {
  trap - EXIT INT TERM HUP
  if [ -n "$pid" ]; then
    # "Fast": open connections are cut off, nothing of this is kept.
    kill -INT "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

cd "$folder"
"${as_server[@]}" "$server/initdb" --pgdata="$folder/data" --username=deich --auth=trust \
  --encoding=UTF8 --locale=C --no-sync >"$folder/log" 2>&1 || {
  cat "$folder/log" >&2
  exit 1
}

# Durability of the test server itself is worth nothing, so it is off; what the product promises
# about kill -9 concerns its own process.
"${as_server[@]}" "$server/postgres" -D "$folder/data" -k "$folder" \
  -c listen_addresses= -c max_connections=200 -c fsync=off -c synchronous_commit=off \
  -c full_page_writes=off -c shared_buffers=64MB >"$folder/log" 2>&1 &
pid=$!

for _ in $(seq 150); do
  # The last line of this file says in a word whether connections are taken.
  if grep -q '^ready' "$folder/data/postmaster.pid" 2>/dev/null; then
    ready=1
    break
  fi
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.2
done
if [ -z "${ready:-}" ]; then
  cat "$folder/log" >&2
  missing "the private PostgreSQL did not start; its log stands above"
fi

cd "$root"
# The command runs in the foreground as a child, so that the clean-up above follows it.
DEICH_TEST_DATABASE="postgres://deich@localhost/postgres?host=$folder" "$@"
