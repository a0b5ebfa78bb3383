#!/bin/sh
# Waits for the database, brings it up to date where MIGRATE=true, then becomes the command it was given.
set -eu
cd "$(dirname "$0")/.."

python manage.py wait_for_database --timeout "${DATABASE_TIMEOUT:-60}"
if [ "${MIGRATE:-false}" = true ]; then
    python manage.py prepare
fi
exec "$@"
