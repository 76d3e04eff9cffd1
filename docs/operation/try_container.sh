#!/bin/sh
# Builds the container with this Containerfile and starts it as compose.yaml does, without a daemon and without a
# registry: its base is made of Debian's packages, its libraries come by this machine's pip. Says each thing it looked
# at; exit code 0 where all of it held. As root on Debian, some minutes and 6 GB of memory:
#   apt-get install podman runc catatonit mmdebstrap && docs/operation/try_container.sh
# KEEP=1 leaves it running for a look (it says where, and what ends it). PYTHON: one with pip, of Debian's version.
set -eu
cd "$(dirname "$0")/../.."
PYTHON="${PYTHON:-.venv/bin/python}"
NAME=frequent-attenders-trial
WORK="$(mktemp -d)"
mount -t tmpfs -o size=6g try-container "$WORK" # layers on a slow disk take longer than all the rest
podman() {
    command podman --root "$WORK/store" --runroot "$WORK/run" --storage-driver overlay --runtime runc "$@"
}
ended() {
    podman rm --force --time 5 "$NAME" >/dev/null 2>&1 || true
    umount --recursive "$WORK/store/overlay" 2>/dev/null || true
    umount --lazy "$WORK" && rmdir "$WORK"
}
trap ended EXIT
BAD=0
held() { # what, then a command that has to succeed
    WHAT="$1"; shift
    if "$@" >/dev/null 2>"$WORK/said"; then echo "held    $WHAT"; else echo "FAILED  $WHAT"; cat "$WORK/said"; BAD=1; fi
}
refused() { ! "$@"; }

BASE="$(sed -n 's/^ARG BASE=//p' docs/operation/Containerfile)"
PLAIN='PATH=/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin'
mmdebstrap --quiet --variant=minbase --include=python3,python3-venv,ca-certificates,netbase,tzdata \
    --customize-hook='ln -s /usr/bin/python3 "$1/usr/local/bin/python"' "$(. /etc/os-release; echo "$VERSION_CODENAME")" \
    "$WORK/base.tar"
podman import --quiet --change "ENV $PLAIN" "$WORK/base.tar" "$BASE" >/dev/null
rm "$WORK/base.tar"
"$PYTHON" -m pip download --quiet --only-binary :all: --requirement requirements.txt --dest "$WORK/wheels" 2>/dev/null
printf '[global]\nno-index = true\nfind-links = /wheels\n' >"$WORK/pip.conf"
LIMITS='--ulimit nofile=4096:4096 --ulimit nproc=4096:4096'
# --format docker: the other form has no health check.
# shellcheck disable=SC2086
podman build --quiet --format docker --layers=false --pull=never --network none $LIMITS \
    --ignorefile docs/operation/Containerfile.dockerignore --volume "$WORK/wheels:/wheels:ro" \
    --secret "id=pip,src=$WORK/pip.conf" --file docs/operation/Containerfile --tag "$NAME" . >/dev/null
rm -r "$WORK/wheels"
echo "built   $(podman image inspect "$NAME" --format '{{.Size}}') bytes on $BASE, made here"

AS_COMPOSE="$LIMITS --read-only --read-only-tmpfs=false --cap-drop ALL --security-opt no-new-privileges --init
    --pids-limit 512 --memory 8g --tmpfs /tmp:size=1g,mode=1777"
# shellcheck disable=SC2086
without() { podman run --rm $AS_COMPOSE --volume trial:/data "$NAME"; test $? = 2; }
set +e
held "without sign-in it does not start, exit code 2" without
# shellcheck disable=SC2086
podman run --detach --name "$NAME" $AS_COMPOSE --volume trial:/data --env FREQUENT_ATTENDERS_SIGN_IN=proxy \
    --env 'STREAMLIT_SERVER_TRUSTED_USER_HEADERS={"X-Forwarded-Email": "email"}' \
    --env STREAMLIT_BROWSER_SERVER_ADDRESS=localhost "$NAME" >/dev/null 2>&1
for _ in $(seq 60); do podman healthcheck run "$NAME" >/dev/null 2>&1 && break; sleep 2; done
inside() { podman exec "$NAME" "$@"; }
# shellcheck disable=SC2016
is_10001() { test "$(inside sh -c 'cat /proc/[0-9]*/status' | awk '/^Uid:/ && $2 != 10001' | wc -l)" = 0; }
no_capability() { inside grep -q '^CapEff:.0*$' /proc/1/status && inside grep -q '^NoNewPrivs:.1' /proc/1/status; }
nothing_else() {
    test "$(inside find / -xdev -type d -writable -not -path '/proc/*' 2>/dev/null | sort | xargs)" = "/data /tmp" &&
        inside touch /data/.trial /tmp/.trial && inside rm /data/.trial
}
held "its health check, as the container asks it" podman healthcheck run "$NAME"
held "every process is uid 10001" is_10001
held "no capability, and none to be had" no_capability
held "its root is read only" refused inside touch /app/x
held "nothing can be written but /data and /tmp" nothing_else
held "no key, no secrets file in it" refused inside sh -c 'ls /app/.key /app/data /app/.streamlit/secrets.toml'
held "the page answers" inside python -c 'import urllib.request as u; u.urlopen("http://127.0.0.1:8501/")'
if [ -n "${KEEP:-}" ]; then
    echo "at http://$(podman inspect "$NAME" --format '{{.NetworkSettings.IPAddress}}'):8501 until Return is typed"
    read -r _
fi
podman stop --time 20 "$NAME" >/dev/null 2>&1
stopped() { test "$(podman inspect "$NAME" --format '{{.State.ExitCode}}')" = 0; }
held "asked to stop, it ends by itself, exit code 0" stopped
exit "$BAD"
