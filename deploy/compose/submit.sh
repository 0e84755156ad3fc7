#!/bin/bash
# Submits the job once. A cluster that was restarted has lost it: then it goes on from its newest checkpoint or savepoint.
set -eu
if flink list --running | grep -qF ' : Tributary tributary (sync) '; then
    echo "the job runs already"
    exit 0
fi
newest=$(find /opt/flink/state -path '*/chk-*/_metadata' -printf '%T@ %h\n' -o -path '*/savepoint-*/_metadata' -printf '%T@ %h\n' \
    | sort -n | tail -n 1 | cut -d ' ' -f 2)
exec flink run --detached ${newest:+--fromSavepoint "file://$newest"} \
    /opt/tributary/tributary.jar run --config /opt/tributary/sync.yaml
