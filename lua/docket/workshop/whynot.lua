---For a passage that gave no record, or a wrong one: the rules that were tried and
---the element at which each failed, nearest first.
---
---The rules are loaded once more with patterns that tell where each of their named
---parts was tried, so an ordinary run pays nothing for it.
local lpeg = require "lpeg"
local core = require "docket.core"
local list = require "docket.workshop.list"

local M = {}

---@class docket.Try
---@field rule string
---@field place string  file and line
---@field form "fact"|"pattern"
---@field kind string
---@field made boolean  the rule made something here
---@field at string  the text at which it was tried, up to where it failed
---@field why string  the element at which it failed
---@field near number  how near it came; larger is nearer
---@field lost_to string?

-- ------------------------------------------------------------ how far a pattern came

-- Furthest position at which a part was tried or ended, and which parts.
local function progress() return { furthest = 0, tried = {}, after = nil } end

local function noter(state)
  return function(name, position, ended)
    local here = state.progress
    if not here or position < here.furthest then return end
    if position > here.furthest then
      here.furthest, here.tried, here.seen, here.after = position, {}, {}, nil
    end
    if ended then
      here.after = name
      here.tried, here.seen = {}, {}
    elseif not here.seen or not here.seen[name] then
      here.seen = here.seen or {}
      here.seen[name] = true
      here.tried[#here.tried + 1] = name
    end
  end
end

local function wanted(here)
  if #here.tried > 0 then
    local shown = table.concat(here.tried, " or ", 1, math.min(#here.tried, 4))
    if #here.tried > 4 then shown = shown .. " …" end
    return "wants " .. shown
  end
  return here.after and ("goes no further after " .. here.after) or "does not begin here"
end

-- The start at which a pattern came furthest, and how.
local function furthest_of(state, rule, subject)
  local best, best_start
  for _, start in ipairs(core.words(subject)) do
    state.progress = progress()
    state.progress.furthest = start
    if lpeg.match(rule.pattern, subject, start) then
      state.progress = nil
      return nil
    end
    local here = state.progress
    if here.furthest > start and (not best or here.furthest - start > best.furthest - best_start) then
      best, best_start = here, start
    end
  end
  state.progress = nil
  return best, best_start
end

-- ------------------------------------------------------------ the tracer

local Tracer = {}
Tracer.__index = Tracer

local function words_in(text)
  local n = 0
  for _ in text:gmatch "[%w\x80-\xff]+" do n = n + 1 end
  return n
end

function Tracer:add(rule, fields)
  fields.rule, fields.place, fields.form, fields.kind = rule.id, list.place(rule), rule.form, rule.kind
  fields.made = fields.made or false
  local known = self.best[rule.id]
  if not known or fields.near > known.near then self.best[rule.id] = fields end
end

local function is_matched(rule, matches)
  for _, match in ipairs(matches) do
    if match.rule == rule then return match end
  end
end

function Tracer:patterns(matcher, seg, phase, subject, matches)
  for _, rule in ipairs(matcher.phases[phase]) do
    local match = is_matched(rule, matches)
    if match then
      local text = seg.raw:sub(match.first, match.last)
      local why = match.lost_to and ("a longer or preferred one was found: " .. match.lost_to)
        or match.entity and "made it" or "its `make` refused"
      self:add(rule, { at = text, why = why, near = 100, made = match.entity ~= nil and not match.lost_to,
        lost_to = match.lost_to })
    else
      local over = rule.over == "text" and seg.raw or subject
      local best, start = furthest_of(self.state, rule, over)
      if best then
        local text = seg.raw:sub(start, best.furthest - 1)
        self:add(rule, { at = text, why = wanted(best), near = words_in(text) })
      end
    end
  end
end

-- Stages of a fact rule after its trigger was found, and how near each is to a record.
local STAGES = {
  unless = { 20, "its `unless` stands there" },
  requires = { 30, "its `requires` refused" },
  status = { 40, "its `status` gave none" },
  needs = { 50, nil },
  nothing = { 60, "it found nothing to make a record of" },
  make = { 70, "its `make` refused" },
  made = { 100, "made it" },
}

local function size(set)
  local n = 0
  for _ in pairs(set) do n = n + 1 end
  return n
end

function Tracer:fact(rule, match, stage, detail)
  local near, why = STAGES[stage][1], STAGES[stage][2]
  if stage == "needs" then
    near = near + size(match.found)
    why = ("needs %s (%s), which is not there"):format(detail, rule.needs[detail].doc or "?")
  end
  self:add(rule, { at = match.seg.raw:sub(match.first, match.last), why = why, near = near, made = stage == "made" })
end

-- ------------------------------------------------------------ the passage as rules see it

-- "[person] was sentenced to [penalty]": what earlier phases found stands for itself.
local function seen(seg)
  local parts, position = {}, 1
  for _, entity in ipairs(seg.entities) do
    if entity.first >= position then
      parts[#parts + 1] = seg.raw:sub(position, entity.first - 1)
      parts[#parts + 1] = ("[%s: %s]"):format(entity.type, seg.raw:sub(entity.first, entity.last))
      position = entity.last + 1
    end
  end
  parts[#parts + 1] = seg.raw:sub(position)
  return (table.concat(parts):gsub("%s+", " "))
end

local function nearest_first(a, b)
  if a.near ~= b.near then return a.near > b.near end
  if a.form ~= b.form then return a.form < b.form end
  return a.rule < b.rule
end

---@param sources string[]  as for docket.rules
---@param text string
---@param options? { reference_date: string?, kind: string? }  `kind`: only rules that make it
---@return { tries: docket.Try[], seen: string[], records: table[], problems: docket.Problem[] }? result
---@return string? message
function M.run(sources, text, options)
  options = options or {}
  local state = {}
  local rules, message = require("docket.rule").new(sources, { note = noter(state) })
  if not rules then return nil, message end
  local article
  article, message = require("docket.workshop.test").article(text, options.reference_date)
  if not article then return nil, message end
  local tracer = setmetatable({ state = state, best = {} }, Tracer)
  local records, trace = rules:extract(article, { trace = true, everywhere = true, tracer = tracer })
  for _, item in ipairs(trace.lost) do
    local try = tracer.best[item.rule]
    if try and try.form == "fact" and try.made then
      try.made, try.lost_to, try.why = false, item.to, "another rule says more here: " .. item.to
    end
  end
  local result = { tries = {}, seen = {}, records = records, problems = rules.problems }
  for _, try in pairs(tracer.best) do
    if not options.kind or try.kind == options.kind then result.tries[#result.tries + 1] = try end
  end
  table.sort(result.tries, nearest_first)
  for index = 1, #trace.bounds // 2 do
    local seg = trace.segs[index]
    if seg then result.seen[#result.seen + 1] = seen(seg) end
  end
  return result
end

return M
