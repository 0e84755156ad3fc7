-- A forum: texts in latin1 that become UTF-8, and a structure that each small version adds to.
-- read anew: member, note, word
-- sql_mode: 
-- tables:
--   {source: member}
--   {source: board}
--   {source: topic}
--   {source: post}
--   {source: note, zero-dates: {sent: nullable, recent: nullable, due: nullable}}
--   {source: config}
--   {source: word}

CREATE TABLE member (
  id mediumint(8) unsigned NOT NULL auto_increment,
  nick varchar(25) NOT NULL default '',
  passcode varchar(32) NOT NULL default '',
  mail varchar(255) default NULL,
  registered int(11) NOT NULL default '0',
  posts mediumint(8) unsigned NOT NULL default '0',
  level tinyint(4) default '0',
  style tinyint(4) default NULL,
  language varchar(255) default NULL,
  dateformat varchar(14) NOT NULL default 'd M Y H:i',
  birthday date NOT NULL default '1970-01-01',
  signature text,
  PRIMARY KEY (id),
  UNIQUE KEY nick (nick)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE board (
  id smallint(5) unsigned NOT NULL auto_increment,
  category_id mediumint(8) unsigned NOT NULL default '0',
  name varchar(150) default NULL,
  description text,
  status tinyint(4) NOT NULL default '0',
  position mediumint(8) unsigned NOT NULL default '1',
  who_reads enum('all','members') NOT NULL default 'all',
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE topic (
  id mediumint(8) unsigned NOT NULL auto_increment,
  board_id smallint(8) unsigned NOT NULL default '0',
  title char(60) NOT NULL default '',
  starter mediumint(8) NOT NULL default '0',
  begun int(11) NOT NULL default '0',
  views mediumint(8) unsigned NOT NULL default '0',
  sticky enum('n','y') NOT NULL default 'n',
  PRIMARY KEY (id),
  KEY board_id (board_id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE post (
  id mediumint(8) unsigned NOT NULL auto_increment,
  topic_id mediumint(8) unsigned NOT NULL default '0',
  author mediumint(8) NOT NULL default '0',
  written int(11) NOT NULL default '0',
  ip char(8) NOT NULL default '',
  body text,
  PRIMARY KEY (id),
  KEY topic_id (topic_id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE note (
  id mediumint(8) unsigned NOT NULL auto_increment,
  kind tinyint(4) NOT NULL default '0',
  subject varchar(255) NOT NULL default '0',
  sender mediumint(8) NOT NULL default '0',
  receiver mediumint(8) NOT NULL default '0',
  sent datetime NOT NULL default '0000-00-00 00:00:00',
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE config (config_name varchar(255) NOT NULL, config_value varchar(255) NOT NULL, PRIMARY KEY (config_name)) ENGINE=MyISAM DEFAULT CHARSET=utf8;
CREATE TABLE word (word varchar(50) NOT NULL default '', word_id mediumint(8) unsigned NOT NULL, common tinyint(1) unsigned NOT NULL default '0', PRIMARY KEY (word_id), UNIQUE KEY word (word)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
CREATE TABLE ban (id int NOT NULL auto_increment, mask varchar(255), PRIMARY KEY (id)) ENGINE=MyISAM DEFAULT CHARSET=latin1;
INSERT INTO member (id, nick, passcode, mail, registered, posts, language, signature) VALUES (1, 'user1', MD5('1'), 'u1@example.org', 1000000001, 1, 'français', 'Grüße – 1'), (2, 'user2', MD5('2'), 'u2@example.org', 1000000002, 2, 'français', 'Grüße – 2'), (3, 'user3', MD5('3'), 'u3@example.org', 1000000003, 3, 'français', 'Grüße – 3'), (4, 'user4', MD5('4'), 'u4@example.org', 1000000004, 4, 'français', 'Grüße – 4'), (5, 'user5', MD5('5'), 'u5@example.org', 1000000005, 5, 'français', 'Grüße – 5'), (6, 'user6', MD5('6'), 'u6@example.org', 1000000006, 6, 'français', 'Grüße – 6'), (7, 'user7', MD5('7'), 'u7@example.org', 1000000007, 7, 'français', 'Grüße – 7'), (8, 'user8', MD5('8'), 'u8@example.org', 1000000008, 8, 'français', 'Grüße – 8'), (9, 'user9', MD5('9'), 'u9@example.org', 1000000009, 9, 'français', 'Grüße – 9'), (10, 'user10', MD5('10'), 'u10@example.org', 1000000010, 10, 'français', 'Grüße – 10'), (11, 'user11', MD5('11'), 'u11@example.org', 1000000011, 11, 'français', 'Grüße – 11'), (12, 'user12', MD5('12'), 'u12@example.org', 1000000012, 12, 'français', 'Grüße – 12'), (13, 'user13', MD5('13'), 'u13@example.org', 1000000013, 13, 'français', 'Grüße – 13'), (14, 'user14', MD5('14'), 'u14@example.org', 1000000014, 14, 'français', 'Grüße – 14'), (15, 'user15', MD5('15'), 'u15@example.org', 1000000015, 15, 'français', 'Grüße – 15'), (16, 'user16', MD5('16'), 'u16@example.org', 1000000016, 16, 'français', 'Grüße – 16'), (17, 'user17', MD5('17'), 'u17@example.org', 1000000017, 17, 'français', 'Grüße – 17'), (18, 'user18', MD5('18'), 'u18@example.org', 1000000018, 18, 'français', 'Grüße – 18'), (19, 'user19', MD5('19'), 'u19@example.org', 1000000019, 19, 'français', 'Grüße – 19'), (20, 'user20', MD5('20'), 'u20@example.org', 1000000020, 20, 'français', 'Grüße – 20'), (21, 'user21', MD5('21'), 'u21@example.org', 1000000021, 21, 'français', 'Grüße – 21'), (22, 'user22', MD5('22'), 'u22@example.org', 1000000022, 22, 'français', 'Grüße – 22'), (23, 'user23', MD5('23'), 'u23@example.org', 1000000023, 23, 'français', 'Grüße – 23'), (24, 'user24', MD5('24'), 'u24@example.org', 1000000024, 24, 'français', 'Grüße – 24'), (25, 'user25', MD5('25'), 'u25@example.org', 1000000025, 25, 'français', 'Grüße – 25'), (26, 'user26', MD5('26'), 'u26@example.org', 1000000026, 26, 'français', 'Grüße – 26'), (27, 'user27', MD5('27'), 'u27@example.org', 1000000027, 27, 'français', 'Grüße – 27'), (28, 'user28', MD5('28'), 'u28@example.org', 1000000028, 28, 'français', 'Grüße – 28'), (29, 'user29', MD5('29'), 'u29@example.org', 1000000029, 29, 'français', 'Grüße – 29'), (30, 'user30', MD5('30'), 'u30@example.org', 1000000030, 30, 'français', 'Grüße – 30'), (31, 'user31', MD5('31'), 'u31@example.org', 1000000031, 31, 'français', 'Grüße – 31'), (32, 'user32', MD5('32'), 'u32@example.org', 1000000032, 32, 'français', 'Grüße – 32'), (33, 'user33', MD5('33'), 'u33@example.org', 1000000033, 33, 'français', 'Grüße – 33'), (34, 'user34', MD5('34'), 'u34@example.org', 1000000034, 34, 'français', 'Grüße – 34'), (35, 'user35', MD5('35'), 'u35@example.org', 1000000035, 35, 'français', 'Grüße – 35'), (36, 'user36', MD5('36'), 'u36@example.org', 1000000036, 36, 'français', 'Grüße – 36'), (37, 'user37', MD5('37'), 'u37@example.org', 1000000037, 37, 'français', 'Grüße – 37'), (38, 'user38', MD5('38'), 'u38@example.org', 1000000038, 38, 'français', 'Grüße – 38'), (39, 'user39', MD5('39'), 'u39@example.org', 1000000039, 39, 'français', 'Grüße – 39'), (40, 'user40', MD5('40'), 'u40@example.org', 1000000040, 40, 'français', 'Grüße – 40'), (41, 'user41', MD5('41'), 'u41@example.org', 1000000041, 41, 'français', 'Grüße – 41'), (42, 'user42', MD5('42'), 'u42@example.org', 1000000042, 42, 'français', 'Grüße – 42'), (43, 'user43', MD5('43'), 'u43@example.org', 1000000043, 43, 'français', 'Grüße – 43'), (44, 'user44', MD5('44'), 'u44@example.org', 1000000044, 44, 'français', 'Grüße – 44'), (45, 'user45', MD5('45'), 'u45@example.org', 1000000045, 45, 'français', 'Grüße – 45'), (46, 'user46', MD5('46'), 'u46@example.org', 1000000046, 46, 'français', 'Grüße – 46'), (47, 'user47', MD5('47'), 'u47@example.org', 1000000047, 47, 'français', 'Grüße – 47'), (48, 'user48', MD5('48'), 'u48@example.org', 1000000048, 48, 'français', 'Grüße – 48'), (49, 'user49', MD5('49'), 'u49@example.org', 1000000049, 49, 'français', 'Grüße – 49'), (50, 'user50', MD5('50'), 'u50@example.org', 1000000050, 50, 'français', 'Grüße – 50');
INSERT INTO board (id, name, description, position) VALUES (1, 'Forum n°1', 'à propos', 1), (2, 'Forum n°2', 'à propos', 2), (3, 'Forum n°3', 'à propos', 3), (4, 'Forum n°4', 'à propos', 4), (5, 'Forum n°5', 'à propos', 5), (6, 'Forum n°6', 'à propos', 6), (7, 'Forum n°7', 'à propos', 7), (8, 'Forum n°8', 'à propos', 8), (9, 'Forum n°9', 'à propos', 9), (10, 'Forum n°10', 'à propos', 10);
INSERT INTO topic (id, board_id, title, starter, begun) VALUES (1, 2, 'Été 1', 2, 1000000001), (2, 3, 'Été 2', 3, 1000000002), (3, 4, 'Été 3', 4, 1000000003), (4, 5, 'Été 4', 5, 1000000004), (5, 6, 'Été 5', 6, 1000000005), (6, 7, 'Été 6', 7, 1000000006), (7, 8, 'Été 7', 8, 1000000007), (8, 9, 'Été 8', 9, 1000000008), (9, 10, 'Été 9', 10, 1000000009), (10, 1, 'Été 10', 11, 1000000010), (11, 2, 'Été 11', 12, 1000000011), (12, 3, 'Été 12', 13, 1000000012), (13, 4, 'Été 13', 14, 1000000013), (14, 5, 'Été 14', 15, 1000000014), (15, 6, 'Été 15', 16, 1000000015), (16, 7, 'Été 16', 17, 1000000016), (17, 8, 'Été 17', 18, 1000000017), (18, 9, 'Été 18', 19, 1000000018), (19, 10, 'Été 19', 20, 1000000019), (20, 1, 'Été 20', 21, 1000000020), (21, 2, 'Été 21', 22, 1000000021), (22, 3, 'Été 22', 23, 1000000022), (23, 4, 'Été 23', 24, 1000000023), (24, 5, 'Été 24', 25, 1000000024), (25, 6, 'Été 25', 26, 1000000025), (26, 7, 'Été 26', 27, 1000000026), (27, 8, 'Été 27', 28, 1000000027), (28, 9, 'Été 28', 29, 1000000028), (29, 10, 'Été 29', 30, 1000000029), (30, 1, 'Été 30', 31, 1000000030), (31, 2, 'Été 31', 32, 1000000031), (32, 3, 'Été 32', 33, 1000000032), (33, 4, 'Été 33', 34, 1000000033), (34, 5, 'Été 34', 35, 1000000034), (35, 6, 'Été 35', 36, 1000000035), (36, 7, 'Été 36', 37, 1000000036), (37, 8, 'Été 37', 38, 1000000037), (38, 9, 'Été 38', 39, 1000000038), (39, 10, 'Été 39', 40, 1000000039), (40, 1, 'Été 40', 41, 1000000040), (41, 2, 'Été 41', 42, 1000000041), (42, 3, 'Été 42', 43, 1000000042), (43, 4, 'Été 43', 44, 1000000043), (44, 5, 'Été 44', 45, 1000000044), (45, 6, 'Été 45', 46, 1000000045), (46, 7, 'Été 46', 47, 1000000046), (47, 8, 'Été 47', 48, 1000000047), (48, 9, 'Été 48', 49, 1000000048), (49, 10, 'Été 49', 50, 1000000049), (50, 1, 'Été 50', 1, 1000000050), (51, 2, 'Été 51', 2, 1000000051), (52, 3, 'Été 52', 3, 1000000052), (53, 4, 'Été 53', 4, 1000000053), (54, 5, 'Été 54', 5, 1000000054), (55, 6, 'Été 55', 6, 1000000055), (56, 7, 'Été 56', 7, 1000000056), (57, 8, 'Été 57', 8, 1000000057), (58, 9, 'Été 58', 9, 1000000058), (59, 10, 'Été 59', 10, 1000000059), (60, 1, 'Été 60', 11, 1000000060), (61, 2, 'Été 61', 12, 1000000061), (62, 3, 'Été 62', 13, 1000000062), (63, 4, 'Été 63', 14, 1000000063), (64, 5, 'Été 64', 15, 1000000064), (65, 6, 'Été 65', 16, 1000000065), (66, 7, 'Été 66', 17, 1000000066), (67, 8, 'Été 67', 18, 1000000067), (68, 9, 'Été 68', 19, 1000000068), (69, 10, 'Été 69', 20, 1000000069), (70, 1, 'Été 70', 21, 1000000070), (71, 2, 'Été 71', 22, 1000000071), (72, 3, 'Été 72', 23, 1000000072), (73, 4, 'Été 73', 24, 1000000073), (74, 5, 'Été 74', 25, 1000000074), (75, 6, 'Été 75', 26, 1000000075), (76, 7, 'Été 76', 27, 1000000076), (77, 8, 'Été 77', 28, 1000000077), (78, 9, 'Été 78', 29, 1000000078), (79, 10, 'Été 79', 30, 1000000079), (80, 1, 'Été 80', 31, 1000000080);
INSERT INTO post (id, topic_id, author, written, ip, body) VALUES (1, 2, 2, 1000000001, '7f000001', 'Ça va? <b>1</b>'), (2, 3, 3, 1000000002, '7f000002', 'Ça va? <b>2</b>'), (3, 4, 4, 1000000003, '7f000003', 'Ça va? <b>3</b>'), (4, 5, 5, 1000000004, '7f000004', 'Ça va? <b>4</b>'), (5, 6, 6, 1000000005, '7f000005', 'Ça va? <b>5</b>'), (6, 7, 7, 1000000006, '7f000006', 'Ça va? <b>6</b>'), (7, 8, 8, 1000000007, '7f000007', 'Ça va? <b>7</b>'), (8, 9, 9, 1000000008, '7f000008', 'Ça va? <b>8</b>'), (9, 10, 10, 1000000009, '7f000009', 'Ça va? <b>9</b>'), (10, 11, 11, 1000000010, '7f000000', 'Ça va? <b>10</b>'), (11, 12, 12, 1000000011, '7f000001', 'Ça va? <b>11</b>'), (12, 13, 13, 1000000012, '7f000002', 'Ça va? <b>12</b>'), (13, 14, 14, 1000000013, '7f000003', 'Ça va? <b>13</b>'), (14, 15, 15, 1000000014, '7f000004', 'Ça va? <b>14</b>'), (15, 16, 16, 1000000015, '7f000005', 'Ça va? <b>15</b>'), (16, 17, 17, 1000000016, '7f000006', 'Ça va? <b>16</b>'), (17, 18, 18, 1000000017, '7f000007', 'Ça va? <b>17</b>'), (18, 19, 19, 1000000018, '7f000008', 'Ça va? <b>18</b>'), (19, 20, 20, 1000000019, '7f000009', 'Ça va? <b>19</b>'), (20, 21, 21, 1000000020, '7f000000', 'Ça va? <b>20</b>'), (21, 22, 22, 1000000021, '7f000001', 'Ça va? <b>21</b>'), (22, 23, 23, 1000000022, '7f000002', 'Ça va? <b>22</b>'), (23, 24, 24, 1000000023, '7f000003', 'Ça va? <b>23</b>'), (24, 25, 25, 1000000024, '7f000004', 'Ça va? <b>24</b>'), (25, 26, 26, 1000000025, '7f000005', 'Ça va? <b>25</b>'), (26, 27, 27, 1000000026, '7f000006', 'Ça va? <b>26</b>'), (27, 28, 28, 1000000027, '7f000007', 'Ça va? <b>27</b>'), (28, 29, 29, 1000000028, '7f000008', 'Ça va? <b>28</b>'), (29, 30, 30, 1000000029, '7f000009', 'Ça va? <b>29</b>'), (30, 31, 31, 1000000030, '7f000000', 'Ça va? <b>30</b>'), (31, 32, 32, 1000000031, '7f000001', 'Ça va? <b>31</b>'), (32, 33, 33, 1000000032, '7f000002', 'Ça va? <b>32</b>'), (33, 34, 34, 1000000033, '7f000003', 'Ça va? <b>33</b>'), (34, 35, 35, 1000000034, '7f000004', 'Ça va? <b>34</b>'), (35, 36, 36, 1000000035, '7f000005', 'Ça va? <b>35</b>'), (36, 37, 37, 1000000036, '7f000006', 'Ça va? <b>36</b>'), (37, 38, 38, 1000000037, '7f000007', 'Ça va? <b>37</b>'), (38, 39, 39, 1000000038, '7f000008', 'Ça va? <b>38</b>'), (39, 40, 40, 1000000039, '7f000009', 'Ça va? <b>39</b>'), (40, 41, 41, 1000000040, '7f000000', 'Ça va? <b>40</b>'), (41, 42, 42, 1000000041, '7f000001', 'Ça va? <b>41</b>'), (42, 43, 43, 1000000042, '7f000002', 'Ça va? <b>42</b>'), (43, 44, 44, 1000000043, '7f000003', 'Ça va? <b>43</b>'), (44, 45, 45, 1000000044, '7f000004', 'Ça va? <b>44</b>'), (45, 46, 46, 1000000045, '7f000005', 'Ça va? <b>45</b>'), (46, 47, 47, 1000000046, '7f000006', 'Ça va? <b>46</b>'), (47, 48, 48, 1000000047, '7f000007', 'Ça va? <b>47</b>'), (48, 49, 49, 1000000048, '7f000008', 'Ça va? <b>48</b>'), (49, 50, 50, 1000000049, '7f000009', 'Ça va? <b>49</b>'), (50, 51, 1, 1000000050, '7f000000', 'Ça va? <b>50</b>'), (51, 52, 2, 1000000051, '7f000001', 'Ça va? <b>51</b>'), (52, 53, 3, 1000000052, '7f000002', 'Ça va? <b>52</b>'), (53, 54, 4, 1000000053, '7f000003', 'Ça va? <b>53</b>'), (54, 55, 5, 1000000054, '7f000004', 'Ça va? <b>54</b>'), (55, 56, 6, 1000000055, '7f000005', 'Ça va? <b>55</b>'), (56, 57, 7, 1000000056, '7f000006', 'Ça va? <b>56</b>'), (57, 58, 8, 1000000057, '7f000007', 'Ça va? <b>57</b>'), (58, 59, 9, 1000000058, '7f000008', 'Ça va? <b>58</b>'), (59, 60, 10, 1000000059, '7f000009', 'Ça va? <b>59</b>'), (60, 61, 11, 1000000060, '7f000000', 'Ça va? <b>60</b>'), (61, 62, 12, 1000000061, '7f000001', 'Ça va? <b>61</b>'), (62, 63, 13, 1000000062, '7f000002', 'Ça va? <b>62</b>'), (63, 64, 14, 1000000063, '7f000003', 'Ça va? <b>63</b>'), (64, 65, 15, 1000000064, '7f000004', 'Ça va? <b>64</b>'), (65, 66, 16, 1000000065, '7f000005', 'Ça va? <b>65</b>'), (66, 67, 17, 1000000066, '7f000006', 'Ça va? <b>66</b>'), (67, 68, 18, 1000000067, '7f000007', 'Ça va? <b>67</b>'), (68, 69, 19, 1000000068, '7f000008', 'Ça va? <b>68</b>'), (69, 70, 20, 1000000069, '7f000009', 'Ça va? <b>69</b>'), (70, 71, 21, 1000000070, '7f000000', 'Ça va? <b>70</b>'), (71, 72, 22, 1000000071, '7f000001', 'Ça va? <b>71</b>'), (72, 73, 23, 1000000072, '7f000002', 'Ça va? <b>72</b>'), (73, 74, 24, 1000000073, '7f000003', 'Ça va? <b>73</b>'), (74, 75, 25, 1000000074, '7f000004', 'Ça va? <b>74</b>'), (75, 76, 26, 1000000075, '7f000005', 'Ça va? <b>75</b>'), (76, 77, 27, 1000000076, '7f000006', 'Ça va? <b>76</b>'), (77, 78, 28, 1000000077, '7f000007', 'Ça va? <b>77</b>'), (78, 79, 29, 1000000078, '7f000008', 'Ça va? <b>78</b>'), (79, 80, 30, 1000000079, '7f000009', 'Ça va? <b>79</b>'), (80, 1, 31, 1000000080, '7f000000', 'Ça va? <b>80</b>'), (81, 2, 32, 1000000081, '7f000001', 'Ça va? <b>81</b>'), (82, 3, 33, 1000000082, '7f000002', 'Ça va? <b>82</b>'), (83, 4, 34, 1000000083, '7f000003', 'Ça va? <b>83</b>'), (84, 5, 35, 1000000084, '7f000004', 'Ça va? <b>84</b>'), (85, 6, 36, 1000000085, '7f000005', 'Ça va? <b>85</b>'), (86, 7, 37, 1000000086, '7f000006', 'Ça va? <b>86</b>'), (87, 8, 38, 1000000087, '7f000007', 'Ça va? <b>87</b>'), (88, 9, 39, 1000000088, '7f000008', 'Ça va? <b>88</b>'), (89, 10, 40, 1000000089, '7f000009', 'Ça va? <b>89</b>'), (90, 11, 41, 1000000090, '7f000000', 'Ça va? <b>90</b>'), (91, 12, 42, 1000000091, '7f000001', 'Ça va? <b>91</b>'), (92, 13, 43, 1000000092, '7f000002', 'Ça va? <b>92</b>'), (93, 14, 44, 1000000093, '7f000003', 'Ça va? <b>93</b>'), (94, 15, 45, 1000000094, '7f000004', 'Ça va? <b>94</b>'), (95, 16, 46, 1000000095, '7f000005', 'Ça va? <b>95</b>'), (96, 17, 47, 1000000096, '7f000006', 'Ça va? <b>96</b>'), (97, 18, 48, 1000000097, '7f000007', 'Ça va? <b>97</b>'), (98, 19, 49, 1000000098, '7f000008', 'Ça va? <b>98</b>'), (99, 20, 50, 1000000099, '7f000009', 'Ça va? <b>99</b>'), (100, 21, 1, 1000000100, '7f000000', 'Ça va? <b>100</b>'), (101, 22, 2, 1000000101, '7f000001', 'Ça va? <b>101</b>'), (102, 23, 3, 1000000102, '7f000002', 'Ça va? <b>102</b>'), (103, 24, 4, 1000000103, '7f000003', 'Ça va? <b>103</b>'), (104, 25, 5, 1000000104, '7f000004', 'Ça va? <b>104</b>'), (105, 26, 6, 1000000105, '7f000005', 'Ça va? <b>105</b>'), (106, 27, 7, 1000000106, '7f000006', 'Ça va? <b>106</b>'), (107, 28, 8, 1000000107, '7f000007', 'Ça va? <b>107</b>'), (108, 29, 9, 1000000108, '7f000008', 'Ça va? <b>108</b>'), (109, 30, 10, 1000000109, '7f000009', 'Ça va? <b>109</b>'), (110, 31, 11, 1000000110, '7f000000', 'Ça va? <b>110</b>'), (111, 32, 12, 1000000111, '7f000001', 'Ça va? <b>111</b>'), (112, 33, 13, 1000000112, '7f000002', 'Ça va? <b>112</b>'), (113, 34, 14, 1000000113, '7f000003', 'Ça va? <b>113</b>'), (114, 35, 15, 1000000114, '7f000004', 'Ça va? <b>114</b>'), (115, 36, 16, 1000000115, '7f000005', 'Ça va? <b>115</b>'), (116, 37, 17, 1000000116, '7f000006', 'Ça va? <b>116</b>'), (117, 38, 18, 1000000117, '7f000007', 'Ça va? <b>117</b>'), (118, 39, 19, 1000000118, '7f000008', 'Ça va? <b>118</b>'), (119, 40, 20, 1000000119, '7f000009', 'Ça va? <b>119</b>'), (120, 41, 21, 1000000120, '7f000000', 'Ça va? <b>120</b>'), (121, 42, 22, 1000000121, '7f000001', 'Ça va? <b>121</b>'), (122, 43, 23, 1000000122, '7f000002', 'Ça va? <b>122</b>'), (123, 44, 24, 1000000123, '7f000003', 'Ça va? <b>123</b>'), (124, 45, 25, 1000000124, '7f000004', 'Ça va? <b>124</b>'), (125, 46, 26, 1000000125, '7f000005', 'Ça va? <b>125</b>'), (126, 47, 27, 1000000126, '7f000006', 'Ça va? <b>126</b>'), (127, 48, 28, 1000000127, '7f000007', 'Ça va? <b>127</b>'), (128, 49, 29, 1000000128, '7f000008', 'Ça va? <b>128</b>'), (129, 50, 30, 1000000129, '7f000009', 'Ça va? <b>129</b>'), (130, 51, 31, 1000000130, '7f000000', 'Ça va? <b>130</b>'), (131, 52, 32, 1000000131, '7f000001', 'Ça va? <b>131</b>'), (132, 53, 33, 1000000132, '7f000002', 'Ça va? <b>132</b>'), (133, 54, 34, 1000000133, '7f000003', 'Ça va? <b>133</b>'), (134, 55, 35, 1000000134, '7f000004', 'Ça va? <b>134</b>'), (135, 56, 36, 1000000135, '7f000005', 'Ça va? <b>135</b>'), (136, 57, 37, 1000000136, '7f000006', 'Ça va? <b>136</b>'), (137, 58, 38, 1000000137, '7f000007', 'Ça va? <b>137</b>'), (138, 59, 39, 1000000138, '7f000008', 'Ça va? <b>138</b>'), (139, 60, 40, 1000000139, '7f000009', 'Ça va? <b>139</b>'), (140, 61, 41, 1000000140, '7f000000', 'Ça va? <b>140</b>'), (141, 62, 42, 1000000141, '7f000001', 'Ça va? <b>141</b>'), (142, 63, 43, 1000000142, '7f000002', 'Ça va? <b>142</b>'), (143, 64, 44, 1000000143, '7f000003', 'Ça va? <b>143</b>'), (144, 65, 45, 1000000144, '7f000004', 'Ça va? <b>144</b>'), (145, 66, 46, 1000000145, '7f000005', 'Ça va? <b>145</b>'), (146, 67, 47, 1000000146, '7f000006', 'Ça va? <b>146</b>'), (147, 68, 48, 1000000147, '7f000007', 'Ça va? <b>147</b>'), (148, 69, 49, 1000000148, '7f000008', 'Ça va? <b>148</b>'), (149, 70, 50, 1000000149, '7f000009', 'Ça va? <b>149</b>'), (150, 71, 1, 1000000150, '7f000000', 'Ça va? <b>150</b>'), (151, 72, 2, 1000000151, '7f000001', 'Ça va? <b>151</b>'), (152, 73, 3, 1000000152, '7f000002', 'Ça va? <b>152</b>'), (153, 74, 4, 1000000153, '7f000003', 'Ça va? <b>153</b>'), (154, 75, 5, 1000000154, '7f000004', 'Ça va? <b>154</b>'), (155, 76, 6, 1000000155, '7f000005', 'Ça va? <b>155</b>'), (156, 77, 7, 1000000156, '7f000006', 'Ça va? <b>156</b>'), (157, 78, 8, 1000000157, '7f000007', 'Ça va? <b>157</b>'), (158, 79, 9, 1000000158, '7f000008', 'Ça va? <b>158</b>'), (159, 80, 10, 1000000159, '7f000009', 'Ça va? <b>159</b>'), (160, 1, 11, 1000000160, '7f000000', 'Ça va? <b>160</b>'), (161, 2, 12, 1000000161, '7f000001', 'Ça va? <b>161</b>'), (162, 3, 13, 1000000162, '7f000002', 'Ça va? <b>162</b>'), (163, 4, 14, 1000000163, '7f000003', 'Ça va? <b>163</b>'), (164, 5, 15, 1000000164, '7f000004', 'Ça va? <b>164</b>'), (165, 6, 16, 1000000165, '7f000005', 'Ça va? <b>165</b>'), (166, 7, 17, 1000000166, '7f000006', 'Ça va? <b>166</b>'), (167, 8, 18, 1000000167, '7f000007', 'Ça va? <b>167</b>'), (168, 9, 19, 1000000168, '7f000008', 'Ça va? <b>168</b>'), (169, 10, 20, 1000000169, '7f000009', 'Ça va? <b>169</b>'), (170, 11, 21, 1000000170, '7f000000', 'Ça va? <b>170</b>'), (171, 12, 22, 1000000171, '7f000001', 'Ça va? <b>171</b>'), (172, 13, 23, 1000000172, '7f000002', 'Ça va? <b>172</b>'), (173, 14, 24, 1000000173, '7f000003', 'Ça va? <b>173</b>'), (174, 15, 25, 1000000174, '7f000004', 'Ça va? <b>174</b>'), (175, 16, 26, 1000000175, '7f000005', 'Ça va? <b>175</b>'), (176, 17, 27, 1000000176, '7f000006', 'Ça va? <b>176</b>'), (177, 18, 28, 1000000177, '7f000007', 'Ça va? <b>177</b>'), (178, 19, 29, 1000000178, '7f000008', 'Ça va? <b>178</b>'), (179, 20, 30, 1000000179, '7f000009', 'Ça va? <b>179</b>'), (180, 21, 31, 1000000180, '7f000000', 'Ça va? <b>180</b>'), (181, 22, 32, 1000000181, '7f000001', 'Ça va? <b>181</b>'), (182, 23, 33, 1000000182, '7f000002', 'Ça va? <b>182</b>'), (183, 24, 34, 1000000183, '7f000003', 'Ça va? <b>183</b>'), (184, 25, 35, 1000000184, '7f000004', 'Ça va? <b>184</b>'), (185, 26, 36, 1000000185, '7f000005', 'Ça va? <b>185</b>'), (186, 27, 37, 1000000186, '7f000006', 'Ça va? <b>186</b>'), (187, 28, 38, 1000000187, '7f000007', 'Ça va? <b>187</b>'), (188, 29, 39, 1000000188, '7f000008', 'Ça va? <b>188</b>'), (189, 30, 40, 1000000189, '7f000009', 'Ça va? <b>189</b>'), (190, 31, 41, 1000000190, '7f000000', 'Ça va? <b>190</b>'), (191, 32, 42, 1000000191, '7f000001', 'Ça va? <b>191</b>'), (192, 33, 43, 1000000192, '7f000002', 'Ça va? <b>192</b>'), (193, 34, 44, 1000000193, '7f000003', 'Ça va? <b>193</b>'), (194, 35, 45, 1000000194, '7f000004', 'Ça va? <b>194</b>'), (195, 36, 46, 1000000195, '7f000005', 'Ça va? <b>195</b>'), (196, 37, 47, 1000000196, '7f000006', 'Ça va? <b>196</b>'), (197, 38, 48, 1000000197, '7f000007', 'Ça va? <b>197</b>'), (198, 39, 49, 1000000198, '7f000008', 'Ça va? <b>198</b>'), (199, 40, 50, 1000000199, '7f000009', 'Ça va? <b>199</b>'), (200, 41, 1, 1000000200, '7f000000', 'Ça va? <b>200</b>');
INSERT INTO note (id, subject, sender, receiver) VALUES (1, 'Re: 1', 1, 1), (2, 'Re: 2', 1, 2), (3, 'Re: 3', 1, 3), (4, 'Re: 4', 1, 4), (5, 'Re: 5', 1, 5), (6, 'Re: 6', 1, 6), (7, 'Re: 7', 1, 7), (8, 'Re: 8', 1, 8), (9, 'Re: 9', 1, 9), (10, 'Re: 10', 1, 10), (11, 'Re: 11', 1, 11), (12, 'Re: 12', 1, 12), (13, 'Re: 13', 1, 13), (14, 'Re: 14', 1, 14), (15, 'Re: 15', 1, 15), (16, 'Re: 16', 1, 16), (17, 'Re: 17', 1, 17), (18, 'Re: 18', 1, 18), (19, 'Re: 19', 1, 19), (20, 'Re: 20', 1, 20);
INSERT INTO config VALUES ('key_1', 'value 1'), ('key_2', 'value 2'), ('key_3', 'value 3'), ('key_4', 'value 4'), ('key_5', 'value 5'), ('key_6', 'value 6'), ('key_7', 'value 7'), ('key_8', 'value 8'), ('key_9', 'value 9'), ('key_10', 'value 10'), ('key_11', 'value 11'), ('key_12', 'value 12'), ('key_13', 'value 13'), ('key_14', 'value 14'), ('key_15', 'value 15'), ('key_16', 'value 16'), ('key_17', 'value 17'), ('key_18', 'value 18'), ('key_19', 'value 19'), ('key_20', 'value 20');
INSERT INTO word VALUES ('mot1', 1, 0), ('mot2', 2, 0), ('mot3', 3, 0), ('mot4', 4, 0), ('mot5', 5, 0), ('mot6', 6, 0), ('mot7', 7, 0), ('mot8', 8, 0), ('mot9', 9, 0), ('mot10', 10, 0), ('mot11', 11, 0), ('mot12', 12, 0), ('mot13', 13, 0), ('mot14', 14, 0), ('mot15', 15, 0), ('mot16', 16, 0), ('mot17', 17, 0), ('mot18', 18, 0), ('mot19', 19, 0), ('mot20', 20, 0), ('mot21', 21, 0), ('mot22', 22, 0), ('mot23', 23, 0), ('mot24', 24, 0), ('mot25', 25, 0), ('mot26', 26, 0), ('mot27', 27, 0), ('mot28', 28, 0), ('mot29', 29, 0), ('mot30', 30, 0), ('mot31', 31, 0), ('mot32', 32, 0), ('mot33', 33, 0), ('mot34', 34, 0), ('mot35', 35, 0), ('mot36', 36, 0), ('mot37', 37, 0), ('mot38', 38, 0), ('mot39', 39, 0), ('mot40', 40, 0), ('mot41', 41, 0), ('mot42', 42, 0), ('mot43', 43, 0), ('mot44', 44, 0), ('mot45', 45, 0), ('mot46', 46, 0), ('mot47', 47, 0), ('mot48', 48, 0), ('mot49', 49, 0), ('mot50', 50, 0), ('mot51', 51, 0), ('mot52', 52, 0), ('mot53', 53, 0), ('mot54', 54, 0), ('mot55', 55, 0), ('mot56', 56, 0), ('mot57', 57, 0), ('mot58', 58, 0), ('mot59', 59, 0), ('mot60', 60, 0);

-- upgrade
INSERT INTO config (config_name, config_value) VALUES ('version', '.0.1');
INSERT INTO config (config_name, config_value) VALUES ('session_gc', '3600');
INSERT INTO config (config_name, config_value) VALUES ('avatar_width', '80');
INSERT INTO config (config_name, config_value) VALUES ('smilies', 'images/');
INSERT INTO config (config_name, config_value) VALUES ('gzip', '0');
INSERT INTO config (config_name, config_value) VALUES ('limit', '1000');
INSERT INTO config (config_name, config_value) VALUES ('default_dateformat', 'D M d, Y g:i a');
INSERT INTO config (config_name, config_value) VALUES ('cookie_name', 'forum''s');
INSERT INTO config (config_name, config_value) VALUES ('record_online_users', '0');
INSERT INTO config (config_name, config_value) VALUES ('online_date', '0');
UPDATE config SET config_value = '.0.2' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.3' WHERE config_name = 'version';
ALTER TABLE member ADD COLUMN active TINYINT(1) DEFAULT "1";
ALTER TABLE member ADD COLUMN session_time INT(11) DEFAULT "0" NOT NULL AFTER passcode;
ALTER TABLE member MODIFY dateformat VARCHAR(30) NOT NULL DEFAULT 'd M Y H:i';
UPDATE config SET config_value = '.0.4' WHERE config_name = 'version';
ALTER TABLE member ADD avatar VARCHAR(100), ADD avatar_type TINYINT(4) DEFAULT '0' NOT NULL;
UPDATE member SET avatar = 'x.gif', avatar_type = 1 WHERE id % 4 = 0;
INSERT INTO member (nick, passcode) VALUES ('nouveau', '');
UPDATE config SET config_value = '.0.5' WHERE config_name = 'version';
ALTER TABLE topic MODIFY COLUMN sticky ENUM('n','y','announce') NOT NULL DEFAULT 'n';
UPDATE topic SET sticky = 'announce' WHERE id = 9;
ALTER TABLE topic ADD COLUMN last_post mediumint(8) unsigned NOT NULL DEFAULT 0, ADD INDEX sticky (sticky);
UPDATE topic t INNER JOIN (SELECT topic_id, MAX(id) AS last FROM post GROUP BY topic_id) p ON p.topic_id = t.id SET t.last_post = p.last;
UPDATE config SET config_value = '.0.6' WHERE config_name = 'version';
ALTER TABLE board MODIFY who_reads ENUM('all','members','team') NOT NULL DEFAULT 'members';
ALTER TABLE board ADD prune_days SMALLINT(4) UNSIGNED NOT NULL DEFAULT '7', ADD prune_freq INT NULL DEFAULT 1e2;
UPDATE board SET who_reads = 'team' WHERE id = 2;
DELETE FROM board WHERE id = 10;
ALTER TABLE board CHANGE position sort_order MEDIUMINT(8) UNSIGNED NOT NULL DEFAULT 1;
UPDATE config SET config_value = '.0.7' WHERE config_name = 'version';
ALTER TABLE post ADD subject VARCHAR(60) CHARACTER SET latin1 DEFAULT 'né' AFTER ip, ADD edits SMALLINT(5) UNSIGNED DEFAULT 0 NOT NULL;
UPDATE post SET edits = 1 WHERE id % 10 = 0;
ALTER TABLE post ADD KEY author (author), ADD FULLTEXT KEY body (body);
ALTER TABLE post DROP INDEX body;
UPDATE config SET config_value = '.0.8' WHERE config_name = 'version';
ALTER TABLE word ADD INDEX (common);
DELETE FROM word WHERE word_id > 50;
ALTER TABLE word MODIFY word VARBINARY(50) NOT NULL DEFAULT '';
ALTER TABLE word MODIFY word VARCHAR(50) CHARACTER SET latin1 NOT NULL DEFAULT '';
INSERT INTO word VALUES ('cœur', 70, 1);
UPDATE config SET config_value = '.0.9' WHERE config_name = 'version';
ALTER TABLE note ADD attach TINYINT(1) NOT NULL DEFAULT 0;
ALTER TABLE note MODIFY subject VARCHAR(100) NOT NULL DEFAULT '';
ALTER TABLE note ADD recent DATETIME NOT NULL DEFAULT '0000-00-00 00:00:00', ADD due DATE DEFAULT '0000-00-00';
UPDATE note SET recent = '2007-07-07 07:07:07' WHERE id < 5;
ALTER TABLE note CHANGE kind sort TINYINT NOT NULL DEFAULT '0';
UPDATE config SET config_value = '.0.10' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.11' WHERE config_name = 'version';
ALTER TABLE member ENGINE = InnoDB;
ALTER TABLE board ENGINE = InnoDB;
ALTER TABLE topic ENGINE = InnoDB;
ALTER TABLE post ENGINE = InnoDB;
ALTER TABLE note ENGINE = InnoDB;
ALTER TABLE config ENGINE = InnoDB;
ALTER TABLE word ENGINE = InnoDB;
UPDATE config SET config_value = '.0.12' WHERE config_name = 'version';
ALTER TABLE topic ADD approved TINYINT UNSIGNED NOT NULL DEFAULT 1 AFTER title;
ALTER TABLE topic ADD INDEX board_last (board_id, last_post), DROP INDEX board_id;
INSERT INTO topic (board_id, title, starter) SELECT id, name, 1 FROM board;
UPDATE config SET config_value = '.0.13' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.14' WHERE config_name = 'version';
ALTER TABLE member CHANGE level kind TINYINT(2) NOT NULL DEFAULT '0';
ALTER TABLE member CHANGE registered regdate INT(11) UNSIGNED NOT NULL DEFAULT '0';
ALTER TABLE member ADD karma INT NOT NULL DEFAULT 0, ADD warnings TINYINT(4) DEFAULT '0', ADD last_visit TIMESTAMP NULL DEFAULT NULL;
UPDATE member SET karma = posts * 2, last_visit = '2007-08-08 08:08:08' WHERE id < 20;
UPDATE config SET config_value = '.0.15' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.16' WHERE config_name = 'version';
ALTER TABLE member DROP INDEX nick;
ALTER TABLE member ADD nick_clean VARCHAR(255) NOT NULL DEFAULT '' AFTER nick;
UPDATE member SET nick_clean = LOWER(nick);
ALTER TABLE member ADD UNIQUE KEY nick_clean (nick_clean);
ALTER TABLE member MODIFY nick VARCHAR(255) NOT NULL DEFAULT '';
UPDATE config SET config_value = '.0.17' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.18' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.19' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.20' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.21' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.22' WHERE config_name = 'version';
UPDATE config SET config_value = '.0.23' WHERE config_name = 'version';
ALTER TABLE member DEFAULT CHARACTER SET utf8;
ALTER TABLE board DEFAULT CHARACTER SET utf8;
ALTER TABLE topic DEFAULT CHARACTER SET utf8;
ALTER TABLE post DEFAULT CHARACTER SET utf8;
ALTER TABLE note DEFAULT CHARACTER SET utf8;
ALTER TABLE word DEFAULT CHARACTER SET utf8;
ALTER TABLE ban DEFAULT CHARACTER SET utf8;
ALTER TABLE member MODIFY signature BLOB, MODIFY language VARBINARY(255);
ALTER TABLE member MODIFY signature TEXT CHARACTER SET latin1, MODIFY language VARCHAR(255) CHARACTER SET latin1;
ALTER TABLE member CONVERT TO CHARACTER SET utf8 COLLATE utf8_bin;
ALTER TABLE board CONVERT TO CHARACTER SET utf8;
ALTER TABLE topic CONVERT TO CHARACTER SET utf8 COLLATE utf8_bin;
ALTER TABLE post CONVERT TO CHARACTER SET utf8;
ALTER TABLE post MODIFY body MEDIUMTEXT CHARACTER SET utf8 COLLATE utf8_bin NOT NULL;
UPDATE post SET body = CONCAT(body, ' — €') WHERE id < 50;
ALTER TABLE note CONVERT TO CHARACTER SET utf8;
ALTER TABLE topic ADD t1 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 1 WHERE id % 3 = 0;
ALTER TABLE topic ADD t2 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 2 WHERE id % 4 = 0;
ALTER TABLE topic ADD t3 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 3 WHERE id % 5 = 0;
ALTER TABLE topic ADD t4 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 4 WHERE id % 6 = 0;
ALTER TABLE topic ADD t5 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 5 WHERE id % 7 = 0;
ALTER TABLE topic DROP t3, DROP COLUMN t2;
ALTER TABLE topic ADD t6 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 6 WHERE id % 8 = 0;
ALTER TABLE topic CHANGE t1 u1 VARCHAR(20) NULL;
ALTER TABLE topic ADD t7 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 7 WHERE id % 2 = 0;
INSERT INTO topic (board_id, title, starter, begun) VALUES (8, 'Neu 7', 1, UNIX_TIMESTAMP());
ALTER TABLE topic ADD t8 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 8 WHERE id % 3 = 0;
DELETE FROM topic WHERE id = 8;
ALTER TABLE topic ADD t9 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 9 WHERE id % 4 = 0;
ALTER TABLE topic ADD t10 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 10 WHERE id % 5 = 0;
ALTER TABLE topic DROP t8, DROP COLUMN t7;
ALTER TABLE topic ADD t11 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 11 WHERE id % 6 = 0;
ALTER TABLE topic ADD t12 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 12 WHERE id % 7 = 0;
ALTER TABLE topic ADD t13 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 13 WHERE id % 8 = 0;
ALTER TABLE topic ADD t14 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 14 WHERE id % 2 = 0;
INSERT INTO topic (board_id, title, starter, begun) VALUES (6, 'Neu 14', 1, UNIX_TIMESTAMP());
ALTER TABLE topic ADD t15 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 15 WHERE id % 3 = 0;
ALTER TABLE topic DROP t13, DROP COLUMN t12;
ALTER TABLE topic ADD t16 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 16 WHERE id % 4 = 0;
DELETE FROM topic WHERE id = 16;
ALTER TABLE topic ADD t17 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 17 WHERE id % 5 = 0;
ALTER TABLE topic ADD t18 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 18 WHERE id % 6 = 0;
ALTER TABLE topic ADD t19 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 19 WHERE id % 7 = 0;
ALTER TABLE topic ADD t20 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 20 WHERE id % 8 = 0;
ALTER TABLE topic DROP t18, DROP COLUMN t17;
ALTER TABLE topic ADD t21 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 21 WHERE id % 2 = 0;
INSERT INTO topic (board_id, title, starter, begun) VALUES (4, 'Neu 21', 1, UNIX_TIMESTAMP());
ALTER TABLE topic ADD t22 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 22 WHERE id % 3 = 0;
ALTER TABLE topic ADD t23 TINYINT(1) DEFAULT 1;
UPDATE topic SET views = views + 23 WHERE id % 4 = 0;
ALTER TABLE topic ADD t24 INT NOT NULL DEFAULT 3;
UPDATE topic SET views = views + 24 WHERE id % 5 = 0;
ALTER TABLE topic CHANGE t19 u19 VARCHAR(20) NULL;
DELETE FROM topic WHERE id = 24;
ALTER TABLE topic ADD t25 VARCHAR(20) NOT NULL DEFAULT "a";
UPDATE topic SET views = views + 25 WHERE id % 6 = 0;
ALTER TABLE topic DROP t23, DROP COLUMN t22;
CREATE TABLE post_text (post_id mediumint(8) unsigned NOT NULL PRIMARY KEY, body mediumtext) SELECT id AS post_id, body FROM post;
CREATE TABLE new_note LIKE note;
INSERT INTO new_note SELECT * FROM note;
RENAME TABLE note TO old_note, new_note TO note;
INSERT INTO note (subject, sender, receiver) VALUES ('après', 1, 2);
ALTER TABLE note ADD done TINYINT NOT NULL DEFAULT 0;
UPDATE note SET done = 1 WHERE id % 2 = 0;
DROP TABLE old_note;
DROP TABLE post_text;
TRUNCATE TABLE ban;
TRUNCATE TABLE word;
INSERT INTO word (word, word_id) VALUES ('new', 1), ('words', 2);
INSERT INTO word (word, word_id, common) SELECT nick, id + 10, 0 FROM member;
ALTER TABLE config MODIFY config_value MEDIUMTEXT NOT NULL;
ALTER TABLE config ADD is_dynamic TINYINT(1) UNSIGNED NOT NULL DEFAULT 0, ADD KEY is_dynamic (is_dynamic);
UPDATE config SET is_dynamic = 1 WHERE config_name IN ('record_online_users', 'online_date');
ALTER TABLE config CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
REPLACE INTO config (config_name, config_value) VALUES ('version', '3.0.0 🎉');
ALTER TABLE post CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE post MODIFY id INT(10) UNSIGNED NOT NULL;
ALTER TABLE post DROP PRIMARY KEY, ADD PRIMARY KEY (id);
INSERT INTO post (id, topic_id, author, body) VALUES (16777216, 1, 1, 'far 😀');
ALTER TABLE topic CONVERT TO CHARACTER SET utf8mb4;
ALTER TABLE board CONVERT TO CHARACTER SET utf8mb4;

-- afterwards
UPDATE member SET posts = 0 WHERE id = 1;
UPDATE board SET name = 'ü' WHERE id = 1;
UPDATE topic SET views = 0 WHERE id = 1;
DELETE FROM post WHERE id = 1;
UPDATE note SET done = 7 WHERE id = 1;
UPDATE config SET config_value = 'end' WHERE config_name = 'key_1';
DELETE FROM word WHERE word_id = 1;
