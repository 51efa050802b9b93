-- Speed and memory in one table: make bench
--
-- Texts: real ones where the data folder stands beside the checkout, else the invented
-- examples, repeated.  Every figure is the best of its repeats: the machine's other work
-- only ever adds.  Figures are not kept; the command is.

local build = os.getenv("BUILD") or "build"
local docket = os.getenv("DOCKET") or build .. "/docket"
local work = build .. "/bench"
os.execute("mkdir -p " .. work)

local MB = 1000 * 1000

-- Measuring -----------------------------------------------------------------------------

local function capture(line)
  local pipe = assert(io.popen(line, "r"))
  local text = pipe:read("a")
  pipe:close()
  return text
end

local function exists(path)
  local handle = io.open(path, "rb")
  if handle then handle:close() end
  return handle ~= nil
end

local function size(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:seek("end")
  handle:close()
  return bytes
end

-- Wall-clock seconds of a line of shell: the best of several runs.
local function seconds(line, repeats, before)
  local best
  for _ = 1, repeats do
    if before then os.execute(before) end
    local text = capture(([[
      a=$(date +%%s%%N)
      { %s
      } >/dev/null 2>&1
      s=$?
      b=$(date +%%s%%N)
      echo $s $((b - a))]]):format(line))
    local status, nanoseconds = text:match("(%d+) (%d+)")
    if status ~= "0" and status ~= "1" then error(("status %s: %s"):format(status, line)) end
    local took = tonumber(nanoseconds) / 1e9
    best = best and math.min(best, took) or took
  end
  return best
end

-- The largest resident set of a command, in bytes, as the kernel keeps it (VmHWM).
local function peak_memory(line)
  local text = capture(([[
    { %s
    } >/dev/null 2>&1 & pid=$!
    while kill -0 $pid 2>/dev/null; do
      for p in $pid $(cat /proc/$pid/task/*/children 2>/dev/null); do
        grep -h VmHWM /proc/$p/status 2>/dev/null
      done
      sleep 0.02
    done]]):format(line))
  local peak = 0
  for kilobytes in text:gmatch("VmHWM:%s+(%d+) kB") do peak = math.max(peak, tonumber(kilobytes) * 1024) end
  return peak
end

-- Texts ---------------------------------------------------------------------------------

local function read(path)
  local handle = assert(io.open(path, "rb"))
  local bytes = handle:read("a")
  handle:close()
  return bytes
end

local page = exists("../shared/corpus/kazakhstan.txt") and "../shared/corpus/kazakhstan.txt"
  or "examples/corpus/listing.txt"

-- A listing of about 98 KB, whatever the texts are.
local function listing()
  if size(page) > 90 * 1000 then return page end
  local text, path = read(page), work .. "/page.txt"
  local handle = assert(io.open(path, "wb"))
  handle:write(text:rep(math.max(1, 98000 // #text)))
  handle:close()
  return path
end

-- NDJSON articles of at least so many bytes; repeats differ in a word, or an index would
-- know them.
local function stream(bytes, path)
  local source = work .. "/articles.ndjson"
  if exists("../shared/news-crime/articles.ndjson.gz") then
    os.execute("gunzip -c ../shared/news-crime/articles.ndjson.gz > " .. source)
  else
    os.execute(("%s articles --format ndjson %s > %s"):format(docket, page, source))
  end
  local cjson = require "cjson"
  local handle = assert(io.open(path, "wb"))
  local written, round = 0, 0
  while written < bytes do
    round = round + 1
    for line in io.lines(source) do
      local article = cjson.decode(line)
      local text = cjson.encode { id = ("%d-%s"):format(round, article.id or article.article),
        text = article.text .. (" (%d)"):format(round) } .. "\n"
      handle:write(text)
      written = written + #text
      if written >= bytes then break end
    end
  end
  handle:close()
  return path, written
end

-- The table -----------------------------------------------------------------------------

local function report(name, value, unit, remark)
  print(("%-46s %10s %-6s %s"):format(name, value, unit, remark or ""))
end

local function rate(bytes, took) return ("%.1f"):format(bytes / MB / took) end

local function core_figures()
  local program = build .. "/test/bench_core"
  if not exists(program) then return report("core", "-", "", "bench_core is not built") end
  io.write(capture(program .. " " .. page))
end

local function rules_figures()
  local api = require "docket"
  local rules = assert(api.rules { "en" })
  local text = read(page)
  local function time(options)
    local best
    for _ = 1, 3 do
      local document = assert(api.parse(text, {}))
      local articles = {}
      for article in document:articles() do articles[#articles + 1] = article end
      local began, count = os.clock(), 0
      for _, article in ipairs(articles) do count = count + #rules:extract(article, options) end
      local took = os.clock() - began
      best = best and math.min(best, took) or took
    end
    return best
  end
  local candidates = time {}
  report("rules at candidates", rate(#text, candidates), "MB/s")
  local everywhere = time { everywhere = true }
  report("rules at every word", rate(#text, everywhere), "MB/s",
    ("candidates are %.1f times as fast"):format(everywhere / candidates))
end

-- The dates of the same texts with the same reference dates, by docket and by chrono-node.
local REFERENCE = "2021-04-20"

local function dated_articles(path)
  local cjson = require "cjson"
  local source, handle = stream(2 * MB, work .. "/plain.ndjson"), assert(io.open(path, "wb"))
  for line in io.lines(source) do
    local article = cjson.decode(line)
    handle:write(cjson.encode { id = article.id, text = article.text, published = REFERENCE }, "\n")
  end
  handle:close()
  return path
end

-- Reading, cutting into segments and resolving: all that there is between text and dates.
local function our_dates(path)
  local api = require "docket"
  local rules = assert(api.rules { "en" })
  local best, bytes, found
  for _ = 1, 4 do
    local began = os.clock()
    bytes, found = 0, 0
    for article in assert(api.open(path)):articles() do
      bytes = bytes + #article.text
      found = found + #rules:extract(article, { kinds = { "date" } })
    end
    local took = os.clock() - began
    best = best and math.min(best, took) or took
  end
  return bytes, best, found
end

-- The package, installed under build/ where node, npm and a network are there.
local function chrono_folder()
  local folder = work .. "/npm"
  if capture("command -v node") == "" or capture("command -v npm") == "" then return nil, "node or npm is not here" end
  if not exists(folder .. "/node_modules/chrono-node/package.json") then
    os.execute(("npm install --prefix %s --no-audit --no-fund --silent chrono-node@2 >/dev/null 2>&1"):format(folder))
  end
  if not exists(folder .. "/node_modules/chrono-node/package.json") then return nil, "npm cannot fetch it" end
  return folder
end

local function date_figures()
  local path = dated_articles(work .. "/dated.ndjson")
  local bytes, took, found = our_dates(path)
  report("dates alone", rate(bytes, took), "MB/s", ("%d dates, times and terms"):format(found))
  local folder, why = chrono_folder()
  if not folder then return report("chrono-node over the same", "-", "", "skipped: " .. why) end
  local line = capture(("node spec/bench/chrono.js %s %s"):format(folder, path))
  local their_bytes, first, theirs, their_count = line:match "^(%d+) (%S+) (%S+) (%d+)"
  if not theirs then return report("chrono-node over the same", "-", "", "skipped: it fails") end
  report("chrono-node over the same", rate(tonumber(their_bytes), tonumber(theirs)), "MB/s",
    ("%s dates; %s MB/s in its first round; docket is %.1f times as fast"):format(their_count,
      rate(tonumber(their_bytes), tonumber(first)), tonumber(theirs) / took))
end

local function index_figures()
  local path, bytes = stream(10 * MB, work .. "/ten.ndjson")
  local database = work .. "/ten.db"
  local remove = ("rm -f %s %s-wal %s-shm"):format(database, database, database)
  local ours = seconds(("%s index -q %s -d %s"):format(docket, path, database), 2, remove)
  report("docket index, 10 MB of articles", rate(bytes, ours), "MB/s")
  local extracting = seconds(("%s extract -q %s"):format(docket, path), 1)
  report("docket extract, the same", rate(bytes, extracting), "MB/s")
  os.execute(remove)
  local script = ('local d = require "docket"; local i = assert(d.index(%q));'
    .. ' assert(i:add(assert(d.open(%q)))); assert(i:close())'):format(database, path)
  local stored = seconds(("lua5.4 -e %s"):format("'" .. script .. "'"), 2, remove)
  report("the same without rules", rate(bytes, stored), "MB/s")
  local plain = build .. "/test/plain_insert"
  if exists(plain) then
    local theirs = seconds(("%s %s %s"):format(plain, path, database), 2, remove)
    report("plain C insertion of the same texts", rate(bytes, theirs), "MB/s",
      ("docket takes %.1f times as long, %.1f without rules"):format(ours / theirs, stored / theirs))
  end
  os.execute(remove)
end

local function start_figures()
  local loops = 50
  local took = seconds(("i=0; while [ $i -lt %d ]; do %s --version; i=$((i + 1)); done"):format(loops, docket), 3)
  report("docket --version", ("%.1f"):format(took / loops * 1000), "ms")
  local file = listing()
  local database = work .. "/page.db"
  local one = seconds(("%s index -q %s -d %s"):format(docket, file, database), 3,
    ("rm -f %s %s-wal %s-shm"):format(database, database, database))
  report(("a page of %d KB to a finished index"):format(size(file) // 1000), ("%.0f"):format(one * 1000), "ms")
end

local function memory_figures()
  local megabytes = tonumber(os.getenv("BENCH_MB") or "100")
  local path, bytes = stream(megabytes * MB, work .. "/large.ndjson")
  local database = work .. "/large.db"
  local remove = ("rm -f %s %s-wal %s-shm"):format(database, database, database)
  os.execute(remove)
  local peak = peak_memory(("exec %s index -q %s -d %s"):format(docket, path, database))
  report(("peak memory of indexing %d MB"):format(bytes // MB), ("%.0f"):format(peak / MB), "MB",
    "as a stream of articles")
  os.execute(remove .. " " .. path)
end

-- What lies in files of its own, with the helpers from here.
local function html_figures() dofile "spec/bench/html.lua" { report = report, read = read, work = work } end
local function feed_figures() dofile("spec/bench/feed.lua").figures(report) end
local function archive_figures()
  dofile("spec/bench/archive.lua").run { work = work, docket = docket, capture = capture, seconds = seconds,
    peak_memory = peak_memory, report = report, rate = rate, exists = exists, MB = MB }
end

print(("%s; %s; texts: %s"):format(_VERSION, capture("uname -sm"):gsub("\n", ""), page))
local figures = { core_figures, rules_figures, date_figures, index_figures, start_figures, memory_figures,
  html_figures, feed_figures, archive_figures }
for _, figure in ipairs(figures) do
  local ok, message = pcall(figure)
  if not ok then report("failed", "-", "", tostring(message)) end
end
