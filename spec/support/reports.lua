---Invented court reports of any length, the same for the same seed.
local M = {}

local function generator(seed)
  local state = seed * 7919 + 17
  return function(n)
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % n + 1
  end
end

local function pick(random, list) return list[random(#list)] end

local syllables = { "ba", "ri", "to", "na", "lem", "sko", "vi", "dar", "ul", "pen", "mor", "iska", "tal", "ov", "ren", "gat" }

local function name(random)
  local parts = {}
  for i = 1, 2 + random(2) do parts[i] = pick(random, syllables) end
  return (table.concat(parts):gsub("^%l", string.upper))
end

local openings = { "The prosecutor of %s said",
  "Lawyers for %s told the court", "According to the indictment %s", "A witness from %s recalled",
  "In the view of judge %s", "Neighbours of %s remembered", "The ministry in %s confirmed", "Relatives near %s insisted" }
local middles = { "that the money had been moved to %s",
  "how the lorry stopped at the gate of %s", "why nobody had called the police of %s",
  "that the letters were found in a cellar at %s", "that the contract with %s was never signed",
  "which account at the bank of %s was closed" }
local ends = { "before the winter.", "on the second evening.", "although the keys were missing.", "without a written order.",
  "while the auditors waited outside.", "as the market was being rebuilt.", "because two pages were torn out." }

---@param seed integer
---@param count integer
---@return string[] sentences  of about 15 words each
function M.sentences(seed, count)
  local random, list = generator(seed), {}
  for i = 1, count do
    list[i] = ("%s %s %s"):format(pick(random, openings):format(name(random) .. " " .. name(random)),
      pick(random, middles):format(name(random)), pick(random, ends))
  end
  return list
end

---Sentences as paragraphs of three.
---@param ... string[]
---@return string text
function M.text(...)
  local all, paragraphs = {}, {}
  for _, list in ipairs { ... } do table.move(list, 1, #list, #all + 1, all) end
  for i = 1, #all, 3 do paragraphs[#paragraphs + 1] = table.concat(all, " ", i, math.min(i + 2, #all)) end
  return table.concat(paragraphs, "\n\n")
end

---A part of a list.
---@return string[]
function M.part(list, first, last) return table.move(list, first, last, 1, {}) end

return M
