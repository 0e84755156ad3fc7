#!/bin/bash
# Run once by the MySQL image, on an empty data folder: loads the part of test_data.sql that is for this server.
set -eu
awk -v server="$TRIBUTARY_SERVER" -f /opt/tributary/sections.awk /opt/tributary/test_data.sql \
    | MYSQL_PWD="$MYSQL_ROOT_PASSWORD" mysql --protocol=socket --user=root --default-character-set=utf8mb4
