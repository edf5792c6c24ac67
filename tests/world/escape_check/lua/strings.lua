-- The string library, with results that are checked so that nothing is skipped.
local t = {}
for i = 1, 2000 do
	t[#t + 1] = string.format("%d %s %q %5.2f %x %-10s|%c%i%u%e%g%a", i, "word" .. i, "quo\"te\n\0", i / 3, i, "left", 65 + i % 26, i, i, i, i / 7, i)
end
local all = table.concat(t, "\n")
assert(#all > 100000)
local n = 0
for w in all:gmatch("word(%d+)") do n = n + tonumber(w) end
assert(n == 2000 * 2001 / 2)
local r, k = all:gsub("%a+", function(w) return w:upper() end)
assert(k > 4000 and #r == #all)
r = all:gsub("word", { word = "another" })
r = all:gsub("(w)(ord)", "%2%1%0")
assert(("x"):rep(100000, ","):len() == 199999)
assert(all:reverse():reverse() == all and all:lower():upper() ~= all)
assert(select("#", all:byte(1, 200)) == 200 and string.char(all:byte(1, 100)) == all:sub(1, 100))
assert(all:find("word1999", 1, true) and all:find("wor(d)(%d+)"))
assert(not pcall(string.rep, "x", 1 << 40))
local packed = string.pack("<i4>I8zs2f d j", 1, 2, "zero", "two", 1.5, 2.5, 3)
assert(string.unpack("<i4>I8zs2f d j", packed) == 1 and string.packsize("i4i8") >= 12)
local f = load(string.dump(function(a, b) return a + b end, true))
assert(f(1, 2) == 3)
for p, c in utf8.codes("aäöü€😀") do assert(utf8.char(c)) end
assert(utf8.len("aäöü€😀") == 6 and utf8.offset("aäö", 3) == 4 and utf8.codepoint("€") == 0x20ac)
assert(not pcall(function() return ("x"):rep(10):bad() end))
local ok, e = pcall(string.format, "%d", 1.5)
assert(not ok and e:find("number has no integer"))
