#!/bin/bash
# Before the Flink image's own entry point, which writes into the configuration: gives it a copy of ours to write into,
# and gives the state volume to the user that Flink runs as.
set -eu
cp /opt/tributary/flink-conf/* /opt/flink/conf/
mkdir -p /opt/flink/state
chown -R flink:flink /opt/flink/conf /opt/flink/state
exec /docker-entrypoint.sh "$@"
