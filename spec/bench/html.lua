-- HTML pages to articles, on one core, and @mozilla/readability on linkedom beside it.
--
-- `return function(bench)`: bench.report(name, value, unit, remark), bench.work (a folder
-- under build/), bench.read(path). Pages: real ones where ../shared/html is present, else
-- the invented ones of the specs, repeated.

local MB = 1000 * 1000
local REPEATS = 3

-- The other program: reads the pages that are named on standard input, and prints how many
-- seconds parsing and extracting took, the best of its repeats.
local OTHER = [[
const fs = require("fs");
const { Readability } = require("@mozilla/readability");
const { parseHTML } = require("linkedom");
const pages = fs.readFileSync(0, "utf8").trim().split("\n").map(path => fs.readFileSync(path, "utf8"));
let best = Infinity;
for (let round = 0; round < 2; round++) {
  const began = process.hrtime.bigint();
  for (const page of pages) {
    try { new Readability(parseHTML(page).document).parse(); } catch (e) { /* counted as read */ }
  }
  best = Math.min(best, Number(process.hrtime.bigint() - began) / 1e9);
}
console.log(best);
]]

local function capture(line)
  local pipe = assert(io.popen(line, "r"))
  local text = pipe:read "a"
  pipe:close()
  return text
end

local function write(path, text)
  local handle = assert(io.open(path, "wb"))
  handle:write(text)
  handle:close()
end

-- Paths of the pages.
local function find_pages(work)
  local folder, list = work .. "/pages", {}
  os.execute("rm -rf " .. folder .. " && mkdir -p " .. folder)
  if capture "ls ../shared/html/manifest.jsonl 2>/dev/null" ~= "" then
    os.execute(('for f in ../shared/html/*/*.html.gz; do gunzip -c "$f" > "%s/$(basename "$f" .gz)"; done'):format(folder))
  else
    os.execute(("cp spec/reader/fixtures/html/*.html %s"):format(folder))
  end
  for path in capture("ls " .. folder .. "/*.html"):gmatch "[^\n]+" do list[#list + 1] = path end
  return list
end

local function ours(pages)
  local html = require "docket.reader.html"
  local best
  for _ = 1, REPEATS do
    local began = os.clock()
    for _, page in ipairs(pages) do assert(html.read(page, {})) end
    local took = os.clock() - began
    best = best and math.min(best, took) or took
  end
  return best
end

-- Seconds of the other program, or nil and why there are none.
local function theirs(work, paths)
  if capture "command -v node; command -v npm" == "" then return nil, "node and npm are not installed" end
  local folder = work .. "/readability"
  os.execute("mkdir -p " .. folder)
  local installed = capture(("cd %s && { [ -d node_modules/linkedom ] || npm install --silent --no-audit --no-fund"
    .. " @mozilla/readability linkedom >/dev/null 2>&1; } && echo yes"):format(folder))
  if installed == "" then return nil, "npm could not install it" end
  write(folder .. "/run.cjs", OTHER)
  write(folder .. "/pages.txt", table.concat(paths, "\n") .. "\n")
  local took = tonumber(capture(("node %s/run.cjs < %s/pages.txt 2>/dev/null"):format(folder, folder)))
  if not took then return nil, "it did not run" end
  return took
end

return function(bench)
  local paths, pages, bytes = find_pages(bench.work), {}, 0
  for i, path in ipairs(paths) do
    pages[i] = bench.read(path)
    bytes = bytes + #pages[i]
  end
  local took = ours(pages)
  bench.report("HTML to articles", ("%.1f"):format(bytes / MB / took), "MB/s", ("%d pages, %.1f MB"):format(#pages, bytes / MB))
  local other, why = theirs(bench.work, paths)
  if other then
    bench.report("@mozilla/readability on linkedom, the same", ("%.1f"):format(bytes / MB / other), "MB/s",
      ("docket is %.0f times as fast"):format(other / took))
  else
    bench.report("@mozilla/readability on linkedom", "-", "", "skipped: " .. why)
  end
end
