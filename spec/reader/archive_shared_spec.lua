-- The archives of ../shared/warc: every good record read, every bad one told. What is
-- expected was found by reading the files byte by byte and by computing the digests apart.
local archive = require "docket.core.archive"

-- Each entry as "type offset payload-bytes digest", offsets as in names of documents; then
-- the problems as "offset code".
local files = {
  ["bad.arc"] = { -- lengths of -1, -1, 1 and "abc"
    { "resource 202 1 none" },
    { "0 EHEADER", "134 EHEADER", "262 EHEADER" } },
  ["example-bad-non-chunked.warc.gz"] = { -- one member; the revisit's block digest is of other bytes
    { "warcinfo 0 249 none", "warcinfo 0+488 470 none", "response 0+1197 1270 right", "request 0+2566 493 none",
      "revisit 0+3370 0 wrong", "request 0+4316 493 none" },
    { "0+3370 EDIGEST" } },
  ["example-bad.warc.gz.bad"] = { -- one member: nothing that a stream could not read
    { "warcinfo 0 196 none", "response 0+460 1270 right", "request 0+2451 323 none", "revisit 0+3161 0 unchecked",
      "request 0+4061 323 none", "response 0+4771 201 right" }, {} },
  ["example-digest.warc"] = { -- the first payload digest is none; base32, base64 and its other alphabet
    { "request 0 493 wrong", "request 922 493 right", "request 1840 493 right", "request 2758 493 right" },
    { "0 EDIGEST" } },
  ["example-iana.org-chunked.warc"] = { -- one chunk of 0x1c37 bytes; digests in hex
    { "warcinfo 0 137 none", "response 405 7223 right", "request 8379 76 right" }, {} },
  ["example-resource.warc.gz"] = {
    { "warcinfo 0 249 none", "warcinfo 361 399 none", "resource 802 1303 right" }, {} },
  ["example-space-in-target-uri.warc.gz"] = {
    { "warcinfo 0 73 none", "resource 241 70 right" }, {} },
  ["example-space-in-url.arc"] = { -- 1,579 of the 1,591 bytes that the record should have
    { "warcinfo 0 75 none", "response 151 1270 none" },
    { "151 ETRUNCATED" } },
  ["example-trunc.warc"] = { -- Content-Length is two bytes short, its gzip body cut by them
    { "warcinfo 0 249 none", "warcinfo 488 470 none", "request 2566 493 none" },
    { "1197 EHEADER" } },
  ["example-wget-bad-target-uri.warc.gz"] = {
    { "warcinfo 0 232 right", "request 410 141 right", "response 824 1270 right", "metadata 1978 48 right",
      "resource 2295 49 right", "resource 2681 471 right" }, {} },
  ["example-wrong-chunks.warc.gz"] = { -- three members for two records; another block digest
    { "response 0 1270 wrong", "request 1130+4 137 right" },
    { "0 EDIGEST" } },
  ["example.arc"] = { { "warcinfo 0 75 none", "response 151 1270 none" }, {} },
  ["example.arc.gz"] = { { "warcinfo 0 75 none", "response 171 1270 none" }, {} },
  ["example.warc"] = {
    { "warcinfo 0 249 none", "warcinfo 488 470 none", "response 1197 1270 right", "request 2566 493 none",
      "revisit 3370 0 right", "request 4316 493 none" }, {} },
  ["example.warc.gz"] = {
    { "warcinfo 0 249 none", "warcinfo 353 470 none", "response 784 1270 right", "request 2012 493 right",
      "revisit 2621 0 right", "request 3207 493 right" }, {} },
  ["post-test.warc.gz"] = {
    { "response 0 545 right", "request 720 227 right", "response 1196 552 right", "request 1919 223 right",
      "response 2395 551 right", "request 3118 224 right" }, {} },
}

local folder = "../shared/warc/"

local function place(it) return it.within and ("%d+%d"):format(it.offset, it.within) or tostring(it.offset) end

local function read_all(reader)
  local entries, problems, urls = {}, {}, {}
  local function take()
    for _, problem in ipairs((reader:problems())) do problems[#problems + 1] = ("%s %s"):format(place(problem), problem.code) end
  end
  for entry in reader.next, reader do
    local payload = reader:payload()
    take()
    entries[#entries + 1] = ("%s %s %s %s"):format(entry.type, place(entry), payload and #payload, entry.digest)
    urls[#urls + 1] = entry.url
  end
  take()
  reader:close()
  return entries, problems, urls
end

describe("the archives of ../shared", function()
  for name, expected in pairs(files) do
    it(name, function()
      local handle = io.open(folder .. name, "rb")
      if not handle then return pending "../shared is not there" end
      local entries, problems, urls = read_all(assert(archive.open(folder .. name)))
      assert.same(expected[1], entries)
      assert.same(expected[2], problems)
      for _, url in ipairs(urls) do assert.is_nil(url:find "[ <>]", url) end
      -- As a stream in small pieces it is the same.
      local streamed = read_all(assert(archive.open(function() return handle:read(61) end)))
      assert.same(entries, streamed)
      handle:close()
    end)
  end

  it("give articles or a reason for each", function()
    local docket = require "docket"
    if not io.open(folder .. "example.warc") then return pending "../shared is not there" end
    for name in pairs(files) do
      local document = assert(docket.open(folder .. name))
      local count = 0
      for article in document:articles() do
        count = count + 1
        assert.equal(count, article.number)
        assert.matches("#offset=%d+", article.source)
      end
      assert.equal(count, document.summary.articles)
      local told = document.summary.documents + #document:problems()
      for _, n in pairs(document.summary.passed_over) do told = told + n end
      assert.is_true(told >= document.summary.entries, name)
      document:close()
    end
  end)
end)
