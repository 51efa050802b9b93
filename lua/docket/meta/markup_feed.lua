---@meta docket.core.markup

---Feeds and character encodings, in C. Positions are bytes, 1-based and inclusive.
local markup = {}

---@class docket.DecodeOptions
---@field forced string?    the encoding, by a label of the WHATWG Encoding Standard
---@field declared string?  what is stated outside of the bytes: a label, or a Content-Type header
---@field kind "text"|"html"|"xml"|nil  where a declaration is looked for; "text" by default

---A text in any encoding as UTF-8. What stands for no character becomes U+FFFD and is listed.
---Text that is UTF-8 but for a few bytes stays as it is, for the core to list them.
---@param bytes string
---@param options docket.DecodeOptions?
---@return string? text      `bytes` itself where nothing changes
---@return string encoding   "windows-1251"; or the message
---@return docket.EncodingMap|string|nil map  nil where nothing changed; or the code "EENCODING"
---@return { position: integer, code: string, message: string }[] problems  with `count`
function markup.decode(bytes, options) end

---@class docket.EncodingMap: docket.Map
local map = {}

---The bytes of the source behind bytes of the text, whole characters.
---@param first integer
---@param last integer
---@return integer first
---@return integer last
function map:range(first, last) end

---Read a feed: RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0. Nothing that is wrong with it stops this.
---@param text string  UTF-8
---@return docket.core.Feed feed  `#feed` entries
function markup.feed(text) end

---@class docket.core.Feed
local feed = {}

---@class docket.core.FeedEntry
---@field first integer  of its element
---@field last integer
---@field title string?
---@field title_form "text"|"html"|"maybe"|nil  "maybe": RSS does not say which
---@field link string?
---@field link_base integer?  number for `feed:base`, of this and other fields
---@field id string?
---@field published string?   as it stands
---@field modified string?
---@field content string?     with `content_form`, `content_base`, `content_language`
---@field summary string?     likewise
---@field language string?
---@field authors string[]?

---@param number integer
---@return docket.core.FeedEntry
function feed:entry(number) end

---What is said of the feed itself.
---@return docket.core.FeedEntry
function feed:about() end

---The bytes of the feed behind bytes of a field.
---@param number integer
---@param field "title"|"link"|"id"|"published"|"modified"|"content"|"summary"|"language"
---@param first integer
---@param last integer
---@return integer? first  nil where the entry has no such field
---@return integer? last
function feed:source(number, field, first, last) end

---An xml:base as it stands, and the number of the one that it is relative to, or 0.
---@param number integer
---@return string address
---@return integer outer
function feed:base(number) end

---What is ill-formed.
---@return { position: integer, code: "EFEED", message: string }[] problems  with `count`
function feed:problems() end

return markup
