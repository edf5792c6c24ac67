.headers on
.mode box
CREATE TABLE a(id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, x REAL, y BLOB, CHECK(x >= 0), UNIQUE(name, x));
CREATE INDEX a_x ON a(x) WHERE x > 10;
CREATE INDEX a_e ON a(lower(name), x * 2);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
	INSERT INTO a(name, x, y) SELECT printf('name %d', i), i * 1.5, randomblob(i % 300) FROM n;
CREATE TABLE b(id INTEGER REFERENCES a(id) ON DELETE CASCADE, k TEXT, PRIMARY KEY(id, k)) WITHOUT ROWID;
INSERT INTO b SELECT id, hex(id) FROM a WHERE id % 3 = 0;
PRAGMA foreign_keys = on;
CREATE VIEW v AS SELECT a.id, name, k FROM a LEFT JOIN b USING(id);
CREATE TRIGGER t AFTER UPDATE OF name ON a WHEN new.name <> old.name BEGIN UPDATE b SET k = new.name WHERE id = new.id; SELECT raise(IGNORE) WHERE 0; END;
CREATE TRIGGER tv INSTEAD OF INSERT ON v BEGIN INSERT INTO a(name, x) VALUES (new.name, 1); END;
ANALYZE;
UPDATE a SET name = name || '!' WHERE id < 300;
INSERT INTO v(name) VALUES ('through view');
DELETE FROM a WHERE id BETWEEN 4000 AND 4200;
INSERT INTO a(id, name, x) VALUES (1, 'again', 2) ON CONFLICT(id) DO UPDATE SET name = excluded.name RETURNING *;
SELECT count(*), sum(x), avg(x), group_concat(name, ';') FROM (SELECT * FROM a ORDER BY name DESC LIMIT 20);
SELECT id % 10 AS g, count(DISTINCT x), max(name), total(x) FROM a GROUP BY g HAVING count(*) > 10 ORDER BY 2 DESC, 1;
SELECT id, row_number() OVER w, rank() OVER w, lag(x, 2) OVER w, sum(x) OVER (PARTITION BY id % 5 ORDER BY x ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING) FROM a WINDOW w AS (PARTITION BY id % 7 ORDER BY x) LIMIT 30;
SELECT * FROM a WHERE id IN (SELECT id FROM b WHERE k LIKE '1%') AND EXISTS (SELECT 1 FROM b WHERE b.id = a.id) LIMIT 5;
SELECT id FROM a EXCEPT SELECT id FROM b UNION SELECT 7 INTERSECT SELECT 7 ORDER BY 1 LIMIT 3;
SELECT json_extract('{"a":[1,2,{"b":"c"}]}', '$.a[2].b'), json_group_array(id), json_set('{"a":1}', '$.b', json('[1]')) FROM a WHERE id < 10;
SELECT * FROM json_each('{"x":1,"y":[2]}'), json_tree('[1,[2,3]]') LIMIT 10;
SELECT date('now', '-1 month', 'start of month') < datetime('now'), strftime('%s %J %W', 0, 'unixepoch'), julianday('2000-01-01');
SELECT substr(name, 2, 3), replace(name, 'name', 'n'), trim('  x '), instr(name, 'a'), quote(y), typeof(x), hex(zeroblob(10)), unicode('ä'), char(65, 66), round(2.567, 1), likely(1), nullif(1, 1), iif(1, 2, 3), glob('n*', name) FROM a LIMIT 3;
EXPLAIN SELECT * FROM v WHERE id = 5;
EXPLAIN QUERY PLAN SELECT * FROM a JOIN b ON a.id = b.id WHERE a.x > 20 AND (a.name = 'x' OR b.k = 'y') ORDER BY a.name;
BEGIN; SAVEPOINT one; UPDATE a SET x = x + 1; ROLLBACK TO one; RELEASE one; COMMIT;
BEGIN IMMEDIATE; DELETE FROM b; ROLLBACK;
ATTACH ':memory:' AS other; CREATE TABLE other.c AS SELECT * FROM a; DETACH other;
ALTER TABLE a RENAME COLUMN y TO z; ALTER TABLE b RENAME TO bb; ALTER TABLE a ADD COLUMN extra DEFAULT 5; ALTER TABLE a DROP COLUMN extra;
PRAGMA integrity_check; PRAGMA table_info(a); PRAGMA index_list(a); PRAGMA compile_options; PRAGMA journal_mode = wal; PRAGMA wal_checkpoint;
.mode csv
SELECT id, name FROM a LIMIT 5;
.mode json
SELECT id, name, x FROM a LIMIT 5;
.mode insert a
SELECT id, name FROM a LIMIT 2;
.mode line
SELECT id FROM a LIMIT 2;
.mode html
SELECT id, name FROM a LIMIT 2;
.mode column
.width 5 10
SELECT id, name FROM a LIMIT 2;
.mode quote
SELECT * FROM bb LIMIT 2;
.tables
.schema
.indexes
.databases
.show
.dbinfo
.fullschema
.stats on
SELECT count(*) FROM a;
.stats off
.timer on
SELECT count(*) FROM a, a AS a2 WHERE a.id = a2.id;
.dump bb
SELECT * FROM nowhere;
SELECT * FROM a WHERE (;
INSERT INTO a(id) VALUES (1);
VACUUM;
REINDEX;
DROP VIEW v; DROP TABLE bb; DROP TABLE a;
