-- Radio Free (radiofree.org): pages that publish others' articles.
--
-- A site hint adds to the phrases of lua/docket/words. It is needed only where a page
-- gives too little to learn from: one article alone, or lines that never repeat.
return {
  name = "Radio Free",
  hosts = { "radiofree.org", "www.radiofree.org" },
  closing = { "this post was originally published on" },
}
