#!/bin/bash
# Whether this container does its work; exit code 0 if so.
#   healthy.sh job            the job runs
#   healthy.sh taskmanager    its metrics are there
set -eu

answer() { # PORT PATH
    exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3
    timeout 4 cat <&3
}

case ${1:-} in
    job) answer "${FLINK_REST_PORT:-8081}" /jobs/overview | grep -q '"state":"RUNNING"' ;;
    taskmanager) answer "${FLINK_METRICS_PORT:-9249}" /metrics | grep -q '^flink_taskmanager_' ;;
    *) echo "healthy.sh job|taskmanager" >&2; exit 2 ;;
esac
