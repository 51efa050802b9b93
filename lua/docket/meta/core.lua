---@meta docket.core

---The C module: bytes in, articles, blocks, segments and trigger positions out.
---Positions are 1-based inclusive bytes. A failure of the world is nil, message, code;
---a caller's mistake raises.
---@class docket.core
local core = {}

---What a language or a site says by convention, compiled once, never changed.
---@class docket.core.Profile: userdata

---@class docket.core.Lists
---@field abbreviations? string[] words with their period; an entry "[group] remark" opens a
---  group: titles, numbers, sometimes (this one at first), times, openers, after times
---@field byline? string[] phrases that open a byline: "written by"
---@field credit? string[] "with reporting by"
---@field promotion? string[] "subscribe to"
---@field closing? string[] "this post was originally published"
---@field caption? string[] "photo:"

---@class docket.core.Options
---@field source? string name of the source, given back by document:source()
---@field format? docket.core.Format takes the bytes for this instead of looking; "text" makes all of them one article

---@alias docket.core.Format "empty"|"text"|"listing"|"ndjson"|"html"|"feed"|"warc"|"archive"|"mail"|"pdf"|"office"|"encoded"|"binary"
---@alias docket.core.Kind "headline"|"dateline"|"body"|"subhead"|"caption"|"byline"|"credit"|"quote"|"boilerplate"

---Make a profile of word and phrase lists.
---@param lists docket.core.Lists
---@return docket.core.Profile
---
---    local profile = core.profile { abbreviations = { "[titles]", "Gen." }, byline = { "written by" } }
function core.profile(lists) end

---Read a file. Files of a megabyte and more are mapped.
---@param path string
---@param profile? docket.core.Profile
---@param options? docket.core.Options
---@return docket.core.Document? document
---@return string? message  names the file and the remedy
---@return "ENOENT"|"EISDIR"|"EACCES"|"EIO"|"ETOOBIG"? code
function core.open(path, profile, options) end

---Read bytes; the document keeps the string alive.
---@param bytes string
---@param profile? docket.core.Profile
---@param options? docket.core.Options
---@return docket.core.Document? document
---@return string? message
---@return "ETOOBIG"? code
function core.parse(bytes, profile, options) end

---The format of a file from its first bytes (64 KB tell all that can be told). Never
---"listing", which takes the whole file.
---@param bytes string
---@return docket.core.Format
function core.look(bytes) end

---SHA-256 of a file, read in pieces: a file of any length takes little memory.
---@param path string
---@return string? hex  64 digits
---@return string? message
---@return "ENOENT"|"EISDIR"|"EACCES"|"EIO"? code
function core.sha256(path) end

---SHA-256 of pieces of text, one after the other.
---@param pieces string[]
---@return string hex  64 digits
function core.sha256_of(pieces) end

---Phrases as a matcher for `lpeg.Cmt`, to stand behind a set of the bytes that they open with:
---
---    local match, openers, value_of = core.phrases { january = "01", february = "02" }
---    local months = lpeg.S(openers) * lpeg.Cmt(true, match) / value_of
---
---The longest phrase that ends where a word ends is found; a space in it stands for one or more.
---@param phrases string|table<string, any>  "found guilty|jailed", or phrase -> value
---@return fun(text: string, position: integer): integer? match  position: behind the first byte; gives the one behind the phrase
---@return string openers
---@return nil|fun(text: string): any value_of  of phrases with values: the one that the text begins with
function core.phrases(phrases) end

---Read a word list. New entries are put behind the end of `order` as well.
---@param text string
---@param entries table<string, string>  folded entry -> value, or itself; changed
---@param order string[]  changed
---@return true? read
---@return integer? line  at which reading ended, as it has no entry before '='
function core.read_list(text, entries, order) end

---What two texts have in common, as their sketches tell (see csrc/core/dk_sketch.h).
---@param sketch string  of `article:fingerprint`
---@param other string
---@return number share  passages of both, 0 to 1, of those of the text of which more is common
---@return number resemblance  of those of either text
function core.likeness(sketch, other) end

---A document of one article whose blocks the reader of another format has found. A body
---block that opens with a phrase of the profile becomes a byline, credit, caption or
---boilerplate, and the dateline in front of the first one a block of its own.
---@param text string
---@param profile? docket.core.Profile
---@param blocks { kind: docket.core.Kind, first: integer, last: integer }[]  in order, apart
---@return docket.core.Document? document
---@return string? message
---@return "ETOOBIG"? code
function core.compose(text, profile, blocks) end

---Words at which rules could match, in folded form, each with a number from 0 to 2^32 - 1.
---Specials: "<digit>", a word that begins with a digit; "<capital>", the first of a run of
---capitalised words (words with nothing but spaces or a hyphen between them).
---@param words table<string, integer>
---@return docket.core.Triggers
function core.triggers(words) end

---Call a function that may add so many bytes to the state's memory, and no more.
---Inside another such call the outer one's bound holds.
---@param bytes integer
---@param f function
---@param ... any  its arguments
---@return boolean ok
---@return any ...  its results, or the message: "not enough memory"
function core.bounded(bytes, f, ...) end

---@class docket.core.Triggers: userdata

---Counts the words of a text by the lists that they stand in; a word may stand in several.
---@param lists string[][]  lower-case words of letters alone
---@return docket.core.Tally
function core.tally(lists) end

---@class docket.core.Tally: userdata
local Tally = {}

---@param text string  in lower case
---@return integer words  of the text, in lists or not
---@return integer[] counts  by list
function Tally:count(text) end

---A text with a space for each punctuation mark or space of U+0080 to U+00BF and U+2000 to
---U+20BF, and for each Arabic comma, semicolon and question mark.
---@param text string
---@return string spaced
---@return boolean ascii  nothing beyond ASCII is left
function core.spaced(text) end

---@class docket.core.Document: userdata
---@operator len: integer  number of articles
local Document = {}

---@return docket.core.Format
function Document:format() end

---SHA-256 of the bytes, computed at the first call.
---@return string hex  64 digits
function Document:sha256() end

---@return integer bytes
function Document:length() end

---Bytes of the document; positions outside it are clipped.
---@param first? integer  default 1
---@param last? integer  default the last byte
---@return string
function Document:bytes(first, last) end

---The name given as options.source.
---@return string?
function Document:source() end

---What is wrong with the bytes, by position; at most 100 are listed.
---@return { position: integer, code: "EEMPTY"|"EBINARY"|"EENCODING"|"ENUL", message: string }[]
---@return integer count  of all of them
function Document:problems() end

---@param number integer  1-based
---@return docket.core.Article
function Document:article(number) end

---Close the document; its articles stay usable until they are closed themselves.
function Document:close() end

---@class docket.core.Article: userdata
local Article = {}

---Where the article stands in the document.
---@return integer first
---@return integer last
function Article:range() end

---Exactly these bytes. All positions below count bytes of this string.
---@return string
function Article:text() end

---@return { kind: docket.core.Kind, first: integer, last: integer }[]
function Article:blocks() end

---Number of the earlier article with the same words.
---@return integer?
function Article:duplicate_of() end

---Linguistic sentences of headline, body and quote blocks: { first1, last1, first2, ... }.
---@return integer[]
function Article:segments() end

---Tokens of these segments, in the same form.
---@return integer[]
function Article:tokens() end

---The text for matching, of the same length: lower case, white space as spaces, quotation
---marks and hyphens as their ASCII forms, each followed by 0x7F for its further bytes.
---@return string
function Article:folded() end

---A sketch of the words of body and quote blocks, by which copies are known.
---@return string? sketch  nil for texts of less than 50 passages (54 words)
---@return integer? passages  in the text
function Article:fingerprint() end

---All triggers inside segments in text order: { first, number, segment, first, ... }.
---@param triggers docket.core.Triggers
---@return integer[]
function Article:scan(triggers) end

---Free what the article holds.
function Article:close() end

---The word that ends before a position, over spaces: letters, digits, apostrophes and hyphens.
---@param folded string
---@param position integer  1-based byte
---@return string? word
function core.word_before(folded, position) end

---Tokens of masked text: words, marks, and entities (a code and filler) as one token each.
---@param masked string  folded text in which entities are masked
---@param entities? docket.Entity[]  in text order; each becomes a token of its type, and gets the field `token`
---@return string[] kinds  "word", "'s", ",", "quote", "(", ")", ";", ":", "dash", ".", "entity", "other"
---@return string[] words  the token's bytes, without filler
---@return integer[] firsts  1-based bytes
---@return integer[] lasts
---@return table<integer, docket.Entity> entity_of  by token
---@return integer n
function core.tokens(masked, entities) end

---Folded text in which entities are masked: a code and filler for each; those of a type without
---a code stay as they are.
---@param folded string
---@param entities docket.Entity[]  in text order
---@param codes table<string, string>  type -> control character
---@return string masked
function core.mask(folded, entities, codes) end

---The word, as `words` cuts them, so many words before the one at a position.
---@param text string
---@param position integer  1-based byte
---@param count integer
---@param first integer  of the range of the text in which words are counted
---@param last integer
---@return integer? start  counted from `first`
function core.word_back(text, position, count, first, last) end

---Where a run of capitalised words ends, if it is plain: ASCII letters and spaces alone, and
---nothing behind it that could belong to it.
---@param text string
---@param first integer  1-based byte
---@return integer? last  nil where that is not sure
function core.name_run(text, first) end

---Does " of " stand before a position, with ASCII letters, digits, hyphens and spaces between?
---@param folded string
---@param position integer  1-based byte
---@param reach integer  bytes to look back at most
---@return boolean
function core.of_before(folded, position, reach) end

---@class docket.core.Plan: userdata
local Plan = {}

---Which rules are tried where in a text.
---@param text string  folded or masked
---@param candidates integer[]  { position, trigger, position, … }
---@return integer[]? tries  { rule, first, position, … }: the rule at `first`, to match over `position`
function Plan:tries(text, candidates) end

---@class docket.core.PlanOf
---@field triggers docket.core.Triggers
---@field rules integer
---@field phases integer[]
---@field items integer[][]
---@field opens table<string, integer[]>
---@field between table<string, integer[]>
---@field follows table<string, integer[]>

---Which rules are tried at which triggers. Rules are numbers below `rules`; a trigger has one
---number in `phases` (bits: 1 values, 2 names, 4 terms, 8 facts, 16 marks), and its rules stand in
---`items` at that number (values), that and the count of triggers (names), or twice that (terms).
---@param plan docket.core.PlanOf
---  items: { rule, reach, rule, reach, … }: it may begin so many words before the trigger;
---  opens: word -> rules that may begin with it; "" (anything), "<digit>", "<digit:N>" (N digits,
---  5: more), "<sign>", or a control character (an entity of that code);
---  between: likewise, all that may stand between that word and the trigger's; follows: what has to
---  follow the trigger's, also "<mark:C>" (the character C right behind it)
---@return docket.core.Plan
function core.plan(plan) end

---What is to be tried in an article, as tables by segment.
---@param plan docket.core.Plan
---@param values_only? boolean  the other tables stay empty
---@return table<integer, integer[]> values  { rule, first, position, … }
---@return table<integer, integer[]> names  { position, trigger, … }
---@return table<integer, integer[]> terms
---@return table<integer, integer[]> facts
---@return table<integer, true> marked
function Article:candidates(plan, values_only) end

---Where a rule may begin to match: the first bytes of words, currency signs and entities.
---@param text string  folded or masked
---@return integer[] firsts
function core.words(text) end

---The word before a position over spaces, filler and punctuation.
---@param folded string
---@param position integer  1-based byte
---@param reach integer  bytes to look back at most
---@return string? word
---@return string? mark  what lies between the word and the position
---@return integer? first  where the word begins
function core.word_left(folded, position, reach) end

return core
