-- ClickHouse for Tributary, 25.8 or newer: run it once, and again after every update, it changes nothing that is there.
--   clickhouse-client --multiquery < clickhouse_schema.sql

CREATE DATABASE IF NOT EXISTS tributary;
CREATE DATABASE IF NOT EXISTS tributary_staging;
CREATE DATABASE IF NOT EXISTS analytics;

-- Control: what the job has committed. A commit whose id stands here is not merged again.
CREATE TABLE IF NOT EXISTS tributary.ledger
(
    commit_id String,
    job LowCardinality(String),
    target LowCardinality(String),
    checkpoint_id UInt64,
    upserts UInt64,
    deletes UInt64,
    first_source_time Nullable(DateTime64(3, 'UTC')),
    last_source_time Nullable(DateTime64(3, 'UTC')),
    staging_tables Array(String),
    committed_at DateTime64(3, 'UTC'),
    duration_ms UInt64
)
ENGINE = MergeTree
ORDER BY (job, commit_id);

-- Control: which attempt of which job merges, so that no two do.
CREATE TABLE IF NOT EXISTS tributary.leases
(
    job String,
    generation UInt64,
    holder String,
    flink_job String,
    released UInt8,
    sign_of_life DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(sign_of_life)
ORDER BY (job, generation, holder);

-- Control: commits that wait since their target refuses them.
CREATE TABLE IF NOT EXISTS tributary.parked_commits
(
    job String,
    target_database String,
    target_table String,
    commit_id String,
    event String,
    number UInt64,
    cause String,
    committable String,
    staging_tables Array(String),
    happened_at DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (job, commit_id, happened_at);

-- Control: source tables that are set aside, and those that were asked to be read anew.
CREATE TABLE IF NOT EXISTS tributary.table_states
(
    job String,
    source_database String,
    mysql_database String,
    mysql_table String,
    event String,
    resyncs UInt32,
    cause String,
    happened_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (job, source_database, mysql_database, mysql_table, happened_at);

-- Control: MySQL servers that somebody has paused, by the connections to them; of each the last row counts.
CREATE TABLE IF NOT EXISTS tributary.pauses
(
    job String,
    source_database String,
    paused UInt8,
    cause String,
    happened_at DateTime64(6, 'UTC') DEFAULT now64(6, 'UTC')
)
ENGINE = MergeTree
ORDER BY (job, source_database, happened_at);

-- The columns of rows whose source table has changed since the plan was made, one row per column.
CREATE TABLE IF NOT EXISTS tributary.schemas
(
    schema_id       Int64,
    target_database String,
    target_table    String,
    key_columns     UInt32,
    position        UInt32,
    column_name     String,
    column_type     String,
    registered_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (schema_id, position);

-- The journal, for people and dashboards: how far the running job is, and what happened. Nothing depends on it.
CREATE TABLE IF NOT EXISTS tributary.server_progress
(
    job String,
    flink_job String,
    server String,
    reader UInt32,
    server_uuid String,
    follows_binlog UInt8,
    binlog_file String,
    binlog_offset UInt64,
    read_up_to Nullable(DateTime64(3, 'UTC')),
    lag_ms Nullable(UInt64),
    bytes_behind Nullable(UInt64),
    retention_left_s Nullable(UInt64),
    away_since Nullable(DateTime64(3, 'UTC')),
    reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(reported_at)
ORDER BY (job, server, reader)
TTL toDateTime(reported_at) + INTERVAL 1 MONTH;

CREATE TABLE IF NOT EXISTS tributary.table_progress
(
    job String,
    flink_job String,
    server String,
    mysql_database String,
    mysql_table String,
    source_database String,
    target String,
    phase LowCardinality(String),
    read_anew UInt8,
    resyncs UInt32,
    chunks_done UInt64,
    chunks_before UInt64,
    chunks_total Nullable(UInt64),
    rows_estimated Nullable(UInt64),
    counted_since Nullable(DateTime64(3, 'UTC')),
    obstacle String,
    reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(reported_at)
ORDER BY (job, server, mysql_database, mysql_table)
TTL toDateTime(reported_at) + INTERVAL 1 MONTH;

CREATE TABLE IF NOT EXISTS tributary.rows_read
(
    job String,
    flink_job String,
    server String,
    mysql_database String,
    mysql_table String,
    reader UInt32,
    snapshot_rows UInt64,
    changes UInt64,
    counted_since DateTime64(3, 'UTC'),
    reported_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(reported_at)
ORDER BY (job, server, mysql_database, mysql_table, reader)
TTL toDateTime(reported_at) + INTERVAL 1 MONTH;

CREATE TABLE IF NOT EXISTS tributary.events
(
    time DateTime64(3, 'UTC'),
    job String,
    severity LowCardinality(String),
    kind LowCardinality(String),
    server String,
    source_database String,
    mysql_table String,
    text String,
    remedy String
)
ENGINE = MergeTree
ORDER BY (job, time)
TTL toDateTime(time) + INTERVAL 3 MONTH;

-- Control: rows that their target cannot hold, with the cause.
CREATE TABLE IF NOT EXISTS tributary.dead_letters
(
    _source_database LowCardinality(String),
    job String,
    source_table String,
    row_key String,
    cause String,
    column_name String,
    row String,
    source_time DateTime64(3, 'UTC'),
    _version UInt64
)
ENGINE = ReplacingMergeTree(_version)
ORDER BY (_source_database, source_table, row_key, job)
SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1;

-- Targets of test_data.sql. The job makes a target that is missing from the source's columns: these two are here because
-- the views below read them, and to show what a target made by hand must look like.
-- The block number columns are what deletes by patch parts need: they must be there from the start.
CREATE TABLE IF NOT EXISTS analytics.customers
(
    _source_database LowCardinality(String),
    id UInt32,
    email String,
    name String,
    country String,
    status LowCardinality(String),
    newsletter Int8,
    birth_date Nullable(Date32),
    credit_limit Nullable(Decimal(18, 4)),
    preferences Nullable(String),
    created_at DateTime64(0, 'UTC'),
    updated_at DateTime64(3, 'UTC'),
    _version UInt64
)
ENGINE = ReplacingMergeTree(_version)
ORDER BY (_source_database, id)
SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1;

CREATE TABLE IF NOT EXISTS analytics.orders
(
    _source_database LowCardinality(String),
    id UInt64,
    customer_id UInt32,
    status LowCardinality(String),
    currency String,
    total Decimal(18, 4),
    items Int16,
    priority Int8,
    gift Nullable(Int8),
    note Nullable(String),
    ordered_at DateTime64(6, 'UTC'),
    updated_at DateTime64(3, 'UTC'),
    _version UInt64
)
ENGINE = ReplacingMergeTree(_version)
ORDER BY (_source_database, id)
SETTINGS enable_block_number_column = 1, enable_block_offset_column = 1;

-- Views. Refreshable ones, since an incremental view does not see that a merge replaces and deletes rows. Their own
-- interval is long: the job refreshes them after a commit to a table they read.
CREATE MATERIALIZED VIEW IF NOT EXISTS analytics.revenue_by_country
REFRESH EVERY 1 YEAR
(
    country String,
    currency String,
    customers UInt64,
    orders UInt64,
    revenue Decimal(38, 4)
)
ENGINE = MergeTree
ORDER BY (country, currency)
EMPTY
AS SELECT
    c.country AS country,
    o.currency AS currency,
    uniqExact(o._source_database, o.customer_id) AS customers,
    count() AS orders,
    sum(o.total) AS revenue
FROM analytics.orders AS o
INNER JOIN analytics.customers AS c
    ON c._source_database = o._source_database AND c.id = o.customer_id
WHERE o.status IN ('paid', 'shipped')
GROUP BY country, currency;

CREATE MATERIALIZED VIEW IF NOT EXISTS analytics.orders_per_day
REFRESH EVERY 1 YEAR
(
    day Date,
    shop LowCardinality(String),
    orders UInt64,
    returned UInt64,
    revenue Decimal(38, 4)
)
ENGINE = MergeTree
ORDER BY (day, shop)
EMPTY
AS SELECT
    toDate(o.ordered_at) AS day,
    o._source_database AS shop,
    count() AS orders,
    countIf(o.status = 'returned') AS returned,
    sumIf(o.total, o.status IN ('paid', 'shipped')) AS revenue
FROM analytics.orders AS o
GROUP BY day, shop;
