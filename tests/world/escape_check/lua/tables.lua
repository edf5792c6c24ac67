-- Tables, sorting, metatables, closures, garbage collection in both modes, weak tables, finalizers.
for _, mode in ipairs { "incremental", "generational" } do
	collectgarbage(mode)
	local t = {}
	for i = 1, 20000 do t[i] = (i * 7919) % 10007 end
	table.sort(t)
	table.sort(t, function(a, b) return a > b end)
	assert(not pcall(table.sort, { 1, 2, 3, 4, 5 }, function() error("no") end))
	for i = 1, 500 do table.insert(t, 1, i) end
	for _ = 1, 500 do table.remove(t, 1) end
	assert(#table.move(t, 1, 1000, 5, {}) > 0 and #table.concat(t, ",", 1, 1000) > 0)
	assert(select("#", table.unpack(t, 1, 200)) == 200 and table.pack(1, nil, 3).n == 3)
	local h = {}
	for i = 1, 5000 do h["k" .. i] = { i, x = i, [i] = "v" } end
	for k in pairs(h) do h[k] = nil end
	local weak, n = setmetatable({}, { __mode = "kv" }), 0
	for i = 1, 1000 do weak[{}] = {}; weak[i] = setmetatable({}, { __gc = function() n = n + 1 end }) end
	collectgarbage() collectgarbage()
	assert(n == 1000 and collectgarbage("count") > 0)
	local mt = { __index = function(_, k) return k end, __newindex = rawset, __call = function(_, a) return a end, __concat = function() return "c" end,
		__eq = function() return true end, __lt = function() return true end, __le = function() return false end, __len = function() return 7 end,
		__add = function() return 1 end, __unm = function() return 2 end, __tostring = function() return "me" end, __close = function() n = n + 1 end,
		__pairs = function() return next, { 1, 2 } end }
	local o, p = setmetatable({}, mt), setmetatable({}, mt)
	assert(o.any == "any" and o(3) == 3 and o .. p == "c" and o == p and o < p and not (o <= p) and #o == 7 and o + 1 == 1 and -o == 2)
	assert(tostring(o) == "me")
	do local c <close> = o end
	for _ in pairs(o) do end
end
collectgarbage("step") collectgarbage("incremental", 100, 200, 10)
