-- Speed and memory of archives. spec/bench/run.lua calls it: returns a function of its
-- helpers { work, docket, capture, seconds, peak_memory, report, rate, exists, MB }; run by
-- itself, `lua spec/bench/archive.lua`, it needs none.
--
-- A gigabyte (BENCH_ARCHIVE_MB) of WARC is made once under build/bench: records of invented pages of
-- 2 to 60 KB with digests, plain and gzipped a record.

local M = {}

local MB = 1000 * 1000

local words = {}
for word in ([[court sentenced police trial judge prison years months charged lawyer activist verdict hearing appeal in
  of the a to and for with on by from Ruda Norland Jan Oll Ida Ask said after before public protest district city
  regional accused detained prosecutors fine released suspended term criminal case]]):gmatch "%S+" do
  words[#words + 1] = word
end

-- A page of about so many bytes; `random` gives numbers.
local function page(size, number, random)
  local out, n = { ("<html><head><title>Page %d</title></head><body>\n<p>"):format(number) }, 0
  while n < size do
    local word = words[random(#words)]
    out[#out + 1], n = word .. (random(12) == 1 and ".</p>\n<p>" or " "), n + #word + 1
  end
  out[#out + 1] = "</p></body></html>\n"
  return table.concat(out)
end

-- Records of different pages, with the SHA-256 that their block really has.
local function records()
  local core = require "docket.core"
  local seed = 7
  local function random(below)
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % below + 1
  end
  local list = {}
  for number = 1, 60 do
    local body = page(2000 + random(58000), number, random)
    local kind = number % 5 == 0 and "image/png" or "text/html; charset=utf-8"
    local block = ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"):format(kind, #body, body)
    local document = core.parse(block, nil, { format = "text" })
    list[number] = ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://bell.example/%d\r\n"
      .. "WARC-Date: 2021-04-07T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\nWARC-Block-Digest: sha256:%s\r\n"
      .. "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"):format(
      number, number, document:sha256(), #block, block)
    document:close()
  end
  return list
end

local function write(path, pieces, bytes)
  local handle = assert(io.open(path, "wb"))
  local written, i = 0, 0
  while written < bytes do
    i = i % #pieces + 1
    handle:write(pieces[i])
    written = written + #pieces[i]
  end
  handle:close()
  return written
end

-- Each piece as a gzip member, packed by gzip itself; nil where there is none.
local function gzipped(pieces, work)
  local packed = {}
  for i, piece in ipairs(pieces) do
    local handle = assert(io.open(work .. "/member", "wb"))
    handle:write(piece)
    handle:close()
    local pipe = io.popen(("gzip -6 -n -c %s/member"):format(work))
    packed[i] = pipe:read "a"
    pipe:close()
    if packed[i] == "" then return nil end
  end
  os.remove(work .. "/member")
  return packed
end

-- A script that reads every entry with its payload.
local function script(path, options)
  return ([[lua5.4 -e 'local a = require "docket.core.archive"; local r = assert(a.open(%q, { %s }))
    local n = 0; for e in r.next, r do if e.content_type == "text/html" then n = n + #r:payload() end end
    assert(#(r:problems()) == 0)']]):format(path, options)
end

---@param bench table  helpers of spec/bench/run.lua
function M.run(bench)
  local megabytes = tonumber(os.getenv "BENCH_ARCHIVE_MB" or "1000")
  local plain, packed = bench.work .. "/archive.warc", bench.work .. "/archive.warc.gz"
  local pieces = records()
  local bytes = write(plain, pieces, megabytes * MB)
  local took = bench.seconds(script(plain, ""), 3)
  bench.report(("WARC of %d MB, digests checked"):format(bytes // MB), bench.rate(bytes, took), "MB/s")
  took = bench.seconds(script(plain, "digests = false"), 3)
  bench.report("the same, digests not checked", bench.rate(bytes, took), "MB/s")
  local members = gzipped(pieces, bench.work)
  if members then
    local size, whole = 0, 0
    for i, member in ipairs(members) do size, whole = size + #member, whole + #pieces[i] end
    local ratio = whole / size
    write(packed, members, bytes / ratio)
    took = bench.seconds(script(packed, ""), 2)
    local inflating = bench.seconds(("gzip -dc %s"):format(packed), 2)
    bench.report("the same, gzipped a record", bench.rate(bytes, took), "MB/s",
      ("of unpacked data; gzip -dc alone: %s MB/s"):format(bench.rate(bytes, inflating)))
    bench.report("its peak memory", ("%.0f"):format(bench.peak_memory("exec " .. script(packed, "")) / MB), "MB")
  end
  bench.report("peak memory of the plain one", ("%.0f"):format(bench.peak_memory("exec " .. script(plain, "")) / MB), "MB")
  local hashing = bench.seconds(([[lua5.4 -e 'require("docket.core").sha256(%q)']]):format(plain), 2)
  bench.report("SHA-256 of the file, in pieces", bench.rate(bytes, hashing), "MB/s")
  os.remove(plain)
  os.remove(packed)
end

return M
