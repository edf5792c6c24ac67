"""What the programs of branches_predicted.py are made of, and the work that they do under the predictor. All input is made here, by a
fixed seed, or is the project's own sources."""
import collections
import glob
import json
import os
import random
import subprocess

Program = collections.namedtuple("Program", "units libraries work")


def do(command, env, **more):
    subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, **more)


def write(path, text):
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    return path


LUA = r"""
math.randomseed(7)
local words = {}
for i = 1, 4000 do
	local w = {}
	for k = 1, math.random(2, 9) do w[k] = string.char(96 + math.random(26)) end
	words[i] = table.concat(w)
end
local function compare(a, b) if #a ~= #b then return #a < #b end return a < b end
table.sort(words)
table.sort(words, compare)
local text = table.concat(words, " ")
local n = 0
for w in text:gmatch("%a+") do n = n + #w end
n = n + select(2, text:gsub("[aeiou]+(%a)", "<%1>"))
n = n + select(2, text:gsub("(%a)%1", string.upper))
for i = 1, 200 do if text:find(words[i * 7] .. "%s", 1) then n = n + 1 end end
local count = {}
for c in text:gmatch(".") do count[c] = (count[c] or 0) + 1 end
local keys = {}
for k, v in pairs(count) do keys[#keys + 1] = string.format("%s=%d/%5.2f", k, v, v / n) end
local function queens(size, row, cols, d1, d2)
	if row > size then return 1 end
	local found = 0
	for c = 1, size do
		if not cols[c] and not d1[row + c] and not d2[row - c + size] then
			cols[c], d1[row + c], d2[row - c + size] = true, true, true
			found = found + queens(size, row + 1, cols, d1, d2)
			cols[c], d1[row + c], d2[row - c + size] = nil, nil, nil
		end
	end
	return found
end
n = n + queens(7, 1, {}, {}, {})
local heap = {}
for i = 1, 5000 do
	local v, at = math.random(100000), #heap + 1
	heap[at] = v
	while at > 1 and heap[at // 2] > v do heap[at], heap[at // 2] = heap[at // 2], v; at = at // 2 end
end
local source = {}
for i = 1, 300 do source[i] = ("local v%d = {%d, '%s', x = %g} if v%d[1] > %d then v%d.x = nil end"):format(i % 150, i, words[i], i / 7, i % 150, i * 3, i % 150) end
for i = 1, 10 do assert(load("do " .. table.concat(source, "\n", 1, 140) .. " end")) end
local queue = setmetatable({}, { __index = function(t, k) return k * 2 end })
for i = 1, 20000 do queue[i % 97] = queue[i % 89] + 1; if i % 31 == 0 then queue[i % 97] = nil end end
collectgarbage()
print(n, #keys, tonumber("0x1p4"), tostring(1e15), ("%q"):format(text:sub(1, 99)), utf8 and utf8.len("h\u{e9}llo w\u{f6}rld"))
"""


def lua(binary, folder, _project, env):
    do([binary, write(os.path.join(folder, "work.lua"), LUA)], env)


def zlib(binary, folder, project, env):
    sources = sorted(glob.glob(os.path.join(project, "*.[ch]")))
    text = b"".join(open(path, "rb").read() for path in sources)[:800000]
    noise = bytes(random.choice(b"abcdefgh\0\1\2\3") for _ in range(150000))
    for number, (data, level) in enumerate(((text, "-1"), (text, "-6"), (noise, "-9"), (noise + text[:99999], "-3"))):
        packed = os.path.join(folder, f"packed{number}.gz")
        with open(packed, "wb") as out:
            subprocess.run([binary, level], env=env, input=data, stdout=out, check=True)
        with open(packed, "rb") as packed_file:
            back = subprocess.run([binary, "-d"], env=env, stdin=packed_file, capture_output=True, check=True)
        if back.stdout != data:
            raise SystemExit("workloads.py: zlib does not give back what it packed: the instrumented code is wrong")


def records(n):
    names = ["".join(random.choice("abcdefghijklmnop") for _ in range(random.randint(3, 12))) for _ in range(200)]
    return [{"id": i, "name": random.choice(names), "size": random.randint(0, 100000), "ratio": random.random() * 100,
             "tags": random.sample(names, random.randint(0, 5)), "open": random.random() < 0.3,
             "note": None if random.random() < 0.2 else f"caf\u00e9 \"{i}\"\n", "at": {"x": i % 17, "y": [i, -i, [i]]}} for i in range(n)]


# All in one run, since each one begins with compiling the same library.
JQ = """
def words: [.note // "none" | ascii_downcase | splits("[^a-z]+")];
(map(select(.size > 50000 and (.tags | length) > 1)) | length),
(group_by(.name) | map({(.[0].name): length}) | add),
(sort_by(.size, .name) | map(.id)),
([.[] | .name | select(test("[ab]+.*(no|c)"))] | length),
([.. | numbers] | add), ([paths] | length),
(map(words) | flatten | unique | length),
(map(.ratio | tostring | .[0:4] | tonumber) | add),
(reduce .[] as $r ({}; .[$r.name] += $r.size)),
(map(tojson | fromjson) | length),
(map(.tags | if length > 2 then .[1:] elif length == 0 then ["-"] else . end | join("+")) | unique),
([.[] | .name | explode | map(if . > 104 then . - 32 else . end) | implode] | sort), .
"""


def jq(binary, folder, _project, env):
    data = write(os.path.join(folder, "records.json"), json.dumps(records(2500), indent=1))
    do([binary, "-f", write(os.path.join(folder, "work.jq"), JQ), data], env)


SQL = """
CREATE TABLE item(id INTEGER PRIMARY KEY, name TEXT, size INT, ratio REAL, note TEXT);
CREATE TABLE tag(item INT, name TEXT);
CREATE INDEX tag_name ON tag(name, item);
CREATE INDEX tag_item ON tag(item);
BEGIN;
%s
COMMIT;
CREATE INDEX item_size ON item(size);
SELECT count(*), sum(size), avg(ratio) FROM item WHERE name LIKE '%%a%%b%%' AND size > 2000;
SELECT t.name, count(*) c, max(i.size) FROM tag t JOIN item i ON i.id = t.item GROUP BY t.name HAVING c > 2 ORDER BY c DESC, 1 LIMIT 50;
SELECT name, size FROM item ORDER BY ratio DESC LIMIT 100;
SELECT i.id FROM item i WHERE EXISTS (SELECT 1 FROM tag WHERE item = i.id AND name > 'g') AND i.size BETWEEN 1000 AND 60000 ORDER BY name, size;
SELECT upper(substr(name, 1, 3)), count(DISTINCT size / 1000), group_concat(id, '-') FROM item GROUP BY 1;
UPDATE item SET note = replace(note, 'caf', 'coff') WHERE size %% 3 = 0;
DELETE FROM item WHERE size < 9000 OR name GLOB 'c*e*';
WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9000) SELECT sum(x * x %% 7), count(*) FROM n WHERE x %% 5 > 1;
SELECT json_extract(j, '$.a[1]'), json_array_length(j, '$.a') FROM (SELECT '{"a":[1,' || id || ',"' || name || '"]}' j FROM item LIMIT 900);
PRAGMA integrity_check;
VACUUM;
"""


def sqlite(binary, folder, _project, env):
    lines = []
    for r in records(4000):
        note = "NULL" if r["note"] is None else "'" + r["note"].replace("'", "''") + "'"
        lines.append(f"INSERT INTO item VALUES({r['id']}, '{r['name']}', {r['size']}, {r['ratio']:.6f}, {note});")
        lines += [f"INSERT INTO tag VALUES({r['id']}, '{tag}');" for tag in r["tags"]]
    database = os.path.join(folder, "work.db")
    if os.path.exists(database):
        os.remove(database)
    do([binary, "-bail", database], env, input=(SQL % "\n".join(lines)).encode())


PROGRAMS = {
    "lua5.4": Program(lambda name: name != "luac.c", ["-lm", "-ldl"], lua),
    "zlib": Program(lambda name: name != "example.c", [], zlib),
    "jq": Program(lambda name: True, ["-lm", "-lpthread"], jq),
    "sqlite3": Program(lambda name: name in ("sqlite3.c", "shell.c"), ["-lm", "-lpthread", "-ldl", "-lz"], sqlite),
}
