---Near duplicates on real texts: recall by the share that a copy kept, and false links.
---
---    make && LUA_PATH="lua/?.lua;lua/?/init.lua;;" LUA_CPATH="build/lib/?.so;;" \
---      lua5.4 spec/bench/fingerprint.lua ARTICLES.ndjson [SHARE] [RESEMBLANCE]
---
---Copies are made of each article: its lead dropped or changed for that of another
---article, its end cut, small edits. The limits are those of csrc/index/dkx_near.h.
local docket = require "docket"
local core = require "docket.core"

local path, min_share, min_resemblance = arg[1], tonumber(arg[2] or 0.6), tonumber(arg[3] or 0.35)
local KEYS = tonumber(arg[4] or 8)

math.randomseed(1)

local function sketch_of(text)
  local document = core.parse(text, nil, { format = "text" })
  if not document or #document == 0 then return nil end
  local article = document:article(1)
  local sketch = article:fingerprint()
  article:close()
  document:close()
  return sketch
end

local function words_of(text)
  local words = {}
  for word in text:gmatch "%S+" do words[#words + 1] = word end
  return words
end

-- A copy that keeps `share` of the words, from the second tenth on, under another lead.
local function copy(words, share, lead, edits)
  local made = {}
  for i = 1, math.min(#lead, math.ceil(#words * 0.1)) do made[i] = lead[i] end
  local skip = math.floor(#words * math.min(0.1, 1 - share))
  for i = skip + 1, math.min(#words, skip + math.floor(#words * share)) do
    local word = words[i]
    if math.random() < edits then word = "edited" .. math.random(1000) end
    made[#made + 1] = word
  end
  return table.concat(made, " ")
end

local function keys_of(sketch)
  return { string.unpack("<" .. ("I4"):rep(math.min(KEYS, #sketch // 4 - 1)), sketch, 5) }
end

local function shares_key(a, b)
  local seen = {}
  local ka, kb = keys_of(a), keys_of(b)
  for i = 1, #ka - 1 do seen[ka[i]] = true end
  for i = 1, #kb - 1 do if seen[kb[i]] then return true end end
  return false
end

local texts = {}
local document = assert(docket.open(path))
for article in document:articles() do
  local sketch = article.core:fingerprint()
  texts[#texts + 1] = { text = article.text, sketch = sketch, number = article.number, date = article.reference_date }
end
print(("%d articles"):format(#texts))

for _, edits in ipairs { 0, 0.01, 0.02, 0.04 } do
  for _, share in ipairs { 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3 } do
    local tried, linked, keyed, short, sum = 0, 0, 0, 0, 0
    for i, one in ipairs(texts) do
      if one.sketch then
        local lead = words_of(texts[i % #texts + 1].text)
        local sketch = sketch_of(copy(words_of(one.text), share, lead, edits))
        if not sketch then
          short = short + 1
        else
          tried = tried + 1
          local common, resemblance = core.likeness(one.sketch, sketch)
          sum = sum + common
          local key = shares_key(one.sketch, sketch)
          if key then keyed = keyed + 1 end
          if key and common >= min_share and resemblance >= min_resemblance then linked = linked + 1 end
        end
      end
    end
    print(("edits %.2f kept %.1f: recall %.4f of %d (candidates %.4f, mean share %.2f, too short %d)"):format(edits, share,
      linked / tried, tried, keyed / tried, sum / tried, short))
  end
end

-- Pairs of the articles themselves, from the most alike on.
local links, steps = {}, {}
for i = 1, #texts do
  for k = i + 1, #texts do
    if texts[i].sketch and texts[k].sketch then
      local share, resemblance = core.likeness(texts[i].sketch, texts[k].sketch)
      local step = math.floor(share * 10)
      steps[step] = (steps[step] or 0) + 1
      if share >= 0.3 then links[#links + 1] = { share = share, resemblance = resemblance, a = texts[i], b = texts[k] } end
    end
  end
end
for step = 1, 10 do print(("pairs with a share of %.1f: %d"):format(step / 10, steps[step] or 0)) end
table.sort(links, function(a, b) return a.share > b.share end)
for i = 1, math.min(#links, 30) do
  local link = links[i]
  print(("%s share %.2f resemblance %.2f: articles %d (%s) and %d (%s)"):format(
    link.share >= min_share and link.resemblance >= min_resemblance and "linked" or "apart ", link.share, link.resemblance,
    link.a.number, link.a.date, link.b.number, link.b.date))
end
