---@meta docket.core.markup

---The C module: HTML pages in, their articles and what they say about themselves out.
---Positions are 1-based inclusive bytes. A failure of the world is nil, message, code;
---a caller's mistake raises.
---@class docket.core.markup
local markup = {}

---What words of class attributes and phrases of texts say, compiled once, never changed.
---@class docket.core.Vocabulary: userdata

---Make a vocabulary of lists; see lua/docket/sites/words for their names.
---@param lists { words: table<string, string[]>, phrases: table<string, string[]> }
---@return docket.core.Vocabulary
function markup.vocabulary(lists) end

---Is it a selector as site hints have them?
---@param text string
---@return true? yes
---@return string? message
---@return string? code
function markup.selector(text) end

---Read a page.
---@param text string  UTF-8
---@param options { vocabulary: docket.core.Vocabulary, fragment: boolean?, attributes: string[]? }
---  `fragment`: nothing is judged away; `attributes`: names that selectors will ask for
---@return docket.core.Page? page
---@return string? message
---@return string? code
function markup.page(text, options) end

---@class docket.core.Page: userdata
local page = {}

---Judge it by the selectors of a site hint. Without this call it is judged by none.
---@param hint { content: string?, headline: string?, byline: string?, date: string?, drop: string?, article: string? }
---@return true? done
---@return string? message
---@return string? code
function page:judge(hint) end

---Has the page an element that is selected?
---@param selector string
---@return boolean? has
---@return string? message
---@return string? code
function page:matches(selector) end

---What its head calls the page's own addresses.
---@return string[]
function page:addresses() end

---Its articles. Those of a listing have `items` of their own.
---@return docket.Found[]
function page:articles() end

---@class docket.Item
---@field tag "meta"|"link"|"html"|"title"|"jsonld"|"time"|"h1"|"h2"|"h3"|"byline"|"date"
---@field name string      its name, or its classes, in lower case
---@field content string?  of an attribute; of title and JSON-LD the text
---@field text string?     what is shown
---@field position integer
---@field in_main boolean  in the main text, or just before or behind it
---@field in_junk boolean  in comments, navigation, other stories

---What the page says about itself.
---@return docket.Item[]
function page:metadata() end

---Each block, kept or not, and why.
---@return docket.Judged[]
function page:judged() end

---Give its memory back.
function page:close() end

return markup
