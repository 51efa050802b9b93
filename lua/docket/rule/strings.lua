---String functions for rule files. Those of Lua may run for hours inside one call
---that nothing can stop: `("a"):rep(1e5):find ".-.-.-b"`. These do the same and
---refuse a call whose cost, as its pattern and text bound it, is too high.
local M = {}

-- Called by name: inside the sandbox the methods of strings are those made here.
local find, match, sub = string.find, string.match, string.sub

---Bytes that one call may make.
M.LONGEST = 16 * 1024 * 1024
---Steps that one call may take in the worst case.
M.STEPS = 2e9

-- The bytes that a class of one character stands for, as a string of 256 flags.
local sets = {}
local function set_of(class)
  local known = sets[class]
  if known then return known end
  local flags = {}
  for byte = 0, 255 do flags[byte] = find(string.char(byte), class) ~= nil end
  sets[class] = flags
  return flags
end

local function disjoint(a, b)
  a, b = set_of("^" .. a), set_of("^" .. b)
  for byte = 0, 255 do
    if a[byte] and b[byte] then return false end
  end
  return true
end

-- The items of a pattern: `class`, and `mark` (one of * + - ?) behind it.
local function items_of(pattern)
  local items, i = {}, 1
  while i <= #pattern do
    local class = match(pattern, "^%%f%[%^?%]?[^%]]*%]", i) or match(pattern, "^%%b..", i)
    if class then
      items[#items + 1] = { whole = true }
    else
      class = match(pattern, "^%[%^?%]?[^%]]*%]", i) or match(pattern, "^%%.", i) or sub(pattern, i, i)
      local mark = match(pattern, "^[*+?-]", i + #class)
      local position = class == "(" or class == ")"
      if not position and not (class == "^" and i == 1) and not (class == "$" and i == #pattern) then
        items[#items + 1] = { class = class, mark = mark, whole = find(class, "^%%%d") ~= nil }
      end
      if mark and not position then class = class .. mark end
    end
    i = i + #class
  end
  return items
end

local exponents, n_exponents = {}, 0

-- The power of the text's length that bounds the steps of a match: each repetition
-- that may give back what the next item wants multiplies them.
local function exponent_of(pattern)
  local known = exponents[pattern]
  if known then return known end
  local items, power, repeated = items_of(pattern), 0, false
  for i, item in ipairs(items) do
    if item.whole then
      repeated = true
    elseif item.mark and item.mark ~= "?" then
      repeated = true
      local after = items[i + 1]
      local settled = after == nil or after.class and (after.mark == nil or after.mark == "+")
        and not after.whole and disjoint(item.class, after.class)
      if not settled then power = power + 1 end
    end
  end
  if sub(pattern, 1, 1) ~= "^" then power = power + 1 end
  if repeated then power = power + 1 end
  if n_exponents > 500 then exponents, n_exponents, sets = {}, 0, {} end
  exponents[pattern], n_exponents = power, n_exponents + 1
  return power
end

local function check(name, text, pattern)
  if type(text) ~= "string" or type(pattern) ~= "string" then return end
  local ok, power = pcall(exponent_of, pattern)
  if ok and (#text + 1.0) ^ power > M.STEPS then
    error(("string.%s may take too long on %d bytes; anchor the pattern with ^, or use words and gap"):format(
      name, #text), 3)
  end
end

local function checked(name, spend)
  local original = string[name]
  return function(text, pattern, ...)
    check(name, text, pattern)
    spend(type(text) == "string" and #text or 0)
    return original(text, pattern, ...)
  end
end

---@param spend fun(steps: integer)  told of what a call may cost; may raise
---@return table strings  as Lua's `string`
function M.new(spend)
  local strings = {}
  for name in ("byte char format len lower upper reverse sub"):gmatch "%S+" do strings[name] = string[name] end
  for name in ("match gmatch gsub"):gmatch "%S+" do strings[name] = checked(name, spend) end
  local search = checked("find", spend)
  function strings.find(text, pattern, from, plain)
    if plain and type(text) == "string" and type(pattern) == "string" then
      if (#text + 1.0) * (#pattern + 1) > M.STEPS then error("string.find: both texts are too long", 2) end
      spend(#text)
      return find(text, pattern, from, true)
    end
    return search(text, pattern, from)
  end
  function strings.rep(text, count, between)
    if type(text) == "string" and type(count) == "number"
      and (#text + #tostring(between or "")) * count > M.LONGEST then
      error(("string.rep: more than %d MB"):format(M.LONGEST // 1048576), 2)
    end
    local made = string.rep(text, count, between)
    spend(#made)
    return made
  end
  return strings
end

return M
