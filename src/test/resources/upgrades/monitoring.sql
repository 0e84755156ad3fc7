-- A monitor of devices: many small settings, columns added one by one, tables emptied and made anew.
-- read anew: host, operator, poller_item
-- sql_mode: NO_ENGINE_SUBSTITUTION
-- tables:
--   {source: host, zero-dates: {fail_date: nullable, rec_date: nullable}}
--   {source: graph}
--   {source: graph_item}
--   {source: host_option}
--   {source: poller_item}
--   {source: operator}
--   {source: option_value}
--   {source: poller_time, zero-dates: {start_time: nullable, end_time: nullable}}

CREATE TABLE host (
  id mediumint(8) unsigned NOT NULL auto_increment,
  template_id mediumint(8) unsigned NOT NULL default '0',
  description varchar(150) NOT NULL default '',
  hostname varchar(250) default NULL,
  community varchar(100) default NULL,
  port mediumint(5) unsigned NOT NULL default '161',
  timeout mediumint(8) unsigned NOT NULL default '500',
  disabled char(2) default NULL,
  status tinyint(2) NOT NULL default '0',
  fail_date datetime NOT NULL default '0000-00-00 00:00:00',
  min_time decimal(10,5) default '9.99999',
  availability decimal(8,5) NOT NULL default '100.00000',
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE graph (
  id mediumint(8) unsigned NOT NULL auto_increment,
  hash varchar(32) NOT NULL default '',
  host_id mediumint(8) unsigned NOT NULL default '0',
  title varchar(255) default NULL,
  height mediumint(8) NOT NULL default '0',
  upper_limit bigint(20) NOT NULL default '0',
  t_auto_scale char(2) default '0',
  PRIMARY KEY (id),
  KEY host_id (host_id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE graph_item (
  id int(12) unsigned NOT NULL auto_increment,
  graph_id mediumint(8) unsigned NOT NULL default '0',
  sequence mediumint(8) unsigned NOT NULL default '0',
  color varchar(6) default NULL,
  text_format varchar(255) default NULL,
  value varchar(255) default NULL,
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE host_option (
  host_id mediumint(8) unsigned NOT NULL default '0',
  name varchar(50) NOT NULL default '',
  value varchar(255) NOT NULL default '',
  PRIMARY KEY (host_id, name)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE poller_item (
  data_id mediumint(8) unsigned NOT NULL default '0',
  action tinyint(2) unsigned NOT NULL default '1',
  rrd_name varchar(19) NOT NULL default '',
  rrd_path varchar(255) NOT NULL default '',
  arg1 varchar(255) default NULL,
  PRIMARY KEY (data_id, rrd_name)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE operator (
  id mediumint(8) unsigned NOT NULL auto_increment,
  username varchar(50) NOT NULL default '0',
  password varchar(50) NOT NULL default '0',
  realm mediumint(8) NOT NULL default '0',
  full_name varchar(100) default '0',
  show_tree char(2) default 'on',
  policy enum('allow','deny') NOT NULL default 'allow',
  PRIMARY KEY (id),
  UNIQUE KEY username (username)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE option_value (name varchar(50) NOT NULL default '', value varchar(255) NOT NULL default '', PRIMARY KEY (name)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE poller_time (id mediumint(8) unsigned NOT NULL auto_increment, pid int(11) unsigned NOT NULL default '0', start_time datetime NOT NULL default '0000-00-00 00:00:00', end_time datetime NOT NULL default '0000-00-00 00:00:00', PRIMARY KEY (id)) ENGINE=MyISAM;
INSERT INTO host (id, description, hostname, community) VALUES (1, 'Host 1', '10.0.0.1', 'public'), (2, 'Host 2', '10.0.0.2', 'public'), (3, 'Host 3', '10.0.0.3', 'public'), (4, 'Host 4', '10.0.0.4', 'public'), (5, 'Host 5', '10.0.0.5', 'public'), (6, 'Host 6', '10.0.0.6', 'public'), (7, 'Host 7', '10.0.0.7', 'public'), (8, 'Host 8', '10.0.0.8', 'public'), (9, 'Host 9', '10.0.0.9', 'public'), (10, 'Host 10', '10.0.0.10', 'public'), (11, 'Host 11', '10.0.0.11', 'public'), (12, 'Host 12', '10.0.0.12', 'public'), (13, 'Host 13', '10.0.0.13', 'public'), (14, 'Host 14', '10.0.0.14', 'public'), (15, 'Host 15', '10.0.0.15', 'public'), (16, 'Host 16', '10.0.0.16', 'public'), (17, 'Host 17', '10.0.0.17', 'public'), (18, 'Host 18', '10.0.0.18', 'public'), (19, 'Host 19', '10.0.0.19', 'public'), (20, 'Host 20', '10.0.0.20', 'public'), (21, 'Host 21', '10.0.0.21', 'public'), (22, 'Host 22', '10.0.0.22', 'public'), (23, 'Host 23', '10.0.0.23', 'public'), (24, 'Host 24', '10.0.0.24', 'public'), (25, 'Host 25', '10.0.0.25', 'public'), (26, 'Host 26', '10.0.0.26', 'public'), (27, 'Host 27', '10.0.0.27', 'public'), (28, 'Host 28', '10.0.0.28', 'public'), (29, 'Host 29', '10.0.0.29', 'public'), (30, 'Host 30', '10.0.0.30', 'public'), (31, 'Host 31', '10.0.0.31', 'public'), (32, 'Host 32', '10.0.0.32', 'public'), (33, 'Host 33', '10.0.0.33', 'public'), (34, 'Host 34', '10.0.0.34', 'public'), (35, 'Host 35', '10.0.0.35', 'public'), (36, 'Host 36', '10.0.0.36', 'public'), (37, 'Host 37', '10.0.0.37', 'public'), (38, 'Host 38', '10.0.0.38', 'public'), (39, 'Host 39', '10.0.0.39', 'public'), (40, 'Host 40', '10.0.0.40', 'public');
INSERT INTO graph (id, hash, host_id, title) VALUES (1, MD5('1'), 2, '|host_description| – Traffic'), (2, MD5('2'), 3, '|host_description| – Traffic'), (3, MD5('3'), 4, '|host_description| – Traffic'), (4, MD5('4'), 5, '|host_description| – Traffic'), (5, MD5('5'), 6, '|host_description| – Traffic'), (6, MD5('6'), 7, '|host_description| – Traffic'), (7, MD5('7'), 8, '|host_description| – Traffic'), (8, MD5('8'), 9, '|host_description| – Traffic'), (9, MD5('9'), 10, '|host_description| – Traffic'), (10, MD5('10'), 11, '|host_description| – Traffic'), (11, MD5('11'), 12, '|host_description| – Traffic'), (12, MD5('12'), 13, '|host_description| – Traffic'), (13, MD5('13'), 14, '|host_description| – Traffic'), (14, MD5('14'), 15, '|host_description| – Traffic'), (15, MD5('15'), 16, '|host_description| – Traffic'), (16, MD5('16'), 17, '|host_description| – Traffic'), (17, MD5('17'), 18, '|host_description| – Traffic'), (18, MD5('18'), 19, '|host_description| – Traffic'), (19, MD5('19'), 20, '|host_description| – Traffic'), (20, MD5('20'), 21, '|host_description| – Traffic'), (21, MD5('21'), 22, '|host_description| – Traffic'), (22, MD5('22'), 23, '|host_description| – Traffic'), (23, MD5('23'), 24, '|host_description| – Traffic'), (24, MD5('24'), 25, '|host_description| – Traffic'), (25, MD5('25'), 26, '|host_description| – Traffic'), (26, MD5('26'), 27, '|host_description| – Traffic'), (27, MD5('27'), 28, '|host_description| – Traffic'), (28, MD5('28'), 29, '|host_description| – Traffic'), (29, MD5('29'), 30, '|host_description| – Traffic'), (30, MD5('30'), 31, '|host_description| – Traffic'), (31, MD5('31'), 32, '|host_description| – Traffic'), (32, MD5('32'), 33, '|host_description| – Traffic'), (33, MD5('33'), 34, '|host_description| – Traffic'), (34, MD5('34'), 35, '|host_description| – Traffic'), (35, MD5('35'), 36, '|host_description| – Traffic'), (36, MD5('36'), 37, '|host_description| – Traffic'), (37, MD5('37'), 38, '|host_description| – Traffic'), (38, MD5('38'), 39, '|host_description| – Traffic'), (39, MD5('39'), 40, '|host_description| – Traffic'), (40, MD5('40'), 1, '|host_description| – Traffic'), (41, MD5('41'), 2, '|host_description| – Traffic'), (42, MD5('42'), 3, '|host_description| – Traffic'), (43, MD5('43'), 4, '|host_description| – Traffic'), (44, MD5('44'), 5, '|host_description| – Traffic'), (45, MD5('45'), 6, '|host_description| – Traffic'), (46, MD5('46'), 7, '|host_description| – Traffic'), (47, MD5('47'), 8, '|host_description| – Traffic'), (48, MD5('48'), 9, '|host_description| – Traffic'), (49, MD5('49'), 10, '|host_description| – Traffic'), (50, MD5('50'), 11, '|host_description| – Traffic'), (51, MD5('51'), 12, '|host_description| – Traffic'), (52, MD5('52'), 13, '|host_description| – Traffic'), (53, MD5('53'), 14, '|host_description| – Traffic'), (54, MD5('54'), 15, '|host_description| – Traffic'), (55, MD5('55'), 16, '|host_description| – Traffic'), (56, MD5('56'), 17, '|host_description| – Traffic'), (57, MD5('57'), 18, '|host_description| – Traffic'), (58, MD5('58'), 19, '|host_description| – Traffic'), (59, MD5('59'), 20, '|host_description| – Traffic'), (60, MD5('60'), 21, '|host_description| – Traffic'), (61, MD5('61'), 22, '|host_description| – Traffic'), (62, MD5('62'), 23, '|host_description| – Traffic'), (63, MD5('63'), 24, '|host_description| – Traffic'), (64, MD5('64'), 25, '|host_description| – Traffic'), (65, MD5('65'), 26, '|host_description| – Traffic'), (66, MD5('66'), 27, '|host_description| – Traffic'), (67, MD5('67'), 28, '|host_description| – Traffic'), (68, MD5('68'), 29, '|host_description| – Traffic'), (69, MD5('69'), 30, '|host_description| – Traffic'), (70, MD5('70'), 31, '|host_description| – Traffic'), (71, MD5('71'), 32, '|host_description| – Traffic'), (72, MD5('72'), 33, '|host_description| – Traffic'), (73, MD5('73'), 34, '|host_description| – Traffic'), (74, MD5('74'), 35, '|host_description| – Traffic'), (75, MD5('75'), 36, '|host_description| – Traffic'), (76, MD5('76'), 37, '|host_description| – Traffic'), (77, MD5('77'), 38, '|host_description| – Traffic'), (78, MD5('78'), 39, '|host_description| – Traffic'), (79, MD5('79'), 40, '|host_description| – Traffic'), (80, MD5('80'), 1, '|host_description| – Traffic');
INSERT INTO graph_item (id, graph_id, sequence, color, text_format) VALUES (1, 2, 1, 'FF0001', 'Current:'), (2, 3, 2, 'FF0002', 'Current:'), (3, 4, 3, 'FF0003', 'Current:'), (4, 5, 4, 'FF0004', 'Current:'), (5, 6, 5, 'FF0005', 'Current:'), (6, 7, 6, 'FF0006', 'Current:'), (7, 8, 7, 'FF0007', 'Current:'), (8, 9, 0, 'FF0008', 'Current:'), (9, 10, 1, 'FF0009', 'Current:'), (10, 11, 2, 'FF0010', 'Current:'), (11, 12, 3, 'FF0011', 'Current:'), (12, 13, 4, 'FF0012', 'Current:'), (13, 14, 5, 'FF0013', 'Current:'), (14, 15, 6, 'FF0014', 'Current:'), (15, 16, 7, 'FF0015', 'Current:'), (16, 17, 0, 'FF0016', 'Current:'), (17, 18, 1, 'FF0017', 'Current:'), (18, 19, 2, 'FF0018', 'Current:'), (19, 20, 3, 'FF0019', 'Current:'), (20, 21, 4, 'FF0020', 'Current:'), (21, 22, 5, 'FF0021', 'Current:'), (22, 23, 6, 'FF0022', 'Current:'), (23, 24, 7, 'FF0023', 'Current:'), (24, 25, 0, 'FF0024', 'Current:'), (25, 26, 1, 'FF0025', 'Current:'), (26, 27, 2, 'FF0026', 'Current:'), (27, 28, 3, 'FF0027', 'Current:'), (28, 29, 4, 'FF0028', 'Current:'), (29, 30, 5, 'FF0029', 'Current:'), (30, 31, 6, 'FF0030', 'Current:'), (31, 32, 7, 'FF0031', 'Current:'), (32, 33, 0, 'FF0032', 'Current:'), (33, 34, 1, 'FF0033', 'Current:'), (34, 35, 2, 'FF0034', 'Current:'), (35, 36, 3, 'FF0035', 'Current:'), (36, 37, 4, 'FF0036', 'Current:'), (37, 38, 5, 'FF0037', 'Current:'), (38, 39, 6, 'FF0038', 'Current:'), (39, 40, 7, 'FF0039', 'Current:'), (40, 41, 0, 'FF0040', 'Current:'), (41, 42, 1, 'FF0041', 'Current:'), (42, 43, 2, 'FF0042', 'Current:'), (43, 44, 3, 'FF0043', 'Current:'), (44, 45, 4, 'FF0044', 'Current:'), (45, 46, 5, 'FF0045', 'Current:'), (46, 47, 6, 'FF0046', 'Current:'), (47, 48, 7, 'FF0047', 'Current:'), (48, 49, 0, 'FF0048', 'Current:'), (49, 50, 1, 'FF0049', 'Current:'), (50, 51, 2, 'FF0050', 'Current:'), (51, 52, 3, 'FF0051', 'Current:'), (52, 53, 4, 'FF0052', 'Current:'), (53, 54, 5, 'FF0053', 'Current:'), (54, 55, 6, 'FF0054', 'Current:'), (55, 56, 7, 'FF0055', 'Current:'), (56, 57, 0, 'FF0056', 'Current:'), (57, 58, 1, 'FF0057', 'Current:'), (58, 59, 2, 'FF0058', 'Current:'), (59, 60, 3, 'FF0059', 'Current:'), (60, 61, 4, 'FF0060', 'Current:'), (61, 62, 5, 'FF0061', 'Current:'), (62, 63, 6, 'FF0062', 'Current:'), (63, 64, 7, 'FF0063', 'Current:'), (64, 65, 0, 'FF0064', 'Current:'), (65, 66, 1, 'FF0065', 'Current:'), (66, 67, 2, 'FF0066', 'Current:'), (67, 68, 3, 'FF0067', 'Current:'), (68, 69, 4, 'FF0068', 'Current:'), (69, 70, 5, 'FF0069', 'Current:'), (70, 71, 6, 'FF0070', 'Current:'), (71, 72, 7, 'FF0071', 'Current:'), (72, 73, 0, 'FF0072', 'Current:'), (73, 74, 1, 'FF0073', 'Current:'), (74, 75, 2, 'FF0074', 'Current:'), (75, 76, 3, 'FF0075', 'Current:'), (76, 77, 4, 'FF0076', 'Current:'), (77, 78, 5, 'FF0077', 'Current:'), (78, 79, 6, 'FF0078', 'Current:'), (79, 80, 7, 'FF0079', 'Current:'), (80, 1, 0, 'FF0080', 'Current:'), (81, 2, 1, 'FF0081', 'Current:'), (82, 3, 2, 'FF0082', 'Current:'), (83, 4, 3, 'FF0083', 'Current:'), (84, 5, 4, 'FF0084', 'Current:'), (85, 6, 5, 'FF0085', 'Current:'), (86, 7, 6, 'FF0086', 'Current:'), (87, 8, 7, 'FF0087', 'Current:'), (88, 9, 0, 'FF0088', 'Current:'), (89, 10, 1, 'FF0089', 'Current:'), (90, 11, 2, 'FF0090', 'Current:'), (91, 12, 3, 'FF0091', 'Current:'), (92, 13, 4, 'FF0092', 'Current:'), (93, 14, 5, 'FF0093', 'Current:'), (94, 15, 6, 'FF0094', 'Current:'), (95, 16, 7, 'FF0095', 'Current:'), (96, 17, 0, 'FF0096', 'Current:'), (97, 18, 1, 'FF0097', 'Current:'), (98, 19, 2, 'FF0098', 'Current:'), (99, 20, 3, 'FF0099', 'Current:'), (100, 21, 4, 'FF0000', 'Current:'), (101, 22, 5, 'FF0001', 'Current:'), (102, 23, 6, 'FF0002', 'Current:'), (103, 24, 7, 'FF0003', 'Current:'), (104, 25, 0, 'FF0004', 'Current:'), (105, 26, 1, 'FF0005', 'Current:'), (106, 27, 2, 'FF0006', 'Current:'), (107, 28, 3, 'FF0007', 'Current:'), (108, 29, 4, 'FF0008', 'Current:'), (109, 30, 5, 'FF0009', 'Current:'), (110, 31, 6, 'FF0010', 'Current:'), (111, 32, 7, 'FF0011', 'Current:'), (112, 33, 0, 'FF0012', 'Current:'), (113, 34, 1, 'FF0013', 'Current:'), (114, 35, 2, 'FF0014', 'Current:'), (115, 36, 3, 'FF0015', 'Current:'), (116, 37, 4, 'FF0016', 'Current:'), (117, 38, 5, 'FF0017', 'Current:'), (118, 39, 6, 'FF0018', 'Current:'), (119, 40, 7, 'FF0019', 'Current:'), (120, 41, 0, 'FF0020', 'Current:'), (121, 42, 1, 'FF0021', 'Current:'), (122, 43, 2, 'FF0022', 'Current:'), (123, 44, 3, 'FF0023', 'Current:'), (124, 45, 4, 'FF0024', 'Current:'), (125, 46, 5, 'FF0025', 'Current:'), (126, 47, 6, 'FF0026', 'Current:'), (127, 48, 7, 'FF0027', 'Current:'), (128, 49, 0, 'FF0028', 'Current:'), (129, 50, 1, 'FF0029', 'Current:'), (130, 51, 2, 'FF0030', 'Current:'), (131, 52, 3, 'FF0031', 'Current:'), (132, 53, 4, 'FF0032', 'Current:'), (133, 54, 5, 'FF0033', 'Current:'), (134, 55, 6, 'FF0034', 'Current:'), (135, 56, 7, 'FF0035', 'Current:'), (136, 57, 0, 'FF0036', 'Current:'), (137, 58, 1, 'FF0037', 'Current:'), (138, 59, 2, 'FF0038', 'Current:'), (139, 60, 3, 'FF0039', 'Current:'), (140, 61, 4, 'FF0040', 'Current:'), (141, 62, 5, 'FF0041', 'Current:'), (142, 63, 6, 'FF0042', 'Current:'), (143, 64, 7, 'FF0043', 'Current:'), (144, 65, 0, 'FF0044', 'Current:'), (145, 66, 1, 'FF0045', 'Current:'), (146, 67, 2, 'FF0046', 'Current:'), (147, 68, 3, 'FF0047', 'Current:'), (148, 69, 4, 'FF0048', 'Current:'), (149, 70, 5, 'FF0049', 'Current:'), (150, 71, 6, 'FF0050', 'Current:'), (151, 72, 7, 'FF0051', 'Current:'), (152, 73, 0, 'FF0052', 'Current:'), (153, 74, 1, 'FF0053', 'Current:'), (154, 75, 2, 'FF0054', 'Current:'), (155, 76, 3, 'FF0055', 'Current:'), (156, 77, 4, 'FF0056', 'Current:'), (157, 78, 5, 'FF0057', 'Current:'), (158, 79, 6, 'FF0058', 'Current:'), (159, 80, 7, 'FF0059', 'Current:'), (160, 1, 0, 'FF0060', 'Current:'), (161, 2, 1, 'FF0061', 'Current:'), (162, 3, 2, 'FF0062', 'Current:'), (163, 4, 3, 'FF0063', 'Current:'), (164, 5, 4, 'FF0064', 'Current:'), (165, 6, 5, 'FF0065', 'Current:'), (166, 7, 6, 'FF0066', 'Current:'), (167, 8, 7, 'FF0067', 'Current:'), (168, 9, 0, 'FF0068', 'Current:'), (169, 10, 1, 'FF0069', 'Current:'), (170, 11, 2, 'FF0070', 'Current:'), (171, 12, 3, 'FF0071', 'Current:'), (172, 13, 4, 'FF0072', 'Current:'), (173, 14, 5, 'FF0073', 'Current:'), (174, 15, 6, 'FF0074', 'Current:'), (175, 16, 7, 'FF0075', 'Current:'), (176, 17, 0, 'FF0076', 'Current:'), (177, 18, 1, 'FF0077', 'Current:'), (178, 19, 2, 'FF0078', 'Current:'), (179, 20, 3, 'FF0079', 'Current:'), (180, 21, 4, 'FF0080', 'Current:'), (181, 22, 5, 'FF0081', 'Current:'), (182, 23, 6, 'FF0082', 'Current:'), (183, 24, 7, 'FF0083', 'Current:'), (184, 25, 0, 'FF0084', 'Current:'), (185, 26, 1, 'FF0085', 'Current:'), (186, 27, 2, 'FF0086', 'Current:'), (187, 28, 3, 'FF0087', 'Current:'), (188, 29, 4, 'FF0088', 'Current:'), (189, 30, 5, 'FF0089', 'Current:'), (190, 31, 6, 'FF0090', 'Current:'), (191, 32, 7, 'FF0091', 'Current:'), (192, 33, 0, 'FF0092', 'Current:'), (193, 34, 1, 'FF0093', 'Current:'), (194, 35, 2, 'FF0094', 'Current:'), (195, 36, 3, 'FF0095', 'Current:'), (196, 37, 4, 'FF0096', 'Current:'), (197, 38, 5, 'FF0097', 'Current:'), (198, 39, 6, 'FF0098', 'Current:'), (199, 40, 7, 'FF0099', 'Current:'), (200, 41, 0, 'FF0000', 'Current:'), (201, 42, 1, 'FF0001', 'Current:'), (202, 43, 2, 'FF0002', 'Current:'), (203, 44, 3, 'FF0003', 'Current:'), (204, 45, 4, 'FF0004', 'Current:'), (205, 46, 5, 'FF0005', 'Current:'), (206, 47, 6, 'FF0006', 'Current:'), (207, 48, 7, 'FF0007', 'Current:'), (208, 49, 0, 'FF0008', 'Current:'), (209, 50, 1, 'FF0009', 'Current:'), (210, 51, 2, 'FF0010', 'Current:'), (211, 52, 3, 'FF0011', 'Current:'), (212, 53, 4, 'FF0012', 'Current:'), (213, 54, 5, 'FF0013', 'Current:'), (214, 55, 6, 'FF0014', 'Current:'), (215, 56, 7, 'FF0015', 'Current:'), (216, 57, 0, 'FF0016', 'Current:'), (217, 58, 1, 'FF0017', 'Current:'), (218, 59, 2, 'FF0018', 'Current:'), (219, 60, 3, 'FF0019', 'Current:'), (220, 61, 4, 'FF0020', 'Current:'), (221, 62, 5, 'FF0021', 'Current:'), (222, 63, 6, 'FF0022', 'Current:'), (223, 64, 7, 'FF0023', 'Current:'), (224, 65, 0, 'FF0024', 'Current:'), (225, 66, 1, 'FF0025', 'Current:'), (226, 67, 2, 'FF0026', 'Current:'), (227, 68, 3, 'FF0027', 'Current:'), (228, 69, 4, 'FF0028', 'Current:'), (229, 70, 5, 'FF0029', 'Current:'), (230, 71, 6, 'FF0030', 'Current:'), (231, 72, 7, 'FF0031', 'Current:'), (232, 73, 0, 'FF0032', 'Current:'), (233, 74, 1, 'FF0033', 'Current:'), (234, 75, 2, 'FF0034', 'Current:'), (235, 76, 3, 'FF0035', 'Current:'), (236, 77, 4, 'FF0036', 'Current:'), (237, 78, 5, 'FF0037', 'Current:'), (238, 79, 6, 'FF0038', 'Current:'), (239, 80, 7, 'FF0039', 'Current:'), (240, 1, 0, 'FF0040', 'Current:');
INSERT INTO host_option VALUES (1, 'opt0', '0'), (1, 'opt1', '1'), (1, 'opt2', '2'), (2, 'opt0', '0'), (2, 'opt1', '2'), (2, 'opt2', '4'), (3, 'opt0', '0'), (3, 'opt1', '3'), (3, 'opt2', '6'), (4, 'opt0', '0'), (4, 'opt1', '4'), (4, 'opt2', '8'), (5, 'opt0', '0'), (5, 'opt1', '5'), (5, 'opt2', '10'), (6, 'opt0', '0'), (6, 'opt1', '6'), (6, 'opt2', '12'), (7, 'opt0', '0'), (7, 'opt1', '7'), (7, 'opt2', '14'), (8, 'opt0', '0'), (8, 'opt1', '8'), (8, 'opt2', '16'), (9, 'opt0', '0'), (9, 'opt1', '9'), (9, 'opt2', '18'), (10, 'opt0', '0'), (10, 'opt1', '10'), (10, 'opt2', '20'), (11, 'opt0', '0'), (11, 'opt1', '11'), (11, 'opt2', '22'), (12, 'opt0', '0'), (12, 'opt1', '12'), (12, 'opt2', '24'), (13, 'opt0', '0'), (13, 'opt1', '13'), (13, 'opt2', '26'), (14, 'opt0', '0'), (14, 'opt1', '14'), (14, 'opt2', '28'), (15, 'opt0', '0'), (15, 'opt1', '15'), (15, 'opt2', '30'), (16, 'opt0', '0'), (16, 'opt1', '16'), (16, 'opt2', '32'), (17, 'opt0', '0'), (17, 'opt1', '17'), (17, 'opt2', '34'), (18, 'opt0', '0'), (18, 'opt1', '18'), (18, 'opt2', '36'), (19, 'opt0', '0'), (19, 'opt1', '19'), (19, 'opt2', '38'), (20, 'opt0', '0'), (20, 'opt1', '20'), (20, 'opt2', '40'), (21, 'opt0', '0'), (21, 'opt1', '21'), (21, 'opt2', '42'), (22, 'opt0', '0'), (22, 'opt1', '22'), (22, 'opt2', '44'), (23, 'opt0', '0'), (23, 'opt1', '23'), (23, 'opt2', '46'), (24, 'opt0', '0'), (24, 'opt1', '24'), (24, 'opt2', '48'), (25, 'opt0', '0'), (25, 'opt1', '25'), (25, 'opt2', '50'), (26, 'opt0', '0'), (26, 'opt1', '26'), (26, 'opt2', '52'), (27, 'opt0', '0'), (27, 'opt1', '27'), (27, 'opt2', '54'), (28, 'opt0', '0'), (28, 'opt1', '28'), (28, 'opt2', '56'), (29, 'opt0', '0'), (29, 'opt1', '29'), (29, 'opt2', '58'), (30, 'opt0', '0'), (30, 'opt1', '30'), (30, 'opt2', '60'), (31, 'opt0', '0'), (31, 'opt1', '31'), (31, 'opt2', '62'), (32, 'opt0', '0'), (32, 'opt1', '32'), (32, 'opt2', '64'), (33, 'opt0', '0'), (33, 'opt1', '33'), (33, 'opt2', '66'), (34, 'opt0', '0'), (34, 'opt1', '34'), (34, 'opt2', '68'), (35, 'opt0', '0'), (35, 'opt1', '35'), (35, 'opt2', '70'), (36, 'opt0', '0'), (36, 'opt1', '36'), (36, 'opt2', '72'), (37, 'opt0', '0'), (37, 'opt1', '37'), (37, 'opt2', '74'), (38, 'opt0', '0'), (38, 'opt1', '38'), (38, 'opt2', '76'), (39, 'opt0', '0'), (39, 'opt1', '39'), (39, 'opt2', '78'), (40, 'opt0', '0'), (40, 'opt1', '40'), (40, 'opt2', '80');
INSERT INTO poller_item VALUES (1, 0, 'traffic_in', '/rra/1.rrd', NULL), (2, 0, 'traffic_out', '/rra/2.rrd', NULL), (3, 0, 'traffic_in', '/rra/3.rrd', NULL), (4, 0, 'traffic_out', '/rra/4.rrd', NULL), (5, 0, 'traffic_in', '/rra/5.rrd', NULL), (6, 0, 'traffic_out', '/rra/6.rrd', NULL), (7, 0, 'traffic_in', '/rra/7.rrd', NULL), (8, 0, 'traffic_out', '/rra/8.rrd', NULL), (9, 0, 'traffic_in', '/rra/9.rrd', NULL), (10, 0, 'traffic_out', '/rra/10.rrd', NULL), (11, 0, 'traffic_in', '/rra/11.rrd', NULL), (12, 0, 'traffic_out', '/rra/12.rrd', NULL), (13, 0, 'traffic_in', '/rra/13.rrd', NULL), (14, 0, 'traffic_out', '/rra/14.rrd', NULL), (15, 0, 'traffic_in', '/rra/15.rrd', NULL), (16, 0, 'traffic_out', '/rra/16.rrd', NULL), (17, 0, 'traffic_in', '/rra/17.rrd', NULL), (18, 0, 'traffic_out', '/rra/18.rrd', NULL), (19, 0, 'traffic_in', '/rra/19.rrd', NULL), (20, 0, 'traffic_out', '/rra/20.rrd', NULL), (21, 0, 'traffic_in', '/rra/21.rrd', NULL), (22, 0, 'traffic_out', '/rra/22.rrd', NULL), (23, 0, 'traffic_in', '/rra/23.rrd', NULL), (24, 0, 'traffic_out', '/rra/24.rrd', NULL), (25, 0, 'traffic_in', '/rra/25.rrd', NULL), (26, 0, 'traffic_out', '/rra/26.rrd', NULL), (27, 0, 'traffic_in', '/rra/27.rrd', NULL), (28, 0, 'traffic_out', '/rra/28.rrd', NULL), (29, 0, 'traffic_in', '/rra/29.rrd', NULL), (30, 0, 'traffic_out', '/rra/30.rrd', NULL), (31, 0, 'traffic_in', '/rra/31.rrd', NULL), (32, 0, 'traffic_out', '/rra/32.rrd', NULL), (33, 0, 'traffic_in', '/rra/33.rrd', NULL), (34, 0, 'traffic_out', '/rra/34.rrd', NULL), (35, 0, 'traffic_in', '/rra/35.rrd', NULL), (36, 0, 'traffic_out', '/rra/36.rrd', NULL), (37, 0, 'traffic_in', '/rra/37.rrd', NULL), (38, 0, 'traffic_out', '/rra/38.rrd', NULL), (39, 0, 'traffic_in', '/rra/39.rrd', NULL), (40, 0, 'traffic_out', '/rra/40.rrd', NULL), (41, 0, 'traffic_in', '/rra/41.rrd', NULL), (42, 0, 'traffic_out', '/rra/42.rrd', NULL), (43, 0, 'traffic_in', '/rra/43.rrd', NULL), (44, 0, 'traffic_out', '/rra/44.rrd', NULL), (45, 0, 'traffic_in', '/rra/45.rrd', NULL), (46, 0, 'traffic_out', '/rra/46.rrd', NULL), (47, 0, 'traffic_in', '/rra/47.rrd', NULL), (48, 0, 'traffic_out', '/rra/48.rrd', NULL), (49, 0, 'traffic_in', '/rra/49.rrd', NULL), (50, 0, 'traffic_out', '/rra/50.rrd', NULL), (51, 0, 'traffic_in', '/rra/51.rrd', NULL), (52, 0, 'traffic_out', '/rra/52.rrd', NULL), (53, 0, 'traffic_in', '/rra/53.rrd', NULL), (54, 0, 'traffic_out', '/rra/54.rrd', NULL), (55, 0, 'traffic_in', '/rra/55.rrd', NULL), (56, 0, 'traffic_out', '/rra/56.rrd', NULL), (57, 0, 'traffic_in', '/rra/57.rrd', NULL), (58, 0, 'traffic_out', '/rra/58.rrd', NULL), (59, 0, 'traffic_in', '/rra/59.rrd', NULL), (60, 0, 'traffic_out', '/rra/60.rrd', NULL), (61, 0, 'traffic_in', '/rra/61.rrd', NULL), (62, 0, 'traffic_out', '/rra/62.rrd', NULL), (63, 0, 'traffic_in', '/rra/63.rrd', NULL), (64, 0, 'traffic_out', '/rra/64.rrd', NULL), (65, 0, 'traffic_in', '/rra/65.rrd', NULL), (66, 0, 'traffic_out', '/rra/66.rrd', NULL), (67, 0, 'traffic_in', '/rra/67.rrd', NULL), (68, 0, 'traffic_out', '/rra/68.rrd', NULL), (69, 0, 'traffic_in', '/rra/69.rrd', NULL), (70, 0, 'traffic_out', '/rra/70.rrd', NULL), (71, 0, 'traffic_in', '/rra/71.rrd', NULL), (72, 0, 'traffic_out', '/rra/72.rrd', NULL), (73, 0, 'traffic_in', '/rra/73.rrd', NULL), (74, 0, 'traffic_out', '/rra/74.rrd', NULL), (75, 0, 'traffic_in', '/rra/75.rrd', NULL), (76, 0, 'traffic_out', '/rra/76.rrd', NULL), (77, 0, 'traffic_in', '/rra/77.rrd', NULL), (78, 0, 'traffic_out', '/rra/78.rrd', NULL), (79, 0, 'traffic_in', '/rra/79.rrd', NULL), (80, 0, 'traffic_out', '/rra/80.rrd', NULL), (81, 0, 'traffic_in', '/rra/81.rrd', NULL), (82, 0, 'traffic_out', '/rra/82.rrd', NULL), (83, 0, 'traffic_in', '/rra/83.rrd', NULL), (84, 0, 'traffic_out', '/rra/84.rrd', NULL), (85, 0, 'traffic_in', '/rra/85.rrd', NULL), (86, 0, 'traffic_out', '/rra/86.rrd', NULL), (87, 0, 'traffic_in', '/rra/87.rrd', NULL), (88, 0, 'traffic_out', '/rra/88.rrd', NULL), (89, 0, 'traffic_in', '/rra/89.rrd', NULL), (90, 0, 'traffic_out', '/rra/90.rrd', NULL), (91, 0, 'traffic_in', '/rra/91.rrd', NULL), (92, 0, 'traffic_out', '/rra/92.rrd', NULL), (93, 0, 'traffic_in', '/rra/93.rrd', NULL), (94, 0, 'traffic_out', '/rra/94.rrd', NULL), (95, 0, 'traffic_in', '/rra/95.rrd', NULL), (96, 0, 'traffic_out', '/rra/96.rrd', NULL), (97, 0, 'traffic_in', '/rra/97.rrd', NULL), (98, 0, 'traffic_out', '/rra/98.rrd', NULL), (99, 0, 'traffic_in', '/rra/99.rrd', NULL), (100, 0, 'traffic_out', '/rra/100.rrd', NULL);
INSERT INTO operator (id, username, full_name) VALUES (1, 'admin', 'Administrator'), (2, 'guest', 'Gäste'), (3, 'o3', 'Ö');
INSERT INTO option_value VALUES ('opt_1', '1'), ('opt_2', '2'), ('opt_3', '3'), ('opt_4', '4'), ('opt_5', '5'), ('opt_6', '6'), ('opt_7', '7'), ('opt_8', '8'), ('opt_9', '9'), ('opt_10', '10'), ('opt_11', '11'), ('opt_12', '12'), ('opt_13', '13'), ('opt_14', '14'), ('opt_15', '15'), ('opt_16', '16'), ('opt_17', '17'), ('opt_18', '18'), ('opt_19', '19'), ('opt_20', '20'), ('opt_21', '21'), ('opt_22', '22'), ('opt_23', '23'), ('opt_24', '24'), ('opt_25', '25'), ('opt_26', '26'), ('opt_27', '27'), ('opt_28', '28'), ('opt_29', '29'), ('opt_30', '30'), ('opt_31', '31'), ('opt_32', '32'), ('opt_33', '33'), ('opt_34', '34'), ('opt_35', '35'), ('opt_36', '36'), ('opt_37', '37'), ('opt_38', '38'), ('opt_39', '39'), ('opt_40', '40');
INSERT INTO poller_time (id, pid, start_time) VALUES (1, 100, '2005-05-05 05:05:05'), (2, 101, '0000-00-00 00:00:00');

-- upgrade
ALTER TABLE `host` ADD snmp_version TINYINT(1) UNSIGNED NOT NULL DEFAULT '1';
ALTER TABLE host ADD COLUMN snmp_user VARCHAR(50) NULL AFTER port;
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 3 = 1;
ALTER TABLE host ADD snmp_pass VARCHAR(50) DEFAULT NULL AFTER snmp_user;
INSERT INTO host (description, hostname) VALUES ('new 2', 'h2.example.net');
ALTER TABLE `host` ADD snmp_proto CHAR(5) DEFAULT '';
ALTER TABLE host ADD snmp_priv VARCHAR(200) DEFAULT '' AFTER snmp_pass;
ALTER TABLE host ADD COLUMN snmp_context VARCHAR(64) DEFAULT '' AFTER snmp_priv;
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 2 = 1;
ALTER TABLE `host` ADD ping_method SMALLINT(2) DEFAULT '0';
ALTER TABLE host ADD COLUMN ping_port INT(12) UNSIGNED DEFAULT '0' AFTER snmp_context;
ALTER TABLE host ADD ping_timeout INT(12) UNSIGNED DEFAULT '500' AFTER ping_port;
INSERT INTO host (description, hostname) VALUES ('new 8', 'h8.example.net');
ALTER TABLE `host` ADD ping_retries INT(12) UNSIGNED DEFAULT "2";
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 6 = 1;
ALTER TABLE host ADD max_oids INT(12) UNSIGNED DEFAULT 10 AFTER ping_timeout;
ALTER TABLE host ADD COLUMN device_threads TINYINT(2) UNSIGNED NOT NULL DEFAULT '1' AFTER max_oids;
ALTER TABLE `host` ADD status_event MEDIUMINT(8) UNSIGNED NOT NULL DEFAULT '0';
ALTER TABLE host ADD COLUMN rec_date DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00' AFTER device_threads;
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 5 = 1;
ALTER TABLE host ADD last_error VARCHAR(255) DEFAULT '' AFTER rec_date;
INSERT INTO host (description, hostname) VALUES ('new 14', 'h14.example.net');
ALTER TABLE `host` ADD max_time DECIMAL(10,5) DEFAULT '0.00000';
ALTER TABLE host ADD cur_time DECIMAL(10,5) DEFAULT 0 AFTER last_error;
ALTER TABLE host ADD COLUMN avg_time DECIMAL(10,5) DEFAULT .5 AFTER cur_time;
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 4 = 1;
ALTER TABLE `host` ADD polls INT(12) UNSIGNED DEFAULT 0x0;
ALTER TABLE host ADD COLUMN failed_polls BIGINT UNSIGNED NOT NULL DEFAULT '18446744073709551615' AFTER avg_time;
ALTER TABLE host ADD deleted CHAR(2) NOT NULL DEFAULT '' AFTER failed_polls;
INSERT INTO host (description, hostname) VALUES ('new 20', 'h20.example.net');
ALTER TABLE `host` ADD notes TEXT;
UPDATE host SET status = 1, timeout = timeout + 1 WHERE id % 3 = 1;
ALTER TABLE host ADD site SMALLINT NOT NULL DEFAULT -7 AFTER deleted;
ALTER TABLE host ADD COLUMN seen TIMESTAMP NOT NULL DEFAULT '2006-02-03 04:05:06' AFTER site;
ALTER TABLE `host` ADD weight FLOAT NOT NULL DEFAULT 1.25;
ALTER TABLE host DROP COLUMN snmp_pass, DROP polls;
ALTER TABLE host CHANGE snmp_user snmp_username VARCHAR(50) NULL, CHANGE COLUMN community snmp_community VARCHAR(100) DEFAULT NULL;
UPDATE host SET snmp_username = 'u', snmp_community = 'private' WHERE id < 10;
ALTER TABLE host ADD INDEX disabled (disabled), ADD INDEX (status);
ALTER TABLE host MODIFY disabled CHAR(2) NOT NULL DEFAULT '';
ALTER TABLE host MODIFY hostname VARCHAR(100) DEFAULT NULL;
ALTER TABLE host ADD COLUMN polls INT NOT NULL DEFAULT 1;
UPDATE host SET polls = 12;
ALTER TABLE host MODIFY polls BIGINT NOT NULL DEFAULT 0;
INSERT INTO option_value VALUES ('new_1', '1') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_2', 'r2');
INSERT INTO option_value VALUES ('new_3', '3') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_4', 'r4');
INSERT INTO option_value VALUES ('new_5', '5') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_6', 'r6');
INSERT INTO option_value VALUES ('new_7', '7') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_8', 'r8');
INSERT INTO option_value VALUES ('new_9', '9') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_10', 'r10');
ALTER TABLE option_value MODIFY value VARCHAR(512) NOT NULL DEFAULT '';
INSERT INTO option_value VALUES ('new_11', '11') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_12', 'r12');
INSERT INTO option_value VALUES ('new_13', '13') ON DUPLICATE KEY UPDATE value = VALUES(value);
DELETE FROM option_value WHERE name = 'opt_13';
REPLACE INTO option_value (name, value) VALUES ('opt_14', 'r14');
INSERT INTO option_value VALUES ('new_15', '15') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_16', 'r16');
INSERT INTO option_value VALUES ('new_17', '17') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_18', 'r18');
INSERT INTO option_value VALUES ('new_19', '19') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_20', 'r20');
ALTER TABLE option_value MODIFY COLUMN value VARCHAR(1024) NOT NULL DEFAULT '';
INSERT INTO option_value VALUES ('new_21', '21') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_22', 'r22');
INSERT INTO option_value VALUES ('new_23', '23') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_24', 'r24');
INSERT INTO option_value VALUES ('new_25', '25') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_26', 'r26');
DELETE FROM option_value WHERE name = 'opt_26';
INSERT INTO option_value VALUES ('new_27', '27') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_28', 'r28');
INSERT INTO option_value VALUES ('new_29', '29') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_30', 'r30');
ALTER TABLE option_value MODIFY name VARCHAR(75) NOT NULL;
INSERT INTO option_value VALUES ('new_31', '31') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_32', 'r32');
INSERT INTO option_value VALUES ('new_33', '33') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_34', 'r34');
INSERT INTO option_value VALUES ('new_35', '35') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_36', 'r36');
INSERT INTO option_value VALUES ('new_37', '37') ON DUPLICATE KEY UPDATE value = VALUES(value);
REPLACE INTO option_value (name, value) VALUES ('opt_38', 'r38');
INSERT INTO option_value VALUES ('new_39', '39') ON DUPLICATE KEY UPDATE value = VALUES(value);
DELETE FROM option_value WHERE name = 'opt_39';
REPLACE INTO option_value (name, value) VALUES ('opt_40', 'r40');
ALTER TABLE option_value ENGINE=InnoDB;
ALTER TABLE graph_item ADD COLUMN width_line DECIMAL(4,2) DEFAULT '0';
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 1;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 1;
ALTER TABLE graph_item ADD COLUMN dashes VARCHAR(20) DEFAULT NULL AFTER color;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 2;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 2;
ALTER TABLE graph_item ADD COLUMN dash_offset MEDIUMINT(4) DEFAULT NULL;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 3;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 3;
ALTER TABLE graph_item ADD COLUMN alpha CHAR(2) DEFAULT 'FF' AFTER color;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 4;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 4;
ALTER TABLE graph_item ADD COLUMN shift CHAR(2) DEFAULT NULL;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 5;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 5;
ALTER TABLE graph_item ADD COLUMN textalign VARCHAR(10) DEFAULT NULL AFTER color;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 6;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 6;
ALTER TABLE graph_item ADD COLUMN vdef INT UNSIGNED NOT NULL DEFAULT 0;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 7;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 7;
ALTER TABLE graph_item ADD COLUMN gprint INT NOT NULL DEFAULT '2' AFTER color;
UPDATE graph_item SET sequence = sequence + 1 WHERE graph_id = 8;
INSERT INTO graph_item (graph_id, sequence, text_format) SELECT graph_id, sequence + 100, 'Max:' FROM graph_item WHERE id = 8;
ALTER TABLE graph_item ADD INDEX (graph_id), ADD KEY by_sequence (sequence);
ALTER TABLE graph_item DROP INDEX graph_id;
DELETE FROM graph_item WHERE sequence > 100 AND graph_id < 4;
ALTER TABLE graph_item MODIFY text_format TEXT;
ALTER TABLE graph_item CHANGE id id BIGINT(20) UNSIGNED NOT NULL AUTO_INCREMENT;
INSERT INTO graph_item (graph_id) VALUES (7);
ALTER TABLE graph ADD width MEDIUMINT(8) NOT NULL DEFAULT '0';
UPDATE graph SET height = height + 0 WHERE id % 3 = 0;
ALTER TABLE graph ADD t_title CHAR(2) DEFAULT '0';
UPDATE graph SET height = height + 1 WHERE id % 3 = 1;
ALTER TABLE graph ADD slope CHAR(2) DEFAULT NULL;
UPDATE graph SET height = height + 2 WHERE id % 3 = 2;
ALTER TABLE graph ADD right_axis VARCHAR(20) DEFAULT NULL;
UPDATE graph SET height = height + 3 WHERE id % 3 = 0;
ALTER TABLE graph ADD tab_width VARCHAR(20) DEFAULT "30";
UPDATE graph SET height = height + 4 WHERE id % 3 = 1;
ALTER TABLE graph ADD dynamic CHAR(2) DEFAULT 'on';
UPDATE graph SET height = height + 5 WHERE id % 3 = 2;
ALTER TABLE graph ADD legend_position VARCHAR(10) DEFAULT NULL;
UPDATE graph SET height = height + 6 WHERE id % 3 = 0;
ALTER TABLE graph ADD ratio DOUBLE NOT NULL DEFAULT -2.5e-3;
UPDATE graph SET height = height + 7 WHERE id % 3 = 1;
ALTER TABLE graph DROP KEY host_id, ADD UNIQUE INDEX hash_id (hash, id);
ALTER TABLE graph DROP INDEX hash_id;
ALTER TABLE graph ALTER t_auto_scale SET DEFAULT 'on';
ALTER TABLE graph ENGINE=InnoDB, ROW_FORMAT=DYNAMIC;
ALTER TABLE graph CONVERT TO CHARACTER SET utf8;
INSERT INTO graph (hash, host_id, title) SELECT MD5(id), id, CONCAT('Ping – ', description) FROM host;
DELETE FROM graph WHERE id BETWEEN 30 AND 35;
ALTER TABLE graph CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE poller_item_tmp LIKE poller_item;
INSERT IGNORE INTO poller_item_tmp SELECT * FROM poller_item;
DROP TABLE poller_item;
CREATE TABLE poller_item LIKE poller_item_tmp;
INSERT INTO poller_item SELECT * FROM poller_item_tmp WHERE data_id % 2 = 0;
ALTER TABLE poller_item ADD rrd_num SMALLINT NOT NULL DEFAULT '1', ADD INDEX (action);
DROP TABLE poller_item_tmp;
UPDATE poller_item SET rrd_num = 2 WHERE data_id < 50;
ALTER TABLE poller_item ADD present TINYINT NOT NULL DEFAULT '1' AFTER action, ADD last_updated TIMESTAMP NULL DEFAULT NULL;
TRUNCATE TABLE poller_time;
INSERT INTO poller_time (pid, start_time, end_time) VALUES (1, '2006-01-01 00:00:00', '0000-00-00 00:00:00');
ALTER TABLE poller_time ADD poller_id INT NOT NULL DEFAULT 1;
TRUNCATE poller_time;
INSERT INTO poller_time (pid) VALUES (5), (6);
ALTER TABLE poller_time ENGINE=InnoDB;
ALTER TABLE operator MODIFY password VARCHAR(2048) NOT NULL DEFAULT '0', MODIFY realm MEDIUMINT(8) NOT NULL DEFAULT 0;
ALTER TABLE operator ADD enabled CHAR(2) NOT NULL DEFAULT 'on', ADD lastchange INT(12) NOT NULL DEFAULT '-1', ADD locked VARCHAR(3) NOT NULL DEFAULT '';
UPDATE operator SET password = MD5('x'), enabled = '' WHERE id = 2;
ALTER TABLE operator DROP INDEX username, ADD INDEX username (username), ADD INDEX realm (realm);
ALTER TABLE operator CHANGE policy policy ENUM('allow','deny','inherit') NOT NULL DEFAULT 'inherit';
INSERT INTO operator (username) VALUES ('late');
ALTER TABLE operator CHANGE policy policy ENUM('allow','refuse','inherit') NOT NULL DEFAULT 'inherit';
UPDATE operator SET policy = 'refuse' WHERE id = 3;
ALTER TABLE operator CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE host ENGINE=InnoDB;
ALTER TABLE graph_item ENGINE=InnoDB;
ALTER TABLE host_option ENGINE=InnoDB;
ALTER TABLE poller_item ENGINE=InnoDB;
ALTER TABLE operator ENGINE=InnoDB;
REPLACE INTO host_option (host_id, name, value) VALUES (1, 'opt1', 'w1');
REPLACE INTO host_option (host_id, name, value) VALUES (2, 'opt2', 'w2');
REPLACE INTO host_option (host_id, name, value) VALUES (3, 'opt0', 'w3');
REPLACE INTO host_option (host_id, name, value) VALUES (4, 'opt1', 'w4');
REPLACE INTO host_option (host_id, name, value) VALUES (5, 'opt2', 'w5');
DELETE FROM host_option WHERE host_id = 6;
REPLACE INTO host_option (host_id, name, value) VALUES (6, 'opt0', 'w6');
ALTER TABLE host_option ADD h6 VARCHAR(6) NOT NULL DEFAULT '6';
REPLACE INTO host_option (host_id, name, value) VALUES (7, 'opt1', 'w7');
REPLACE INTO host_option (host_id, name, value) VALUES (8, 'opt2', 'w8');
REPLACE INTO host_option (host_id, name, value) VALUES (9, 'opt0', 'w9');
REPLACE INTO host_option (host_id, name, value) VALUES (10, 'opt1', 'w10');
DELETE FROM host_option WHERE host_id = 11;
REPLACE INTO host_option (host_id, name, value) VALUES (11, 'opt2', 'w11');
REPLACE INTO host_option (host_id, name, value) VALUES (12, 'opt0', 'w12');
ALTER TABLE host_option ADD h12 VARCHAR(12) NOT NULL DEFAULT '12';
ALTER TABLE host_option CHANGE h6 g6 VARCHAR(100) NULL;
REPLACE INTO host_option (host_id, name, value) VALUES (13, 'opt1', 'w13');
REPLACE INTO host_option (host_id, name, value) VALUES (14, 'opt2', 'w14');
REPLACE INTO host_option (host_id, name, value) VALUES (15, 'opt0', 'w15');
DELETE FROM host_option WHERE host_id = 16;
REPLACE INTO host_option (host_id, name, value) VALUES (16, 'opt1', 'w16');
REPLACE INTO host_option (host_id, name, value) VALUES (17, 'opt2', 'w17');
REPLACE INTO host_option (host_id, name, value) VALUES (18, 'opt0', 'w18');
ALTER TABLE host_option ADD h18 VARCHAR(18) NOT NULL DEFAULT '18';
REPLACE INTO host_option (host_id, name, value) VALUES (19, 'opt1', 'w19');
REPLACE INTO host_option (host_id, name, value) VALUES (20, 'opt2', 'w20');
DELETE FROM host_option WHERE host_id = 21;
REPLACE INTO host_option (host_id, name, value) VALUES (21, 'opt0', 'w21');
REPLACE INTO host_option (host_id, name, value) VALUES (22, 'opt1', 'w22');
REPLACE INTO host_option (host_id, name, value) VALUES (23, 'opt2', 'w23');
REPLACE INTO host_option (host_id, name, value) VALUES (24, 'opt0', 'w24');
ALTER TABLE host_option ADD h24 VARCHAR(24) NOT NULL DEFAULT '24';
ALTER TABLE host_option CHANGE h18 g18 VARCHAR(100) NULL;
REPLACE INTO host_option (host_id, name, value) VALUES (25, 'opt1', 'w25');
DELETE FROM host_option WHERE host_id = 26;
REPLACE INTO host_option (host_id, name, value) VALUES (26, 'opt2', 'w26');
REPLACE INTO host_option (host_id, name, value) VALUES (27, 'opt0', 'w27');
REPLACE INTO host_option (host_id, name, value) VALUES (28, 'opt1', 'w28');
REPLACE INTO host_option (host_id, name, value) VALUES (29, 'opt2', 'w29');
REPLACE INTO host_option (host_id, name, value) VALUES (30, 'opt0', 'w30');
ALTER TABLE host_option ADD h30 VARCHAR(30) NOT NULL DEFAULT '30';
DELETE FROM host_option WHERE host_id = 31;
ALTER TABLE host_option DROP PRIMARY KEY, ADD PRIMARY KEY USING BTREE (host_id, name);
ALTER TABLE host_option CONVERT TO CHARACTER SET utf8;
ALTER TABLE host_option MODIFY name VARCHAR(100) NOT NULL DEFAULT '';
ALTER TABLE host CONVERT TO CHARACTER SET utf8;
ALTER TABLE host CONVERT TO CHARACTER SET utf8mb4;
UPDATE host SET description = CONCAT('☁ ', description) WHERE id < 20;

-- afterwards
UPDATE host SET status = 9 WHERE id = 1;
UPDATE graph SET height = 9 WHERE id = 1;
DELETE FROM graph_item WHERE id = 1;
UPDATE host_option SET value = 'z' WHERE host_id = 1;
UPDATE poller_item SET arg1 = 'z' WHERE data_id = 2;
UPDATE operator SET realm = 2 WHERE id = 1;
UPDATE option_value SET value = 'z' WHERE name = 'opt_1';
INSERT INTO poller_time (pid) VALUES (7);
