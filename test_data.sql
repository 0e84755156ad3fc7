-- Demo data for MySQL 8.0: three shops of one structure on two servers, and the service database that names them.
--
-- A line "server: …" in a comment of its own says where the statements that follow belong: 1, 2 or all.
--   server 1: tributary_service, shop_de, shop_at     server 2: shop_us
-- Run as root, for example:  awk -v server=1 -f deploy/sections.awk test_data.sql | mysql --default-character-set=utf8mb4
-- The shops are made anew, tributary_service keeps what it has.
-- The shops have the same primary keys with different contents: 250,000 rows in all.


-- server: all
-- The structure of a shop, once, and generators for its rows. All of this is dropped at the end.

DROP DATABASE IF EXISTS shop_generator;
CREATE DATABASE shop_generator CHARACTER SET utf8mb4;

CREATE TABLE shop_generator.customers (
  id            INT UNSIGNED NOT NULL AUTO_INCREMENT,
  email         VARCHAR(120) NOT NULL,
  name          VARCHAR(80) NOT NULL,
  country       CHAR(2) NOT NULL,
  status        ENUM('new', 'active', 'blocked') NOT NULL DEFAULT 'new',
  newsletter    TINYINT(1) NOT NULL DEFAULT 0,
  birth_date    DATE NULL,
  credit_limit  DECIMAL(18, 4) NULL,
  preferences   JSON NULL,
  created_at    DATETIME NOT NULL,
  updated_at    TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4;

-- No primary key: its merge key is the unique key.
CREATE TABLE shop_generator.products (
  sku             VARCHAR(32) NOT NULL,
  name            VARCHAR(160) NOT NULL,
  description     TEXT NULL,
  category        ENUM('books', 'garden', 'kitchen', 'toys') NULL,
  price           DECIMAL(18, 4) NOT NULL,
  weight_grams    SMALLINT UNSIGNED NOT NULL,
  stock           MEDIUMINT NOT NULL,
  shelf           TINYINT UNSIGNED NULL,
  rating          DOUBLE NULL,
  popularity      DOUBLE NOT NULL,
  release_year    YEAR NULL,
  picked_up_at    TIME NOT NULL,
  thumbnail       VARBINARY(64) NULL,
  UNIQUE KEY by_sku (sku)
) CHARACTER SET utf8mb4;

CREATE TABLE shop_generator.orders (
  id           BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
  customer_id  INT UNSIGNED NOT NULL,
  status       ENUM('open', 'paid', 'shipped', 'returned') NOT NULL,
  currency     CHAR(3) NOT NULL,
  total        DECIMAL(18, 4) NOT NULL,
  items        SMALLINT NOT NULL,
  priority     TINYINT NOT NULL DEFAULT 0,
  gift         TINYINT(1) NULL,
  note         VARCHAR(200) NULL,
  ordered_at   DATETIME(6) NOT NULL,
  updated_at   TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (id),
  KEY by_customer (customer_id)
) CHARACTER SET utf8mb4;

CREATE TABLE shop_generator.order_items (
  order_id  BIGINT UNSIGNED NOT NULL,
  position  SMALLINT UNSIGNED NOT NULL,
  sku       VARCHAR(32) NOT NULL,
  quantity  MEDIUMINT UNSIGNED NOT NULL,
  price     DECIMAL(18, 4) NOT NULL,
  discount  DOUBLE NULL,
  PRIMARY KEY (order_id, position)
) CHARACTER SET utf8mb4;

CREATE TABLE shop_generator.payments (
  id               BIGINT NOT NULL AUTO_INCREMENT,
  order_id         BIGINT UNSIGNED NOT NULL,
  method           ENUM('card', 'transfer', 'voucher') NULL,
  amount           DECIMAL(18, 4) NOT NULL,
  balance_change   INT NOT NULL,
  provider_number  BIGINT UNSIGNED NULL,
  reference        VARBINARY(16) NOT NULL,
  answer           JSON NULL,
  captured_at      DATETIME(6) NULL,
  PRIMARY KEY (id)
) CHARACTER SET utf8mb4;

CREATE TABLE shop_generator.numbers (n INT UNSIGNED NOT NULL PRIMARY KEY);
INSERT INTO shop_generator.numbers
WITH RECURSIVE digits (d) AS (SELECT 0 UNION ALL SELECT d + 1 FROM digits WHERE d < 199)
SELECT high.d * 200 + low.d + 1 FROM digits AS high CROSS JOIN digits AS low;

-- The shop that the generators write rows for. Its emoji is a value, since a literal of a view cannot hold one.
CREATE TABLE shop_generator.shop (
  country    CHAR(2) NOT NULL,
  currency   CHAR(3) NOT NULL,
  first_name VARCHAR(40) NOT NULL,
  emoji      VARCHAR(4) NOT NULL,
  seed       INT NOT NULL,
  customers  INT NOT NULL,
  products   INT NOT NULL,
  orders     INT NOT NULL
) CHARACTER SET utf8mb4;
INSERT INTO shop_generator.shop VALUES ('', '', '', '', 0, 0, 0, 0);

CREATE VIEW shop_generator.customer_rows AS
SELECT n,
  CONCAT('customer', n, '@shop-', LOWER(s.country), '.example'),
  CONCAT(s.first_name, ' ', ELT(1 + CRC32(n + s.seed) % 5, 'Müller', 'O''Hara', 'García', '李', 'Ünal'),
    IF(n % 10 = 0, CONCAT(' ', s.emoji), '')),
  IF(n % 7 = 0, 'CH', s.country),
  ELT(1 + CRC32(n * 3 + s.seed) % 3, 'new', 'active', 'blocked'),
  n % 2,
  IF(n % 5 = 0, NULL, DATE('1940-01-01') + INTERVAL CRC32(n + s.seed) % 25000 DAY),
  CASE WHEN n = 1 THEN 99999999999999.9999 WHEN n % 4 = 0 THEN NULL ELSE CRC32(n * 5 + s.seed) % 100000000 / 10000 END,
  IF(n % 3 = 0, NULL, JSON_OBJECT('theme', ELT(1 + n % 2, 'dark', 'light'), 'tags', JSON_ARRAY('a', n, NULL))),
  TIMESTAMP('2025-01-01') + INTERVAL n * 61 SECOND,
  TIMESTAMP('2026-01-01') + INTERVAL n * 61123000 MICROSECOND
FROM shop_generator.numbers CROSS JOIN shop_generator.shop AS s
WHERE n <= s.customers;

CREATE VIEW shop_generator.product_rows AS
SELECT CONCAT('SKU-', LPAD(n, 6, '0')),
  CONCAT(ELT(1 + n % 4, 'Kettle', 'Trowel', 'Atlas', 'Kite'), ' ', s.country, '-', n),
  IF(n % 6 = 0, NULL, CONCAT('Line one of ', n, '\nline two, with a tab\tand a "quote" \\ ✓')),
  IF(n % 9 = 0, NULL, ELT(1 + n % 4, 'kitchen', 'garden', 'books', 'toys')),
  99 + CRC32(n + s.seed) % 1000000 / 10000,
  IF(n = 1, 65535, CRC32(n * 7 + s.seed) % 30000),
  CASE n WHEN 1 THEN -8388608 WHEN 2 THEN 8388607 ELSE CRC32(n * 11 + s.seed) % 5000 END,
  IF(n = 1, 255, NULLIF(n % 40, 0)),
  IF(n % 8 = 0, NULL, (CRC32(n + s.seed) % 50) / 10),
  IF(n = 1, 1.7976931348623157e308, CRC32(n * 13 + s.seed) / 3),
  IF(n % 10 = 0, NULL, 1990 + n % 37),
  SEC_TO_TIME(CRC32(n + s.seed) % 86400),
  IF(n % 3 = 0, NULL, UNHEX(CONCAT('00ff', SHA1(CONCAT(n, s.country)))))
FROM shop_generator.numbers CROSS JOIN shop_generator.shop AS s
WHERE n <= s.products;

CREATE VIEW shop_generator.order_rows AS
SELECT n,
  1 + CRC32(n + s.seed) % s.customers,
  ELT(1 + CRC32(n * 3 + s.seed) % 4, 'open', 'paid', 'shipped', 'returned'),
  s.currency,
  CRC32(n * 5 + s.seed) % 10000000 / 10000,
  2,
  CASE n WHEN 1 THEN -128 WHEN 2 THEN 127 ELSE CAST(CRC32(n) % 7 AS SIGNED) - 3 END,
  NULLIF(n % 3, 2),
  IF(n % 5 = 0, CONCAT('Please ring twice ', s.emoji, ' (', s.country, ' ', n, ')'), NULL),
  TIMESTAMP('2026-01-01') + INTERVAL n * 311000000 + CRC32(n + s.seed) % 1000000 MICROSECOND,
  TIMESTAMP('2026-01-02') + INTERVAL n * 311001000 MICROSECOND
FROM shop_generator.numbers CROSS JOIN shop_generator.shop AS s
WHERE n <= s.orders;

CREATE VIEW shop_generator.order_item_rows AS
SELECT n,
  p.position,
  CONCAT('SKU-', LPAD(1 + CRC32(n * p.position + s.seed) % s.products, 6, '0')),
  IF(n = 1 AND p.position = 1, 16777215, 1 + CRC32(n + p.position) % 9),
  CRC32(n * 5 + p.position + s.seed) % 5000000 / 10000,
  IF(n % 4 = 0, (CRC32(n) % 30) / 100, NULL)
FROM shop_generator.numbers CROSS JOIN (SELECT 1 AS position UNION ALL SELECT 2) AS p CROSS JOIN shop_generator.shop AS s
WHERE n <= s.orders;

CREATE VIEW shop_generator.payment_rows AS
SELECT n,
  n AS order_id,
  IF(n % 11 = 0, NULL, ELT(1 + CRC32(n * 3 + s.seed) % 3, 'card', 'transfer', 'voucher')),
  CRC32(n * 5 + s.seed) % 10000000 / 10000,
  CASE n WHEN 1 THEN -2147483648 WHEN 2 THEN 2147483647 ELSE -CAST(CRC32(n + s.seed) % 100000 AS SIGNED) END,
  CASE WHEN n = 1 THEN 18446744073709551615 WHEN n % 2 = 0 THEN NULL ELSE CRC32(n + s.seed) * 1000003 END,
  UNHEX(MD5(CONCAT(n, s.country))),
  IF(n % 4 = 0, NULL, JSON_OBJECT('approved', n % 13 <> 0, 'fee', 0.25, 'text', 'naïve ✓')),
  IF(n % 13 = 0, NULL, TIMESTAMP('2026-01-01') + INTERVAL n * 312000000 + 1 MICROSECOND)
FROM shop_generator.numbers CROSS JOIN shop_generator.shop AS s
WHERE n <= s.orders;


-- server: 1
-- What to replicate. Hosts, ports and passwords here are those of docker-compose.yml.

CREATE DATABASE IF NOT EXISTS tributary_service CHARACTER SET utf8mb4;

-- password: a reference (env:NAME or file:/path), so that no secret lies in a table. A literal works as well.
CREATE TABLE IF NOT EXISTS tributary_service.connections (
  name           VARCHAR(64) NOT NULL PRIMARY KEY,
  host           VARCHAR(255) NOT NULL,
  port           INT UNSIGNED NOT NULL DEFAULT 3306,
  database_name  VARCHAR(64) NOT NULL,
  user_name      VARCHAR(32) NOT NULL,
  password       VARCHAR(255) NULL,
  tls_mode       VARCHAR(20) NOT NULL DEFAULT 'preferred',
  active         TINYINT(1) NOT NULL DEFAULT 1
) CHARACTER SET utf8mb4;

-- target_table: NULL is the same name. merge_fields: comma-separated, NULL is the primary key or else a unique key.
CREATE TABLE IF NOT EXISTS tributary_service.sync_tables (
  source_table  VARCHAR(64) NOT NULL PRIMARY KEY,
  target_table  VARCHAR(129) NULL,
  merge_fields  VARCHAR(1000) NULL,
  active        TINYINT(1) NOT NULL DEFAULT 1
) CHARACTER SET utf8mb4;

-- Written by the job: one row for every table and commit.
CREATE TABLE IF NOT EXISTS tributary_service.sync_results (
  job                VARCHAR(64) NOT NULL,
  target_table       VARCHAR(129) NOT NULL,
  commit_id          VARCHAR(64) NOT NULL PRIMARY KEY,
  checkpoint_id      BIGINT NOT NULL,
  upserts            BIGINT NOT NULL,
  deletes            BIGINT NOT NULL,
  first_source_time  DATETIME(3) NULL,
  last_source_time   DATETIME(3) NULL,
  committed_at       DATETIME(3) NOT NULL,
  duration_ms        BIGINT NOT NULL,
  KEY by_time (committed_at)
) CHARACTER SET utf8mb4;

INSERT IGNORE INTO tributary_service.connections (name, host, port, database_name, user_name, password) VALUES
  ('shop_de', 'mysql-eu', 3306, 'shop_de', 'tributary', 'env:MYSQL_PASSWORD'),
  ('shop_at', 'mysql-eu', 3306, 'shop_at', 'tributary', 'env:MYSQL_PASSWORD'),
  ('shop_us', 'mysql-us', 3306, 'shop_us', 'tributary', 'env:MYSQL_PASSWORD');

INSERT IGNORE INTO tributary_service.sync_tables (source_table, target_table, merge_fields) VALUES
  ('customers', NULL, NULL),
  ('products', NULL, 'sku'),
  ('orders', NULL, NULL),
  ('order_items', NULL, 'order_id,position'),
  ('payments', 'analytics.payments', NULL);


-- server: 1

DROP DATABASE IF EXISTS shop_de;
CREATE DATABASE shop_de CHARACTER SET utf8mb4;
UPDATE shop_generator.shop SET country = 'DE', currency = 'EUR', first_name = 'Jürgen', emoji = '🔔', seed = 1, customers = 6000, products = 600, orders = 24000;
CREATE TABLE shop_de.customers LIKE shop_generator.customers;
INSERT INTO shop_de.customers SELECT * FROM shop_generator.customer_rows;
CREATE TABLE shop_de.products LIKE shop_generator.products;
INSERT INTO shop_de.products SELECT * FROM shop_generator.product_rows;
CREATE TABLE shop_de.orders LIKE shop_generator.orders;
INSERT INTO shop_de.orders SELECT * FROM shop_generator.order_rows;
CREATE TABLE shop_de.order_items LIKE shop_generator.order_items;
INSERT INTO shop_de.order_items SELECT * FROM shop_generator.order_item_rows;
CREATE TABLE shop_de.payments LIKE shop_generator.payments;
INSERT INTO shop_de.payments SELECT * FROM shop_generator.payment_rows;


-- server: 1

DROP DATABASE IF EXISTS shop_at;
CREATE DATABASE shop_at CHARACTER SET utf8mb4;
UPDATE shop_generator.shop SET country = 'AT', currency = 'EUR', first_name = 'Łucja', emoji = '🏔️', seed = 2, customers = 4000, products = 500, orders = 16000;
CREATE TABLE shop_at.customers LIKE shop_generator.customers;
INSERT INTO shop_at.customers SELECT * FROM shop_generator.customer_rows;
CREATE TABLE shop_at.products LIKE shop_generator.products;
INSERT INTO shop_at.products SELECT * FROM shop_generator.product_rows;
CREATE TABLE shop_at.orders LIKE shop_generator.orders;
INSERT INTO shop_at.orders SELECT * FROM shop_generator.order_rows;
CREATE TABLE shop_at.order_items LIKE shop_generator.order_items;
INSERT INTO shop_at.order_items SELECT * FROM shop_generator.order_item_rows;
CREATE TABLE shop_at.payments LIKE shop_generator.payments;
INSERT INTO shop_at.payments SELECT * FROM shop_generator.payment_rows;


-- server: 2

DROP DATABASE IF EXISTS shop_us;
CREATE DATABASE shop_us CHARACTER SET utf8mb4;
UPDATE shop_generator.shop SET country = 'US', currency = 'USD', first_name = 'Zoë 😀', emoji = '🚀', seed = 3, customers = 5000, products = 400, orders = 19000;
CREATE TABLE shop_us.customers LIKE shop_generator.customers;
INSERT INTO shop_us.customers SELECT * FROM shop_generator.customer_rows;
CREATE TABLE shop_us.products LIKE shop_generator.products;
INSERT INTO shop_us.products SELECT * FROM shop_generator.product_rows;
CREATE TABLE shop_us.orders LIKE shop_generator.orders;
INSERT INTO shop_us.orders SELECT * FROM shop_generator.order_rows;
CREATE TABLE shop_us.order_items LIKE shop_generator.order_items;
INSERT INTO shop_us.order_items SELECT * FROM shop_generator.order_item_rows;
CREATE TABLE shop_us.payments LIKE shop_generator.payments;
INSERT INTO shop_us.payments SELECT * FROM shop_generator.payment_rows;


-- server: all
-- The user that Tributary reads as, and writes sync_results as. It must be there: no password stands in this file.

GRANT SELECT, RELOAD, LOCK TABLES, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'tributary'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON tributary_service.* TO 'tributary'@'%';
DROP DATABASE shop_generator;
