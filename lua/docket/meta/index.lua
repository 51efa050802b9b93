---@meta docket.core.index

---The C module: one SQLite file. Storing happens in a thread of its own, in
---batches; reading happens on a second connection that cannot write. A failure of
---the world is nil, message, code; a caller's mistake raises. What most programs
---want is docket.index, which is made of this.
---@class docket.core.index
---@field schema_version integer  that this docket writes
local index = {}

---@alias docket.core.index.Code
---| "ENOENT"     no such file, and it was not to be made
---| "EOPEN"      the file cannot be opened
---| "ENOTDB"     no SQLite database
---| "EOTHER"     a database of another application
---| "ENEWER"     made by a newer docket
---| "EOLDER"     made by an older docket, and open for reading only
---| "EBUSY"      another process writes, and went on for too long
---| "EFULL"      the disk is full; what was stored before is whole
---| "EIO"        reading or writing failed
---| "ECORRUPT"   the file is damaged
---| "EREADONLY"  writing where only reading is possible or allowed
---| "ESQL"       SQL that SQLite refuses
---| "ELIMIT"     a query ran longer than it may
---| "ECHANGED"   another process changed the document meanwhile
---| "EKIND"      a kind that cannot be declared so

---Open or make an index.
---@param path string
---@param options? docket.index.Options
---@return docket.core.index.Index? index
---@return string? message
---@return docket.core.index.Code? code
function index.open(path, options) end

---@class docket.core.index.Index: userdata
local Index = {}

---Finish what is queued, commit, close every query, and close.
---@return true? ok
---@return string? message
---@return docket.core.index.Code? code
function Index:close() end

---@return boolean
function Index:is_open() end

---@return boolean
function Index:is_read_only() end

---Wait until all that was given is committed.
---@return true? ok
---@return string? message
---@return docket.core.index.Code? code
function Index:sync() end

---Merge the full-text index into one segment.
---@return true? ok
---@return string? message
---@return docket.core.index.Code? code
function Index:optimize() end

---@class docket.core.index.Document
---@field source string    path or URL
---@field sha256? string   of the bytes; without it the source alone names the document
---@field format? string
---@field length? integer  bytes
---@field ruleset? string  hash of the rules that make the records
---@field stream? boolean  the source is no lasting name (standard input)

---Begin a document. Nothing is begun where it is unchanged.
---@param document docket.core.index.Document
---@return integer|false|nil token  for the calls below; false where it is unchanged
---@return "new"|"version"|"resumed"|"rules"|"unchanged"|string status  or a message
---@return docket.core.index.Code? code
function Index:begin_document(document) end

---Keep an article that is stored with records of the document's rules.
---@param token integer
---@param article table  docket.Article or a table with its fields
---@return boolean? kept  false: it has to be added
---@return string? message
---@return docket.core.index.Code? code
function Index:keep_article(token, article) end

---Add an article with its records; those that are there are replaced.
---@param token integer
---@param article table
---@param records? table[]
---@param sketch? string  of `article.core:fingerprint()`: copies are found by it
---@return true? ok
---@return string? message
---@return docket.core.index.Code? code
function Index:add_article(token, article, records, sketch) end

---End a document: only now it counts as complete, and takes the place of an
---earlier version of its source.
---@param token integer
---@param sha256? string  where it was not known at the beginning
---@return true? ok
---@return string? message
---@return docket.core.index.Code? code
function Index:end_document(token, sha256) end

---Declare a kind of record, which gets a view with its fields.
---@param kind { name: string, fields: string[] }
---@return string|true|nil view  its name; true for a kind that is built in
---@return string? message
---@return docket.core.index.Code? code
function Index:declare_kind(kind) end

---Prepare one statement that reads. docket_fold(text) gives the words of a text
---without case and diacritics, docket_has(text, words) whether they begin in it.
---@param sql string
---@param ... nil|boolean|number|string  its parameters
---@return docket.core.index.Query? query
---@return string? message
---@return docket.core.index.Code? code
function Index:query(sql, ...) end

---A prepared statement; a generic for can call it. Closed with its index.
---@class docket.core.index.Query: userdata
---@field columns string[]  names in order
---@overload fun(): table?
local Query = {}

---@return table? row  by column name; nil at the end
---@return string? message
---@return docket.core.index.Code? code
function Query:next() end

---The first column of all rows that are left, as integers.
---@return integer[]? integers
---@return string? message
---@return docket.core.index.Code? code
function Query:integers() end

---Bind other parameters and begin anew.
---@param ... nil|boolean|number|string
---@return docket.core.index.Query? query
---@return string? message
---@return docket.core.index.Code? code
function Query:bind(...) end

---Stop the query once it has computed for so long (0: no limit).
---@param milliseconds integer
---@return docket.core.index.Query query
function Query:limit(milliseconds) end

function Query:close() end

return index
