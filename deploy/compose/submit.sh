#!/bin/bash
# Submits the job once. A cluster that was restarted has lost it: then it goes on from its newest checkpoint or savepoint.
set -eu
if flink list --running | grep -qF ' : Tributary tributary (sync) '; then
    echo "the job runs already"
    exit 0
fi
exec flink run --detached /opt/tributary/tributary.jar run --resume --config /opt/tributary/sync.yaml
