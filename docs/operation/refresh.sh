#!/bin/sh
# A refresh by cron or systemd: loads, mails what became of it, copies the data home. What is to be loaded and who is to
# be told is set in the environment: REFRESH_INTO, REFRESH_GP, REFRESH_AE, REFRESH_MAIL, REFRESH_BACKUPS (a folder),
# REFRESH_EACH (pcn: what the pages open with is worked out for each PCN too).
set -u
PYTHON="${REFRESH_PYTHON:-.venv/bin/python}"
LETTER="$(mktemp)"
trap 'rm -f "$LETTER"' EXIT
"$PYTHON" -m analytics load --gp "$REFRESH_GP" --ae "$REFRESH_AE" --into "$REFRESH_INTO" \
    --hold-doubtful --report "$LETTER" >/dev/null
CODE=$?
if [ -n "${REFRESH_MAIL:-}" ]; then
    { echo "To: $REFRESH_MAIL"; cat "$LETTER"; } | sendmail -t
else
    cat "$LETTER"
fi
if [ "$CODE" = 0 ] && [ -n "${REFRESH_EACH:-}" ]; then
    "$PYTHON" -m analytics beforehand --data "$REFRESH_INTO" --each "$REFRESH_EACH" >/dev/null || CODE=$?
fi
if [ "$CODE" = 0 ] && [ -n "${REFRESH_BACKUPS:-}" ]; then
    "$PYTHON" -m analytics backup --to "$REFRESH_BACKUPS/home-$(date +%Y%m%dT%H%M%S).tar" || CODE=$?
fi
exit "$CODE"
