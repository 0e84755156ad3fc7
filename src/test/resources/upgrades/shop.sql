-- A shop that grew out of the years of MySQL 4.1, brought to its second version.
-- read anew: article_category, purchase
-- sql_mode: NO_ENGINE_SUBSTITUTION
-- tables:
--   {source: customer, zero-dates: {birth: nullable, approved_at: nullable}}
--   {source: article, zero-dates: {added: nullable}}
--   {source: article_text, merge-key: [article_no, language_no]}
--   {source: article_category}
--   {source: setting}
--   {source: purchase}
--   {source: purchase_line}
--   {source: visitor}

CREATE TABLE customer (
  customer_no int(11) NOT NULL auto_increment,
  gender char(1) NOT NULL default '',
  firstname varchar(32) NOT NULL default '',
  lastname varchar(32) NOT NULL default '',
  birth datetime NOT NULL default '0000-00-00 00:00:00',
  mail varchar(96) NOT NULL default '',
  phone varchar(32) NOT NULL default '',
  newsletter char(1) default NULL,
  PRIMARY KEY (customer_no),
  KEY mail (mail)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE article (
  article_no int(11) NOT NULL auto_increment,
  quantity int(4) NOT NULL default '0',
  model varchar(12) default NULL,
  image varchar(64) default NULL,
  price decimal(15,4) NOT NULL default '0.0000',
  added datetime NOT NULL default '0000-00-00 00:00:00',
  weight decimal(5,2) NOT NULL default '0.00',
  state tinyint(1) NOT NULL default '0',
  kind enum('goods','download') NOT NULL default 'goods',
  PRIMARY KEY (article_no),
  KEY added (added)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE article_text (
  article_no int(11) NOT NULL,
  language_no int(11) NOT NULL default '1',
  title varchar(64) NOT NULL default '',
  description text,
  url varchar(255) default NULL,
  viewed int(5) default '0',
  PRIMARY KEY (article_no, language_no),
  KEY title (title)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE article_category (
  article_no int(11) NOT NULL default '0',
  category_no int(11) NOT NULL default '0',
  PRIMARY KEY (article_no, category_no)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE setting (
  setting_no int(11) NOT NULL auto_increment,
  title varchar(64) NOT NULL default '',
  name varchar(64) NOT NULL default '',
  content varchar(255) NOT NULL default '',
  group_no int(11) NOT NULL default '0',
  sort_order int(5) default NULL,
  changed datetime default NULL,
  PRIMARY KEY (setting_no)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE purchase (
  purchase_no int(11) NOT NULL auto_increment,
  customer_no int(11) NOT NULL default '0',
  customer_name varchar(64) NOT NULL default '',
  payment varchar(32) NOT NULL default '',
  purchased datetime default NULL,
  status int(5) NOT NULL default '0',
  currency char(3) default NULL,
  rate decimal(14,6) default NULL,
  PRIMARY KEY (purchase_no)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE purchase_line (
  line_no int(11) NOT NULL auto_increment,
  purchase_no int(11) NOT NULL default '0',
  article_no int(11) NOT NULL default '0',
  title varchar(64) NOT NULL default '',
  price decimal(15,4) NOT NULL default '0.0000',
  tax decimal(7,4) NOT NULL default '0.0000',
  quantity int(2) NOT NULL default '0',
  PRIMARY KEY (line_no)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE visitor (
  session_id varchar(64) NOT NULL default '',
  customer_no int(11) default NULL,
  ip varchar(15) NOT NULL default '',
  entered varchar(14) NOT NULL default '',
  last_url varchar(64) NOT NULL default '',
  PRIMARY KEY (session_id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE zone (zone_no int(11) NOT NULL auto_increment, country int(11) NOT NULL default '0', name varchar(32) NOT NULL default '', PRIMARY KEY (zone_no)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
INSERT INTO customer VALUES (1, 'f', 'Jürgen 1', 'Müller', '1970-01-02 00:00:00', 'c1@example.com', '', NULL), (2, 'm', 'Jürgen 2', 'Müller', '1970-01-03 00:00:00', 'c2@example.com', '', NULL), (3, 'f', 'Jürgen 3', 'Müller', '0000-00-00 00:00:00', 'c3@example.com', '', NULL), (4, 'm', 'Jürgen 4', 'Müller', '1970-01-05 00:00:00', 'c4@example.com', '', NULL), (5, 'f', 'Jürgen 5', 'Müller', '1970-01-06 00:00:00', 'c5@example.com', '', NULL), (6, 'm', 'Jürgen 6', 'Müller', '0000-00-00 00:00:00', 'c6@example.com', '', NULL), (7, 'f', 'Jürgen 7', 'Müller', '1970-01-08 00:00:00', 'c7@example.com', '', NULL), (8, 'm', 'Jürgen 8', 'Müller', '1970-01-09 00:00:00', 'c8@example.com', '', NULL), (9, 'f', 'Jürgen 9', 'Müller', '0000-00-00 00:00:00', 'c9@example.com', '', NULL), (10, 'm', 'Jürgen 10', 'Müller', '1970-01-02 00:00:00', 'c10@example.com', '', NULL), (11, 'f', 'Jürgen 11', 'Müller', '1970-01-03 00:00:00', 'c11@example.com', '', NULL), (12, 'm', 'Jürgen 12', 'Müller', '0000-00-00 00:00:00', 'c12@example.com', '', NULL), (13, 'f', 'Jürgen 13', 'Müller', '1970-01-05 00:00:00', 'c13@example.com', '', NULL), (14, 'm', 'Jürgen 14', 'Müller', '1970-01-06 00:00:00', 'c14@example.com', '', NULL), (15, 'f', 'Jürgen 15', 'Müller', '0000-00-00 00:00:00', 'c15@example.com', '', NULL), (16, 'm', 'Jürgen 16', 'Müller', '1970-01-08 00:00:00', 'c16@example.com', '', NULL), (17, 'f', 'Jürgen 17', 'Müller', '1970-01-09 00:00:00', 'c17@example.com', '', NULL), (18, 'm', 'Jürgen 18', 'Müller', '0000-00-00 00:00:00', 'c18@example.com', '', NULL), (19, 'f', 'Jürgen 19', 'Müller', '1970-01-02 00:00:00', 'c19@example.com', '', NULL), (20, 'm', 'Jürgen 20', 'Müller', '1970-01-03 00:00:00', 'c20@example.com', '', NULL), (21, 'f', 'Jürgen 21', 'Müller', '0000-00-00 00:00:00', 'c21@example.com', '', NULL), (22, 'm', 'Jürgen 22', 'Müller', '1970-01-05 00:00:00', 'c22@example.com', '', NULL), (23, 'f', 'Jürgen 23', 'Müller', '1970-01-06 00:00:00', 'c23@example.com', '', NULL), (24, 'm', 'Jürgen 24', 'Müller', '0000-00-00 00:00:00', 'c24@example.com', '', NULL), (25, 'f', 'Jürgen 25', 'Müller', '1970-01-08 00:00:00', 'c25@example.com', '', NULL), (26, 'm', 'Jürgen 26', 'Müller', '1970-01-09 00:00:00', 'c26@example.com', '', NULL), (27, 'f', 'Jürgen 27', 'Müller', '0000-00-00 00:00:00', 'c27@example.com', '', NULL), (28, 'm', 'Jürgen 28', 'Müller', '1970-01-02 00:00:00', 'c28@example.com', '', NULL), (29, 'f', 'Jürgen 29', 'Müller', '1970-01-03 00:00:00', 'c29@example.com', '', NULL), (30, 'm', 'Jürgen 30', 'Müller', '0000-00-00 00:00:00', 'c30@example.com', '', NULL), (31, 'f', 'Jürgen 31', 'Müller', '1970-01-05 00:00:00', 'c31@example.com', '', NULL), (32, 'm', 'Jürgen 32', 'Müller', '1970-01-06 00:00:00', 'c32@example.com', '', NULL), (33, 'f', 'Jürgen 33', 'Müller', '0000-00-00 00:00:00', 'c33@example.com', '', NULL), (34, 'm', 'Jürgen 34', 'Müller', '1970-01-08 00:00:00', 'c34@example.com', '', NULL), (35, 'f', 'Jürgen 35', 'Müller', '1970-01-09 00:00:00', 'c35@example.com', '', NULL), (36, 'm', 'Jürgen 36', 'Müller', '0000-00-00 00:00:00', 'c36@example.com', '', NULL), (37, 'f', 'Jürgen 37', 'Müller', '1970-01-02 00:00:00', 'c37@example.com', '', NULL), (38, 'm', 'Jürgen 38', 'Müller', '1970-01-03 00:00:00', 'c38@example.com', '', NULL), (39, 'f', 'Jürgen 39', 'Müller', '0000-00-00 00:00:00', 'c39@example.com', '', NULL), (40, 'm', 'Jürgen 40', 'Müller', '1970-01-05 00:00:00', 'c40@example.com', '', NULL);
INSERT INTO article VALUES (1, 1, 'M1', NULL, 1.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (2, 2, 'M2', NULL, 2.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (3, 3, 'M3', NULL, 3.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (4, 4, 'M4', NULL, 4.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (5, 5, 'M5', NULL, 5.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (6, 6, 'M6', NULL, 6.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (7, 0, 'M7', NULL, 7.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (8, 1, 'M8', NULL, 8.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (9, 2, 'M9', NULL, 9.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (10, 3, 'M10', NULL, 10.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (11, 4, 'M11', NULL, 11.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (12, 5, 'M12', NULL, 12.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (13, 6, 'M13', NULL, 13.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (14, 0, 'M14', NULL, 14.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (15, 1, 'M15', NULL, 15.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (16, 2, 'M16', NULL, 16.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (17, 3, 'M17', NULL, 17.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (18, 4, 'M18', NULL, 18.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (19, 5, 'M19', NULL, 19.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (20, 6, 'M20', NULL, 20.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (21, 0, 'M21', NULL, 21.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (22, 1, 'M22', NULL, 22.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (23, 2, 'M23', NULL, 23.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (24, 3, 'M24', NULL, 24.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (25, 4, 'M25', NULL, 25.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (26, 5, 'M26', NULL, 26.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (27, 6, 'M27', NULL, 27.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (28, 0, 'M28', NULL, 28.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (29, 1, 'M29', NULL, 29.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (30, 2, 'M30', NULL, 30.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (31, 3, 'M31', NULL, 31.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (32, 4, 'M32', NULL, 32.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (33, 5, 'M33', NULL, 33.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (34, 6, 'M34', NULL, 34.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (35, 0, 'M35', NULL, 35.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (36, 1, 'M36', NULL, 36.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (37, 2, 'M37', NULL, 37.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (38, 3, 'M38', NULL, 38.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (39, 4, 'M39', NULL, 39.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (40, 5, 'M40', NULL, 40.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (41, 6, 'M41', NULL, 41.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (42, 0, 'M42', NULL, 42.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (43, 1, 'M43', NULL, 43.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (44, 2, 'M44', NULL, 44.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (45, 3, 'M45', NULL, 45.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (46, 4, 'M46', NULL, 46.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (47, 5, 'M47', NULL, 47.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (48, 6, 'M48', NULL, 48.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (49, 0, 'M49', NULL, 49.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (50, 1, 'M50', NULL, 50.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (51, 2, 'M51', NULL, 51.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (52, 3, 'M52', NULL, 52.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (53, 4, 'M53', NULL, 53.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (54, 5, 'M54', NULL, 54.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (55, 6, 'M55', NULL, 55.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (56, 0, 'M56', NULL, 56.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (57, 1, 'M57', NULL, 57.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (58, 2, 'M58', NULL, 58.5, '0000-00-00 00:00:00', 1.25, 0, 'goods'), (59, 3, 'M59', NULL, 59.5, '0000-00-00 00:00:00', 1.25, 1, 'goods'), (60, 4, 'M60', NULL, 60.5, '0000-00-00 00:00:00', 1.25, 0, 'goods');
INSERT INTO article_text VALUES (1, 1, 'Größe 1', 'Ein Stück für 5 €', '', 0), (1, 2, 'Größe 1', 'Ein Stück für 5 €', '', 0), (2, 1, 'Größe 2', 'Ein Stück für 5 €', '', 0), (2, 2, 'Größe 2', 'Ein Stück für 5 €', '', 0), (3, 1, 'Größe 3', 'Ein Stück für 5 €', '', 0), (3, 2, 'Größe 3', 'Ein Stück für 5 €', '', 0), (4, 1, 'Größe 4', 'Ein Stück für 5 €', '', 0), (4, 2, 'Größe 4', 'Ein Stück für 5 €', '', 0), (5, 1, 'Größe 5', 'Ein Stück für 5 €', '', 0), (5, 2, 'Größe 5', 'Ein Stück für 5 €', '', 0), (6, 1, 'Größe 6', 'Ein Stück für 5 €', '', 0), (6, 2, 'Größe 6', 'Ein Stück für 5 €', '', 0), (7, 1, 'Größe 7', 'Ein Stück für 5 €', '', 0), (7, 2, 'Größe 7', 'Ein Stück für 5 €', '', 0), (8, 1, 'Größe 8', 'Ein Stück für 5 €', '', 0), (8, 2, 'Größe 8', 'Ein Stück für 5 €', '', 0), (9, 1, 'Größe 9', 'Ein Stück für 5 €', '', 0), (9, 2, 'Größe 9', 'Ein Stück für 5 €', '', 0), (10, 1, 'Größe 10', 'Ein Stück für 5 €', '', 0), (10, 2, 'Größe 10', 'Ein Stück für 5 €', '', 0), (11, 1, 'Größe 11', 'Ein Stück für 5 €', '', 0), (11, 2, 'Größe 11', 'Ein Stück für 5 €', '', 0), (12, 1, 'Größe 12', 'Ein Stück für 5 €', '', 0), (12, 2, 'Größe 12', 'Ein Stück für 5 €', '', 0), (13, 1, 'Größe 13', 'Ein Stück für 5 €', '', 0), (13, 2, 'Größe 13', 'Ein Stück für 5 €', '', 0), (14, 1, 'Größe 14', 'Ein Stück für 5 €', '', 0), (14, 2, 'Größe 14', 'Ein Stück für 5 €', '', 0), (15, 1, 'Größe 15', 'Ein Stück für 5 €', '', 0), (15, 2, 'Größe 15', 'Ein Stück für 5 €', '', 0), (16, 1, 'Größe 16', 'Ein Stück für 5 €', '', 0), (16, 2, 'Größe 16', 'Ein Stück für 5 €', '', 0), (17, 1, 'Größe 17', 'Ein Stück für 5 €', '', 0), (17, 2, 'Größe 17', 'Ein Stück für 5 €', '', 0), (18, 1, 'Größe 18', 'Ein Stück für 5 €', '', 0), (18, 2, 'Größe 18', 'Ein Stück für 5 €', '', 0), (19, 1, 'Größe 19', 'Ein Stück für 5 €', '', 0), (19, 2, 'Größe 19', 'Ein Stück für 5 €', '', 0), (20, 1, 'Größe 20', 'Ein Stück für 5 €', '', 0), (20, 2, 'Größe 20', 'Ein Stück für 5 €', '', 0), (21, 1, 'Größe 21', 'Ein Stück für 5 €', '', 0), (21, 2, 'Größe 21', 'Ein Stück für 5 €', '', 0), (22, 1, 'Größe 22', 'Ein Stück für 5 €', '', 0), (22, 2, 'Größe 22', 'Ein Stück für 5 €', '', 0), (23, 1, 'Größe 23', 'Ein Stück für 5 €', '', 0), (23, 2, 'Größe 23', 'Ein Stück für 5 €', '', 0), (24, 1, 'Größe 24', 'Ein Stück für 5 €', '', 0), (24, 2, 'Größe 24', 'Ein Stück für 5 €', '', 0), (25, 1, 'Größe 25', 'Ein Stück für 5 €', '', 0), (25, 2, 'Größe 25', 'Ein Stück für 5 €', '', 0), (26, 1, 'Größe 26', 'Ein Stück für 5 €', '', 0), (26, 2, 'Größe 26', 'Ein Stück für 5 €', '', 0), (27, 1, 'Größe 27', 'Ein Stück für 5 €', '', 0), (27, 2, 'Größe 27', 'Ein Stück für 5 €', '', 0), (28, 1, 'Größe 28', 'Ein Stück für 5 €', '', 0), (28, 2, 'Größe 28', 'Ein Stück für 5 €', '', 0), (29, 1, 'Größe 29', 'Ein Stück für 5 €', '', 0), (29, 2, 'Größe 29', 'Ein Stück für 5 €', '', 0), (30, 1, 'Größe 30', 'Ein Stück für 5 €', '', 0), (30, 2, 'Größe 30', 'Ein Stück für 5 €', '', 0), (31, 1, 'Größe 31', 'Ein Stück für 5 €', '', 0), (31, 2, 'Größe 31', 'Ein Stück für 5 €', '', 0), (32, 1, 'Größe 32', 'Ein Stück für 5 €', '', 0), (32, 2, 'Größe 32', 'Ein Stück für 5 €', '', 0), (33, 1, 'Größe 33', 'Ein Stück für 5 €', '', 0), (33, 2, 'Größe 33', 'Ein Stück für 5 €', '', 0), (34, 1, 'Größe 34', 'Ein Stück für 5 €', '', 0), (34, 2, 'Größe 34', 'Ein Stück für 5 €', '', 0), (35, 1, 'Größe 35', 'Ein Stück für 5 €', '', 0), (35, 2, 'Größe 35', 'Ein Stück für 5 €', '', 0), (36, 1, 'Größe 36', 'Ein Stück für 5 €', '', 0), (36, 2, 'Größe 36', 'Ein Stück für 5 €', '', 0), (37, 1, 'Größe 37', 'Ein Stück für 5 €', '', 0), (37, 2, 'Größe 37', 'Ein Stück für 5 €', '', 0), (38, 1, 'Größe 38', 'Ein Stück für 5 €', '', 0), (38, 2, 'Größe 38', 'Ein Stück für 5 €', '', 0), (39, 1, 'Größe 39', 'Ein Stück für 5 €', '', 0), (39, 2, 'Größe 39', 'Ein Stück für 5 €', '', 0), (40, 1, 'Größe 40', 'Ein Stück für 5 €', '', 0), (40, 2, 'Größe 40', 'Ein Stück für 5 €', '', 0), (41, 1, 'Größe 41', 'Ein Stück für 5 €', '', 0), (41, 2, 'Größe 41', 'Ein Stück für 5 €', '', 0), (42, 1, 'Größe 42', 'Ein Stück für 5 €', '', 0), (42, 2, 'Größe 42', 'Ein Stück für 5 €', '', 0), (43, 1, 'Größe 43', 'Ein Stück für 5 €', '', 0), (43, 2, 'Größe 43', 'Ein Stück für 5 €', '', 0), (44, 1, 'Größe 44', 'Ein Stück für 5 €', '', 0), (44, 2, 'Größe 44', 'Ein Stück für 5 €', '', 0), (45, 1, 'Größe 45', 'Ein Stück für 5 €', '', 0), (45, 2, 'Größe 45', 'Ein Stück für 5 €', '', 0), (46, 1, 'Größe 46', 'Ein Stück für 5 €', '', 0), (46, 2, 'Größe 46', 'Ein Stück für 5 €', '', 0), (47, 1, 'Größe 47', 'Ein Stück für 5 €', '', 0), (47, 2, 'Größe 47', 'Ein Stück für 5 €', '', 0), (48, 1, 'Größe 48', 'Ein Stück für 5 €', '', 0), (48, 2, 'Größe 48', 'Ein Stück für 5 €', '', 0), (49, 1, 'Größe 49', 'Ein Stück für 5 €', '', 0), (49, 2, 'Größe 49', 'Ein Stück für 5 €', '', 0), (50, 1, 'Größe 50', 'Ein Stück für 5 €', '', 0), (50, 2, 'Größe 50', 'Ein Stück für 5 €', '', 0), (51, 1, 'Größe 51', 'Ein Stück für 5 €', '', 0), (51, 2, 'Größe 51', 'Ein Stück für 5 €', '', 0), (52, 1, 'Größe 52', 'Ein Stück für 5 €', '', 0), (52, 2, 'Größe 52', 'Ein Stück für 5 €', '', 0), (53, 1, 'Größe 53', 'Ein Stück für 5 €', '', 0), (53, 2, 'Größe 53', 'Ein Stück für 5 €', '', 0), (54, 1, 'Größe 54', 'Ein Stück für 5 €', '', 0), (54, 2, 'Größe 54', 'Ein Stück für 5 €', '', 0), (55, 1, 'Größe 55', 'Ein Stück für 5 €', '', 0), (55, 2, 'Größe 55', 'Ein Stück für 5 €', '', 0), (56, 1, 'Größe 56', 'Ein Stück für 5 €', '', 0), (56, 2, 'Größe 56', 'Ein Stück für 5 €', '', 0), (57, 1, 'Größe 57', 'Ein Stück für 5 €', '', 0), (57, 2, 'Größe 57', 'Ein Stück für 5 €', '', 0), (58, 1, 'Größe 58', 'Ein Stück für 5 €', '', 0), (58, 2, 'Größe 58', 'Ein Stück für 5 €', '', 0), (59, 1, 'Größe 59', 'Ein Stück für 5 €', '', 0), (59, 2, 'Größe 59', 'Ein Stück für 5 €', '', 0), (60, 1, 'Größe 60', 'Ein Stück für 5 €', '', 0), (60, 2, 'Größe 60', 'Ein Stück für 5 €', '', 0);
INSERT INTO article_category VALUES (1, 1), (1, 3), (2, 1), (2, 4), (3, 1), (3, 5), (4, 1), (4, 6), (5, 1), (5, 2), (6, 1), (6, 3), (7, 1), (7, 4), (8, 1), (8, 5), (9, 1), (9, 6), (10, 1), (10, 2), (11, 1), (11, 3), (12, 1), (12, 4), (13, 1), (13, 5), (14, 1), (14, 6), (15, 1), (15, 2), (16, 1), (16, 3), (17, 1), (17, 4), (18, 1), (18, 5), (19, 1), (19, 6), (20, 1), (20, 2), (21, 1), (21, 3), (22, 1), (22, 4), (23, 1), (23, 5), (24, 1), (24, 6), (25, 1), (25, 2), (26, 1), (26, 3), (27, 1), (27, 4), (28, 1), (28, 5), (29, 1), (29, 6), (30, 1), (30, 2), (31, 1), (31, 3), (32, 1), (32, 4), (33, 1), (33, 5), (34, 1), (34, 6), (35, 1), (35, 2), (36, 1), (36, 3), (37, 1), (37, 4), (38, 1), (38, 5), (39, 1), (39, 6), (40, 1), (40, 2), (41, 1), (41, 3), (42, 1), (42, 4), (43, 1), (43, 5), (44, 1), (44, 6), (45, 1), (45, 2), (46, 1), (46, 3), (47, 1), (47, 4), (48, 1), (48, 5), (49, 1), (49, 6), (50, 1), (50, 2), (51, 1), (51, 3), (52, 1), (52, 4), (53, 1), (53, 5), (54, 1), (54, 6), (55, 1), (55, 2), (56, 1), (56, 3), (57, 1), (57, 4), (58, 1), (58, 5), (59, 1), (59, 6), (60, 1), (60, 2);
INSERT INTO setting VALUES (1, 'Setting 1', 'S_1', '1', 1, 1, NULL), (2, 'Setting 2', 'S_2', '2', 2, 2, NULL), (3, 'Setting 3', 'S_3', '3', 3, 3, NULL), (4, 'Setting 4', 'S_4', '4', 4, 4, NULL), (5, 'Setting 5', 'S_5', '5', 5, 5, NULL), (6, 'Setting 6', 'S_6', '6', 0, 6, NULL), (7, 'Setting 7', 'S_7', '7', 1, 7, NULL), (8, 'Setting 8', 'S_8', '8', 2, 8, NULL), (9, 'Setting 9', 'S_9', '9', 3, 9, NULL), (10, 'Setting 10', 'S_10', '10', 4, 10, NULL), (11, 'Setting 11', 'S_11', '11', 5, 11, NULL), (12, 'Setting 12', 'S_12', '12', 0, 12, NULL), (13, 'Setting 13', 'S_13', '13', 1, 13, NULL), (14, 'Setting 14', 'S_14', '14', 2, 14, NULL), (15, 'Setting 15', 'S_15', '15', 3, 15, NULL), (16, 'Setting 16', 'S_16', '16', 4, 16, NULL), (17, 'Setting 17', 'S_17', '17', 5, 17, NULL), (18, 'Setting 18', 'S_18', '18', 0, 18, NULL), (19, 'Setting 19', 'S_19', '19', 1, 19, NULL), (20, 'Setting 20', 'S_20', '20', 2, 20, NULL), (21, 'Setting 21', 'S_21', '21', 3, 21, NULL), (22, 'Setting 22', 'S_22', '22', 4, 22, NULL), (23, 'Setting 23', 'S_23', '23', 5, 23, NULL), (24, 'Setting 24', 'S_24', '24', 0, 24, NULL), (25, 'Setting 25', 'S_25', '25', 1, 25, NULL), (26, 'Setting 26', 'S_26', '26', 2, 26, NULL), (27, 'Setting 27', 'S_27', '27', 3, 27, NULL), (28, 'Setting 28', 'S_28', '28', 4, 28, NULL), (29, 'Setting 29', 'S_29', '29', 5, 29, NULL), (30, 'Setting 30', 'S_30', '30', 0, 30, NULL);
INSERT INTO purchase VALUES (1, 2, 'Jürgen', 'cash', '2004-05-02 10:00:00', 1, 'EUR', 1.000000), (2, 3, 'Jürgen', 'cash', '2004-05-03 10:00:00', 2, 'EUR', 1.000000), (3, 4, 'Jürgen', 'cash', '2004-05-04 10:00:00', 3, 'EUR', 1.000000), (4, 5, 'Jürgen', 'cash', '2004-05-05 10:00:00', 0, 'EUR', 1.000000), (5, 6, 'Jürgen', 'cash', '2004-05-06 10:00:00', 1, 'EUR', 1.000000), (6, 7, 'Jürgen', 'cash', '2004-05-07 10:00:00', 2, 'EUR', 1.000000), (7, 8, 'Jürgen', 'cash', '2004-05-08 10:00:00', 3, 'EUR', 1.000000), (8, 9, 'Jürgen', 'cash', '2004-05-09 10:00:00', 0, 'EUR', 1.000000), (9, 10, 'Jürgen', 'cash', '2004-05-01 10:00:00', 1, 'EUR', 1.000000), (10, 11, 'Jürgen', 'cash', '2004-05-02 10:00:00', 2, 'EUR', 1.000000), (11, 12, 'Jürgen', 'cash', '2004-05-03 10:00:00', 3, 'EUR', 1.000000), (12, 13, 'Jürgen', 'cash', '2004-05-04 10:00:00', 0, 'EUR', 1.000000), (13, 14, 'Jürgen', 'cash', '2004-05-05 10:00:00', 1, 'EUR', 1.000000), (14, 15, 'Jürgen', 'cash', '2004-05-06 10:00:00', 2, 'EUR', 1.000000), (15, 16, 'Jürgen', 'cash', '2004-05-07 10:00:00', 3, 'EUR', 1.000000), (16, 17, 'Jürgen', 'cash', '2004-05-08 10:00:00', 0, 'EUR', 1.000000), (17, 18, 'Jürgen', 'cash', '2004-05-09 10:00:00', 1, 'EUR', 1.000000), (18, 19, 'Jürgen', 'cash', '2004-05-01 10:00:00', 2, 'EUR', 1.000000), (19, 20, 'Jürgen', 'cash', '2004-05-02 10:00:00', 3, 'EUR', 1.000000), (20, 21, 'Jürgen', 'cash', '2004-05-03 10:00:00', 0, 'EUR', 1.000000), (21, 22, 'Jürgen', 'cash', '2004-05-04 10:00:00', 1, 'EUR', 1.000000), (22, 23, 'Jürgen', 'cash', '2004-05-05 10:00:00', 2, 'EUR', 1.000000), (23, 24, 'Jürgen', 'cash', '2004-05-06 10:00:00', 3, 'EUR', 1.000000), (24, 25, 'Jürgen', 'cash', '2004-05-07 10:00:00', 0, 'EUR', 1.000000), (25, 26, 'Jürgen', 'cash', '2004-05-08 10:00:00', 1, 'EUR', 1.000000), (26, 27, 'Jürgen', 'cash', '2004-05-09 10:00:00', 2, 'EUR', 1.000000), (27, 28, 'Jürgen', 'cash', '2004-05-01 10:00:00', 3, 'EUR', 1.000000), (28, 29, 'Jürgen', 'cash', '2004-05-02 10:00:00', 0, 'EUR', 1.000000), (29, 30, 'Jürgen', 'cash', '2004-05-03 10:00:00', 1, 'EUR', 1.000000), (30, 31, 'Jürgen', 'cash', '2004-05-04 10:00:00', 2, 'EUR', 1.000000), (31, 32, 'Jürgen', 'cash', '2004-05-05 10:00:00', 3, 'EUR', 1.000000), (32, 33, 'Jürgen', 'cash', '2004-05-06 10:00:00', 0, 'EUR', 1.000000), (33, 34, 'Jürgen', 'cash', '2004-05-07 10:00:00', 1, 'EUR', 1.000000), (34, 35, 'Jürgen', 'cash', '2004-05-08 10:00:00', 2, 'EUR', 1.000000), (35, 36, 'Jürgen', 'cash', '2004-05-09 10:00:00', 3, 'EUR', 1.000000), (36, 37, 'Jürgen', 'cash', '2004-05-01 10:00:00', 0, 'EUR', 1.000000), (37, 38, 'Jürgen', 'cash', '2004-05-02 10:00:00', 1, 'EUR', 1.000000), (38, 39, 'Jürgen', 'cash', '2004-05-03 10:00:00', 2, 'EUR', 1.000000), (39, 40, 'Jürgen', 'cash', '2004-05-04 10:00:00', 3, 'EUR', 1.000000), (40, 1, 'Jürgen', 'cash', '2004-05-05 10:00:00', 0, 'EUR', 1.000000), (41, 2, 'Jürgen', 'cash', '2004-05-06 10:00:00', 1, 'EUR', 1.000000), (42, 3, 'Jürgen', 'cash', '2004-05-07 10:00:00', 2, 'EUR', 1.000000), (43, 4, 'Jürgen', 'cash', '2004-05-08 10:00:00', 3, 'EUR', 1.000000), (44, 5, 'Jürgen', 'cash', '2004-05-09 10:00:00', 0, 'EUR', 1.000000), (45, 6, 'Jürgen', 'cash', '2004-05-01 10:00:00', 1, 'EUR', 1.000000), (46, 7, 'Jürgen', 'cash', '2004-05-02 10:00:00', 2, 'EUR', 1.000000), (47, 8, 'Jürgen', 'cash', '2004-05-03 10:00:00', 3, 'EUR', 1.000000), (48, 9, 'Jürgen', 'cash', '2004-05-04 10:00:00', 0, 'EUR', 1.000000), (49, 10, 'Jürgen', 'cash', '2004-05-05 10:00:00', 1, 'EUR', 1.000000), (50, 11, 'Jürgen', 'cash', '2004-05-06 10:00:00', 2, 'EUR', 1.000000);
INSERT INTO purchase_line VALUES (1, 2, 2, 'Größe', 2.5, 16.0, 1), (2, 3, 3, 'Größe', 2.5, 16.0, 1), (3, 4, 4, 'Größe', 2.5, 16.0, 1), (4, 5, 5, 'Größe', 2.5, 16.0, 1), (5, 6, 6, 'Größe', 2.5, 16.0, 1), (6, 7, 7, 'Größe', 2.5, 16.0, 1), (7, 8, 8, 'Größe', 2.5, 16.0, 1), (8, 9, 9, 'Größe', 2.5, 16.0, 1), (9, 10, 10, 'Größe', 2.5, 16.0, 1), (10, 11, 11, 'Größe', 2.5, 16.0, 1), (11, 12, 12, 'Größe', 2.5, 16.0, 1), (12, 13, 13, 'Größe', 2.5, 16.0, 1), (13, 14, 14, 'Größe', 2.5, 16.0, 1), (14, 15, 15, 'Größe', 2.5, 16.0, 1), (15, 16, 16, 'Größe', 2.5, 16.0, 1), (16, 17, 17, 'Größe', 2.5, 16.0, 1), (17, 18, 18, 'Größe', 2.5, 16.0, 1), (18, 19, 19, 'Größe', 2.5, 16.0, 1), (19, 20, 20, 'Größe', 2.5, 16.0, 1), (20, 21, 21, 'Größe', 2.5, 16.0, 1), (21, 22, 22, 'Größe', 2.5, 16.0, 1), (22, 23, 23, 'Größe', 2.5, 16.0, 1), (23, 24, 24, 'Größe', 2.5, 16.0, 1), (24, 25, 25, 'Größe', 2.5, 16.0, 1), (25, 26, 26, 'Größe', 2.5, 16.0, 1), (26, 27, 27, 'Größe', 2.5, 16.0, 1), (27, 28, 28, 'Größe', 2.5, 16.0, 1), (28, 29, 29, 'Größe', 2.5, 16.0, 1), (29, 30, 30, 'Größe', 2.5, 16.0, 1), (30, 31, 31, 'Größe', 2.5, 16.0, 1), (31, 32, 32, 'Größe', 2.5, 16.0, 1), (32, 33, 33, 'Größe', 2.5, 16.0, 1), (33, 34, 34, 'Größe', 2.5, 16.0, 1), (34, 35, 35, 'Größe', 2.5, 16.0, 1), (35, 36, 36, 'Größe', 2.5, 16.0, 1), (36, 37, 37, 'Größe', 2.5, 16.0, 1), (37, 38, 38, 'Größe', 2.5, 16.0, 1), (38, 39, 39, 'Größe', 2.5, 16.0, 1), (39, 40, 40, 'Größe', 2.5, 16.0, 1), (40, 41, 41, 'Größe', 2.5, 16.0, 1), (41, 42, 42, 'Größe', 2.5, 16.0, 1), (42, 43, 43, 'Größe', 2.5, 16.0, 1), (43, 44, 44, 'Größe', 2.5, 16.0, 1), (44, 45, 45, 'Größe', 2.5, 16.0, 1), (45, 46, 46, 'Größe', 2.5, 16.0, 1), (46, 47, 47, 'Größe', 2.5, 16.0, 1), (47, 48, 48, 'Größe', 2.5, 16.0, 1), (48, 49, 49, 'Größe', 2.5, 16.0, 1), (49, 50, 50, 'Größe', 2.5, 16.0, 1), (50, 1, 51, 'Größe', 2.5, 16.0, 1), (51, 2, 52, 'Größe', 2.5, 16.0, 1), (52, 3, 53, 'Größe', 2.5, 16.0, 1), (53, 4, 54, 'Größe', 2.5, 16.0, 1), (54, 5, 55, 'Größe', 2.5, 16.0, 1), (55, 6, 56, 'Größe', 2.5, 16.0, 1), (56, 7, 57, 'Größe', 2.5, 16.0, 1), (57, 8, 58, 'Größe', 2.5, 16.0, 1), (58, 9, 59, 'Größe', 2.5, 16.0, 1), (59, 10, 60, 'Größe', 2.5, 16.0, 1), (60, 11, 1, 'Größe', 2.5, 16.0, 1), (61, 12, 2, 'Größe', 2.5, 16.0, 1), (62, 13, 3, 'Größe', 2.5, 16.0, 1), (63, 14, 4, 'Größe', 2.5, 16.0, 1), (64, 15, 5, 'Größe', 2.5, 16.0, 1), (65, 16, 6, 'Größe', 2.5, 16.0, 1), (66, 17, 7, 'Größe', 2.5, 16.0, 1), (67, 18, 8, 'Größe', 2.5, 16.0, 1), (68, 19, 9, 'Größe', 2.5, 16.0, 1), (69, 20, 10, 'Größe', 2.5, 16.0, 1), (70, 21, 11, 'Größe', 2.5, 16.0, 1), (71, 22, 12, 'Größe', 2.5, 16.0, 1), (72, 23, 13, 'Größe', 2.5, 16.0, 1), (73, 24, 14, 'Größe', 2.5, 16.0, 1), (74, 25, 15, 'Größe', 2.5, 16.0, 1), (75, 26, 16, 'Größe', 2.5, 16.0, 1), (76, 27, 17, 'Größe', 2.5, 16.0, 1), (77, 28, 18, 'Größe', 2.5, 16.0, 1), (78, 29, 19, 'Größe', 2.5, 16.0, 1), (79, 30, 20, 'Größe', 2.5, 16.0, 1), (80, 31, 21, 'Größe', 2.5, 16.0, 1), (81, 32, 22, 'Größe', 2.5, 16.0, 1), (82, 33, 23, 'Größe', 2.5, 16.0, 1), (83, 34, 24, 'Größe', 2.5, 16.0, 1), (84, 35, 25, 'Größe', 2.5, 16.0, 1), (85, 36, 26, 'Größe', 2.5, 16.0, 1), (86, 37, 27, 'Größe', 2.5, 16.0, 1), (87, 38, 28, 'Größe', 2.5, 16.0, 1), (88, 39, 29, 'Größe', 2.5, 16.0, 1), (89, 40, 30, 'Größe', 2.5, 16.0, 1), (90, 41, 31, 'Größe', 2.5, 16.0, 1), (91, 42, 32, 'Größe', 2.5, 16.0, 1), (92, 43, 33, 'Größe', 2.5, 16.0, 1), (93, 44, 34, 'Größe', 2.5, 16.0, 1), (94, 45, 35, 'Größe', 2.5, 16.0, 1), (95, 46, 36, 'Größe', 2.5, 16.0, 1), (96, 47, 37, 'Größe', 2.5, 16.0, 1), (97, 48, 38, 'Größe', 2.5, 16.0, 1), (98, 49, 39, 'Größe', 2.5, 16.0, 1), (99, 50, 40, 'Größe', 2.5, 16.0, 1), (100, 1, 41, 'Größe', 2.5, 16.0, 1);
INSERT INTO visitor VALUES ('s1', 1, '10.0.0.1', '20040101', '/'), ('s2', NULL, '10.0.0.2', '20040102', '/index');

-- upgrade
ALTER TABLE setting CHANGE name name VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE setting CHANGE title title VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE setting MODIFY content TEXT NOT NULL;
ALTER TABLE setting ADD COLUMN use_function VARCHAR(255) NULL AFTER changed, ADD set_function VARCHAR(255) default NULL;
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Stock_Check', 'STOCK_CHECK', 'true', '1', '0', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Stock_Limit', 'STOCK_LIMIT', '5', '1', '1', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Image_Required', 'IMAGE_REQUIRED', 'it''s', '1', '2', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Max_Address', 'MAX_ADDRESS', '', '1', '3', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Min_Name', 'MIN_NAME', 'true', '1', '4', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Min_Mail', 'MIN_MAIL', '5', '1', '5', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Show_Counts', 'SHOW_COUNTS', 'it''s', '1', '6', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Smtp_Host', 'SMTP_HOST', '', '1', '7', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Smtp_Port', 'SMTP_PORT', 'true', '1', '8', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Cache_Dir', 'CACHE_DIR', '5', '1', '9', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Gzip_Level', 'GZIP_LEVEL', 'it''s', '1', '10', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Session_Life', 'SESSION_LIFE', '', '1', '11', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Login_Tries', 'LOGIN_TRIES', 'true', '1', '12', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Country', 'COUNTRY', '5', '1', '13', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Zone', 'ZONE', 'it''s', '1', '14', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Price_Digits', 'PRICE_DIGITS', '', '1', '15', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Tax_Round', 'TAX_ROUND', 'true', '1', '16', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Search_And', 'SEARCH_AND', '5', '1', '17', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Display_Cart', 'DISPLAY_CART', 'it''s', '1', '18', now());
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('Mail_Linefeed', 'MAIL_LINEFEED', '', '1', '19', now());
ALTER TABLE setting ADD UNIQUE KEY name_once (name);
UPDATE setting SET use_function = 'f_' WHERE group_no = 1;
ALTER TABLE setting DROP INDEX name_once;
ALTER TABLE setting ADD INDEX (group_no), ADD KEY by_name (name(50));
DELETE FROM setting WHERE name = 'S_3';
UPDATE setting SET content = CONCAT(content, 'x') WHERE setting_no < 10;
ALTER TABLE customer ENGINE=InnoDB;
ALTER TABLE article ENGINE=InnoDB;
ALTER TABLE article_text ENGINE=InnoDB;
ALTER TABLE article_category ENGINE=InnoDB;
ALTER TABLE setting ENGINE=InnoDB;
ALTER TABLE purchase ENGINE=InnoDB;
ALTER TABLE purchase_line ENGINE=InnoDB;
ALTER TABLE visitor ENGINE=InnoDB;
ALTER TABLE zone ENGINE=InnoDB;
ALTER TABLE customer ADD COLUMN company VARCHAR(64) NOT NULL DEFAULT "" AFTER gender;
ALTER TABLE customer ADD COLUMN discount DECIMAL(5,2) NOT NULL DEFAULT '1.0';
ALTER TABLE customer ADD points int(11) NOT NULL default "5";
ALTER TABLE customer ADD flags BIT(4) NOT NULL DEFAULT b'0';
ALTER TABLE customer ADD last_seen TIMESTAMP NOT NULL DEFAULT '2005-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP;
ALTER TABLE customer ADD approved tinyint(1) unsigned zerofill NOT NULL DEFAULT '1', ADD approved_at DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00';
INSERT INTO customer (gender, firstname, lastname, mail) VALUES ('f', 'Zoë', 'Çelik', 'zoe@example.com');
UPDATE customer SET points = points + 1, flags = b'101' WHERE customer_no % 3 = 0;
ALTER TABLE customer CHANGE mail email VARCHAR(96) NOT NULL DEFAULT '';
ALTER TABLE customer CHANGE phone telephone VARCHAR(64) NULL DEFAULT '';
UPDATE customer SET email = REPLACE(email, 'example.com', 'example.org');
ALTER TABLE customer DROP INDEX mail, ADD INDEX idx_email (email);
ALTER TABLE customer DROP newsletter;
ALTER TABLE customer ADD newsletter CHAR(2) NOT NULL DEFAULT '-1';
UPDATE customer SET newsletter = 1 WHERE customer_no < 10;
ALTER TABLE customer CONVERT TO CHARACTER SET utf8;
ALTER TABLE customer CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
UPDATE customer SET firstname = '花子 😀' WHERE customer_no = 5;
ALTER TABLE customer MODIFY firstname VARCHAR(255) NOT NULL, MODIFY COLUMN lastname VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE article ADD extra1 VARCHAR(10) DEFAULT NULL;
UPDATE article SET quantity = quantity + 1 WHERE article_no % 2 = 0;
ALTER TABLE article ADD extra2 FLOAT NOT NULL DEFAULT 1.5;
ALTER TABLE article ADD extra3 SMALLINT(3) UNSIGNED NOT NULL DEFAULT 07 AFTER model;
UPDATE article SET quantity = quantity + 3 WHERE article_no % 4 = 0;
ALTER TABLE article ADD extra4 INT NOT NULL DEFAULT 0;
ALTER TABLE article DROP COLUMN extra4;
ALTER TABLE article ADD extra5 VARCHAR(10) DEFAULT NULL FIRST;
UPDATE article SET quantity = quantity + 5 WHERE article_no % 6 = 0;
ALTER TABLE article ADD extra6 FLOAT NOT NULL DEFAULT 1.5 AFTER model;
ALTER TABLE article ADD extra7 SMALLINT(3) UNSIGNED NOT NULL DEFAULT 07;
UPDATE article SET quantity = quantity + 7 WHERE article_no % 8 = 0;
ALTER TABLE article ADD extra8 INT NOT NULL DEFAULT 0;
ALTER TABLE article DROP COLUMN extra8;
ALTER TABLE article ADD extra9 VARCHAR(10) DEFAULT NULL AFTER model;
UPDATE article SET quantity = quantity + 9 WHERE article_no % 10 = 0;
ALTER TABLE article CHANGE extra7 renamed7 SMALLINT(3) UNSIGNED NOT NULL DEFAULT 07;
ALTER TABLE article ADD extra10 FLOAT NOT NULL DEFAULT 1.5 FIRST;
ALTER TABLE article ADD extra11 SMALLINT(3) UNSIGNED NOT NULL DEFAULT 07;
UPDATE article SET quantity = quantity + 11 WHERE article_no % 12 = 0;
ALTER TABLE article ADD extra12 INT NOT NULL DEFAULT 0 AFTER model;
ALTER TABLE article CHANGE extra10 renamed10 FLOAT NOT NULL DEFAULT 1.5;
ALTER TABLE article DROP COLUMN extra12;
ALTER TABLE article CHANGE kind kind ENUM('goods','download','voucher') NOT NULL DEFAULT 'goods';
UPDATE article SET kind = 'voucher' WHERE article_no IN (3, 5);
ALTER TABLE article CHANGE kind kind ENUM('bundle','voucher','download','goods') NOT NULL DEFAULT 'goods';
INSERT INTO article (model, kind) VALUES ('B1', 'bundle'), ('B2', 'bundle');
ALTER TABLE article MODIFY quantity BIGINT(20) NOT NULL DEFAULT '0';
ALTER TABLE article MODIFY weight DECIMAL(9,2) NOT NULL DEFAULT 0;
UPDATE article SET quantity = quantity / 3;
ALTER TABLE article MODIFY model VARCHAR(32) NULL, ADD INDEX model (model), ADD isbn CHAR(13) CHARACTER SET ascii NULL;
ALTER TABLE article ALTER price SET DEFAULT '1.0000';
ALTER TABLE article ALTER COLUMN price DROP DEFAULT;
ALTER TABLE article COMMENT = 'articles; not goods';
ALTER TABLE article DEFAULT CHARACTER SET utf8;
ALTER TABLE article ORDER BY article_no;
OPTIMIZE TABLE article;
ALTER TABLE article_text CONVERT TO CHARACTER SET utf8 COLLATE utf8_unicode_ci;
ALTER TABLE article_text MODIFY title VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE article_text ADD head_title VARCHAR(255) NULL, ADD head_words MEDIUMTEXT;
UPDATE article_text SET head_title = CONCAT(title, ' ☂');
INSERT INTO article_text (article_no, language_no, title) SELECT article_no, 3, title FROM article_text WHERE language_no = 1;
ALTER TABLE article_text DROP PRIMARY KEY, ADD PRIMARY KEY (language_no, article_no);
ALTER TABLE article_text ADD UNIQUE (article_no, language_no);
ALTER TABLE article_text CHANGE language_no language_no INT(11) NOT NULL DEFAULT '1';
DELETE FROM article_text WHERE language_no = 2;
ALTER TABLE article_text CONVERT TO CHARACTER SET utf8mb4;
CREATE TABLE article_category_new LIKE article_category;
INSERT INTO article_category_new SELECT * FROM article_category WHERE category_no < 5;
ALTER TABLE article_category_new ADD sort_order INT NOT NULL DEFAULT 0;
RENAME TABLE article_category TO article_category_old, article_category_new TO article_category;
INSERT INTO article_category VALUES (1, 99, 5);
UPDATE article_category SET sort_order = article_no;
DROP TABLE article_category_old;
DELETE FROM article_category WHERE category_no = 3;
CREATE TABLE backup_zone SELECT * FROM zone;
DROP TABLE IF EXISTS backup_zone, backup_other;
CREATE TABLE IF NOT EXISTS tax_rate (rate_no int NOT NULL auto_increment PRIMARY KEY, rate decimal(7,4), INDEX(rate)) ENGINE=InnoDB;
INSERT INTO tax_rate (rate) VALUES ('19.0');
CREATE TEMPORARY TABLE totals SELECT purchase_no, SUM(price * quantity) AS total FROM purchase_line GROUP BY purchase_no;
ALTER TABLE purchase ADD total DECIMAL(15,4) NOT NULL DEFAULT '0.0000' AFTER payment;
UPDATE purchase, totals SET purchase.total = totals.total WHERE purchase.purchase_no = totals.purchase_no;
DROP TEMPORARY TABLE totals;
ALTER TABLE purchase ADD part1 VARCHAR(10) NOT NULL DEFAULT '1';
UPDATE purchase SET part1 = CONCAT('p', purchase_no) WHERE purchase_no % 2 = 1;
ALTER TABLE purchase ADD part2 VARCHAR(20) NOT NULL DEFAULT '2';
UPDATE purchase SET part2 = CONCAT('p', purchase_no) WHERE purchase_no % 3 = 1;
ALTER TABLE purchase ADD part3 VARCHAR(30) NOT NULL DEFAULT '3';
UPDATE purchase SET part3 = CONCAT('p', purchase_no) WHERE purchase_no % 4 = 1;
ALTER TABLE purchase ADD part4 VARCHAR(40) NOT NULL DEFAULT '4';
UPDATE purchase SET part4 = CONCAT('p', purchase_no) WHERE purchase_no % 5 = 1;
ALTER TABLE purchase DROP COLUMN part3, CHANGE part4 piece4 VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE purchase ADD part5 VARCHAR(50) NOT NULL DEFAULT '5';
UPDATE purchase SET part5 = CONCAT('p', purchase_no) WHERE purchase_no % 6 = 1;
INSERT INTO purchase (customer_no, customer_name, payment, purchased) SELECT customer_no, firstname, 'card', '2006-01-01' FROM customer WHERE customer_no BETWEEN 5 AND 7;
ALTER TABLE purchase ADD part6 VARCHAR(60) NOT NULL DEFAULT '6';
UPDATE purchase SET part6 = CONCAT('p', purchase_no) WHERE purchase_no % 7 = 1;
ALTER TABLE purchase ADD part7 VARCHAR(70) NOT NULL DEFAULT '7';
UPDATE purchase SET part7 = CONCAT('p', purchase_no) WHERE purchase_no % 8 = 1;
ALTER TABLE purchase ADD part8 VARCHAR(80) NOT NULL DEFAULT '8';
UPDATE purchase SET part8 = CONCAT('p', purchase_no) WHERE purchase_no % 9 = 1;
ALTER TABLE purchase DROP COLUMN part7, CHANGE part8 piece8 VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE purchase ADD part9 VARCHAR(90) NOT NULL DEFAULT '9';
UPDATE purchase SET part9 = CONCAT('p', purchase_no) WHERE purchase_no % 10 = 1;
ALTER TABLE purchase ADD part10 VARCHAR(100) NOT NULL DEFAULT '10';
UPDATE purchase SET part10 = CONCAT('p', purchase_no) WHERE purchase_no % 11 = 1;
INSERT INTO purchase (customer_no, customer_name, payment, purchased) SELECT customer_no, firstname, 'card', '2006-01-01' FROM customer WHERE customer_no BETWEEN 10 AND 12;
ALTER TABLE purchase ADD part11 VARCHAR(110) NOT NULL DEFAULT '11';
UPDATE purchase SET part11 = CONCAT('p', purchase_no) WHERE purchase_no % 12 = 1;
ALTER TABLE purchase ADD part12 VARCHAR(120) NOT NULL DEFAULT '12';
UPDATE purchase SET part12 = CONCAT('p', purchase_no) WHERE purchase_no % 13 = 1;
ALTER TABLE purchase DROP COLUMN part11, CHANGE part12 piece12 VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE purchase ADD part13 VARCHAR(130) NOT NULL DEFAULT '13';
UPDATE purchase SET part13 = CONCAT('p', purchase_no) WHERE purchase_no % 14 = 1;
ALTER TABLE purchase ADD part14 VARCHAR(140) NOT NULL DEFAULT '14';
UPDATE purchase SET part14 = CONCAT('p', purchase_no) WHERE purchase_no % 15 = 1;
ALTER TABLE purchase ADD part15 VARCHAR(150) NOT NULL DEFAULT '15';
UPDATE purchase SET part15 = CONCAT('p', purchase_no) WHERE purchase_no % 16 = 1;
INSERT INTO purchase (customer_no, customer_name, payment, purchased) SELECT customer_no, firstname, 'card', '2006-01-01' FROM customer WHERE customer_no BETWEEN 15 AND 17;
ALTER TABLE purchase ADD part16 VARCHAR(160) NOT NULL DEFAULT '16';
UPDATE purchase SET part16 = CONCAT('p', purchase_no) WHERE purchase_no % 17 = 1;
ALTER TABLE purchase DROP COLUMN part15, CHANGE part16 piece16 VARCHAR(255) NOT NULL DEFAULT '';
ALTER TABLE purchase ADD part17 VARCHAR(170) NOT NULL DEFAULT '17';
UPDATE purchase SET part17 = CONCAT('p', purchase_no) WHERE purchase_no % 18 = 1;
ALTER TABLE purchase ADD part18 VARCHAR(180) NOT NULL DEFAULT '18';
UPDATE purchase SET part18 = CONCAT('p', purchase_no) WHERE purchase_no % 19 = 1;
ALTER TABLE purchase ADD part19 VARCHAR(190) NOT NULL DEFAULT '19';
UPDATE purchase SET part19 = CONCAT('p', purchase_no) WHERE purchase_no % 20 = 1;
ALTER TABLE purchase ADD part20 VARCHAR(200) NOT NULL DEFAULT '20';
UPDATE purchase SET part20 = CONCAT('p', purchase_no) WHERE purchase_no % 21 = 1;
ALTER TABLE purchase DROP COLUMN part19, CHANGE part20 piece20 VARCHAR(255) NOT NULL DEFAULT '';
INSERT INTO purchase (customer_no, customer_name, payment, purchased) SELECT customer_no, firstname, 'card', '2006-01-01' FROM customer WHERE customer_no BETWEEN 20 AND 22;
ALTER TABLE purchase MODIFY status SMALLINT NOT NULL DEFAULT '1';
ALTER TABLE purchase MODIFY customer_name VARCHAR(128) NOT NULL, MODIFY currency VARCHAR(3) NULL;
ALTER TABLE purchase CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE purchase_line ADD INDEX by_purchase (purchase_no), ADD INDEX by_article (article_no);
ALTER TABLE purchase_line MODIFY title VARCHAR(255) NOT NULL, MODIFY quantity INT(11) NOT NULL DEFAULT 1;
ALTER TABLE purchase_line MODIFY price DECIMAL(20,6) NOT NULL DEFAULT '0.000000';
ALTER TABLE purchase_line MODIFY line_no BIGINT NOT NULL;
ALTER TABLE purchase_line ADD refunded ENUM('0','1') NOT NULL DEFAULT '0', ADD marks SET('gift','late') NOT NULL DEFAULT 'gift';
UPDATE purchase_line SET refunded = '1', marks = 'gift,late' WHERE line_no % 7 = 0;
ALTER TABLE purchase_line MODIFY marks SET('gift','late','lost') NOT NULL DEFAULT '';
INSERT INTO purchase_line (line_no, purchase_no, title) VALUES (100000, 1, 'late');
DELETE FROM purchase_line WHERE line_no BETWEEN 20 AND 25;
TRUNCATE TABLE visitor;
ALTER TABLE visitor MODIFY ip VARCHAR(45) NOT NULL DEFAULT '';
INSERT INTO visitor (session_id, ip) VALUES ('n1', '::1');
TRUNCATE visitor;
DROP TABLE visitor;
CREATE TABLE visitor (session_id varchar(128) NOT NULL, customer_no int(11) default NULL, ip varchar(45) NOT NULL default '', entered varchar(14) NOT NULL default '', last_url text NOT NULL, user_agent varchar(255) NULL, PRIMARY KEY (session_id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
INSERT INTO visitor (session_id, ip, last_url) VALUES ('v1', '10.0.0.9', '/start'), ('v2', '10.0.0.10', '/end');
REPLACE INTO visitor (session_id, ip, last_url) VALUES ('v2', '10.0.0.11', '/again');
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('A_Key', 'A_KEY', '0', '7', '20', now());
UPDATE setting SET sort_order = 0, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'A_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('B_Key', 'B_KEY', '1', '7', '20', now());
UPDATE setting SET sort_order = 1, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'B_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('C_Key', 'C_KEY', '2', '7', '20', now());
UPDATE setting SET sort_order = 2, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'C_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('D_Key', 'D_KEY', '3', '7', '20', now());
UPDATE setting SET sort_order = 3, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'D_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('E_Key', 'E_KEY', '4', '7', '20', now());
UPDATE setting SET sort_order = 4, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'E_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('F_Key', 'F_KEY', '5', '7', '20', now());
UPDATE setting SET sort_order = 5, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'F_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('G_Key', 'G_KEY', '6', '7', '20', now());
UPDATE setting SET sort_order = 6, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'G_KEY';
INSERT INTO setting (title, name, content, group_no, sort_order, changed) VALUES ('H_Key', 'H_KEY', '7', '7', '20', now());
UPDATE setting SET sort_order = 7, set_function = 'choose(array(\'true\', \'false\'),' WHERE name = 'H_KEY';
ALTER TABLE setting CHANGE COLUMN content value TEXT NOT NULL;
ALTER TABLE setting CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE setting CHANGE name `key` VARCHAR(255) NOT NULL DEFAULT '';
INSERT INTO setting (title, `key`, value) VALUES ('Version', 'VERSION', '2.0 ✓');
UPDATE setting SET changed = '2006-06-06 06:06:06' WHERE `key` LIKE 'S\_%';

-- afterwards
UPDATE customer SET points = 0 WHERE customer_no = 1;
UPDATE article SET state = 1 WHERE article_no = 1;
UPDATE article_text SET viewed = 9 WHERE article_no = 1;
INSERT INTO article_category VALUES (2, 98, 1);
UPDATE setting SET sort_order = 77 WHERE setting_no = 1;
UPDATE purchase SET status = 3 WHERE purchase_no = 1;
DELETE FROM purchase_line WHERE line_no = 1;
INSERT INTO visitor (session_id, last_url) VALUES ('v3', '');
