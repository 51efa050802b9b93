---@meta docket.core.archive

---The C module of archives: bytes of WARC, ARC, zip, tar, 7z and packed files in, entries out.
---Archives in archives are entered. Bytes are pulled piece by piece: an archive of any length
---takes constant memory. Offsets of archives count from 0, as indexes of web archives do.
---@class docket.core.archive
local archive = {}

---Limits are whole numbers above 0; csrc/archive/dk_archive_limits.h has the defaults and
---the reasons.
---@class docket.core.ArchiveOptions
---@field source string?       name of the archive, for messages
---@field payload_max integer? bytes of one document, unpacked (64 MiB); longer ones are skipped
---@field ratio_max integer?   bytes unpacked for each byte read, over all (250); more ends the reading
---@field ratio_free integer?  bytes unpacked before the ratio counts (64 MiB)
---@field entries_max integer? entries, those of archives inside counted too (50 million)
---@field depth_max integer?   archives in archives (4, at most 16)
---@field digests boolean?     false: digests are not checked

---An entry: a record of a WARC or ARC file, or a file of a container.
---@class docket.core.Entry
---@field type "response"|"resource"|"conversion"|"revisit"|"request"|"metadata"|"warcinfo"|"continuation"|"other"|"file"
---@field offset integer        byte of its archive's file at which it begins; where that is gzipped, its member does
---@field within integer?       unpacked bytes of the member before it, nil for none
---@field length integer?       bytes of the file that it takes, where that can be said
---@field name string?          path in a container; of a record in an archive inside, that archive's: "a.wacz!/b.warc"
---@field url string?           target
---@field date string?          of the capture (of a file, of its change): YYYY-MM-DDTHH:MM:SSZ
---@field id string?            WARC-Record-ID
---@field refers_to string?     target or ID of the record that a revisit or conversion refers to
---@field content_type string?  media type of the payload, in lower case, without parameters
---@field charset string?       as the record or response declares it
---@field status integer?       of an HTTP response
---@field segment integer?      of a record in several segments
---@field digest "right"|"wrong"|"unchecked"|"none"|nil  of records
---@field head string?          first bytes of a file, at most 4096

---@class docket.core.ArchiveProblem
---@field offset integer  as of an entry
---@field within integer?
---@field name string?    of the archive inside the archive
---@field code "ETRUNCATED"|"ECORRUPT"|"EHEADER"|"EDIGEST"|"EENCODING"|"ETOOBIG"|"ELIMIT"
---@field message string

---@class docket.core.Archive: userdata
local Archive = {}

---Begin to read an archive.
---@param source string|fun(): string?  path, or a function that gives the next piece, nil at the end
---@param options? docket.core.ArchiveOptions
---@return docket.core.Archive? reader
---@return string? message
---@return "ENOENT"|"EACCES"|"EIO"|"EEMPTY"|"EBINARY"|nil code
---
---    local reader <close> = assert(archive.open "crawl.warc.gz")
---    for entry in reader.next, reader do print(entry.offset, entry.url, #(reader:payload() or "")) end
function archive.open(source, options) end

---The same for bytes in memory.
---@param bytes string
---@param options? docket.core.ArchiveOptions
---@return docket.core.Archive? reader
---@return string? message
---@return "EEMPTY"|"EBINARY"|nil code
function archive.parse(bytes, options) end

---The next entry. What is damaged is stepped over, and among the problems.
---@return docket.core.Entry? entry  nil at the end
---@return string? message  where the source failed
---@return "EIO"? code
function Archive:next() end

---The document of the entry, of a response without transfer and content encodings. Once an entry.
---@return string? bytes  nil where it cannot be had: a problem says why
---@return string? message
---@return "EIO"? code
function Archive:payload() end

---The next piece of a file (type "file"), instead of its payload; no limit but the ratio.
---@return string? bytes  nil at the end
---@return string? message
---@return "EIO"? code
function Archive:piece() end

---Problems since the last call.
---@return docket.core.ArchiveProblem[] problems  at most 100
---@return integer count  of all of them
function Archive:problems() end

---Closing twice is allowed.
function Archive:close() end

return archive
