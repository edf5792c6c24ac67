-- Coroutines, errors through all layers, loading, deep recursion, upvalues, goto, integer and float arithmetic, debug, os, io.
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local sum = 0
for _ = 1, 50 do for v in gen(100) do sum = sum + v end end
assert(sum == 50 * 5050)
local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() sum = 0 end }) coroutine.yield() error({}) end)
assert(coroutine.resume(co) and coroutine.status(co) == "suspended" and coroutine.close(co) and sum == 0)
co = coroutine.create(function() return pcall(pcall, error, "deep") end)
assert(select(2, coroutine.resume(co)))
local function deep(n) return n == 0 and 0 or 1 + deep(n - 1) end
assert(deep(10000) == 10000)
local ok, e = pcall(function() local function f() return f() + 1 end return f() end)
assert(not ok and e:find("stack overflow"))
assert(not xpcall(function() error("x", 2) end, function(m) return debug.traceback(m, 1) end))
for _, text in ipairs { "x = = 1", "for", "goto nowhere", "local x <const> = 1; x = 2", "return '\\q'", "return [==[", "break", "x = 'unfinished" } do
	assert(not load(text))
end
assert(load("return ...", "chunk", "t", {})(5) == 5)
local parts, i = { "return ", "1 ", "+ 41" }, 0
assert(load(function() i = i + 1 return parts[i] end)() == 42)
assert(7 // 2 == 3 and 7.5 // 2 == 3.0 and -7 % 3 == 2 and 1 << 62 > 0 and "10" + 5 == 15 and 2 ^ 10 == 1024 and math.type(1) == "integer")
assert(not pcall(function() return 1 // 0 end) and 1 / 0 == math.huge and tostring(0 / 0):find("nan"))
assert(math.tointeger("8") == nil or true) assert(math.ult(1, -1) and math.fmod(7, 3) == 1 and math.max(1, 5, 3) == 5)
math.randomseed(42) for _ = 1, 100 do assert(math.random(10) <= 10) end
assert(tonumber("0x1p4") == 16 and tonumber("zz", 36) == 1295 and not tonumber("1e"))
local name = os.tmpname()
local f = assert(io.open(name, "w"))
f:setvbuf("full", 1024)
for n = 1, 1000 do f:write(n, " ", n / 2, "\n") end
f:close()
n = 0
for a, b in io.lines(name, "n", "n") do n = n + a + b end
for l in io.lines(name) do n = n + #l end
for l in io.lines(name, "L") do n = n + #l end
f = io.open(name) assert(f:seek("end") > 0 and f:seek("set", 3) == 3 and #f:read(10) == 10 and #f:read("a") > 0 and f:read("l") == nil) f:close()
assert(not io.open("/no/such/file")) os.remove(name)
assert(os.date("%Y-%m-%d", 0) and os.time({ year = 2020, month = 1, day = 1 }) and os.getenv("HOME") ~= 1 and os.clock() >= 0)
local p = io.popen("echo hello") assert(p:read("a") == "hello\n") p:close()
debug.sethook(function() end, "crl", 100) for _ = 1, 1000 do end debug.sethook()
assert(debug.getinfo(1, "nSltufrL").currentline > 0 and debug.getlocal(1, 1))
package.preload.mine = function(n) return { name = n } end
assert(require("mine").name == "mine" and not pcall(require, "nowhere.at.all"))
goto done
do error() end
::done::
