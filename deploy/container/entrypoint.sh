#!/bin/bash
# Before the Flink image's own entry point, which writes into the configuration: gives it a copy of ours to write into, and gives
# the state volume to the user that Flink runs as.
#   entrypoint.sh job ARGUMENT …    a JobManager that runs Tributary with these arguments, and the job again when it is restarted
#   entrypoint.sh taskmanager
set -eu
here=$(dirname "${BASH_SOURCE[0]}")
flink_home=${FLINK_HOME:-/opt/flink}
cp "$here"/flink-conf/* "$flink_home/conf/"
mkdir -p "$flink_home/state"
[[ $(id -u) != 0 ]] || chown -R flink:flink "$flink_home/conf" "$flink_home/state"

if [[ ${1:-} == job ]]; then
    shift
    # Each start is a Flink job of its own, whose checkpoints are not mixed with those before; --resume finds the newest of them by
    # the job's name.
    id=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    set -- standalone-job --job-id "$id" --job-classname dev.tributary.cli.Main "$@"
fi
exec "${FLINK_ENTRYPOINT:-/docker-entrypoint.sh}" "$@"
