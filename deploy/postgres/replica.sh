#!/bin/sh
# A hot standby: a copy of the primary (PGHOST, PGUSER, PGPASSWORD), which then follows it.
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
    chmod 0700 "$PGDATA"
    until pg_basebackup --pgdata "$PGDATA" --checkpoint fast --write-recovery-conf; do
        echo "the primary cannot be copied yet" >&2
        find "$PGDATA" -mindepth 1 -delete
        sleep 2
    done
fi
exec postgres
