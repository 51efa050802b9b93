-- A rule file to copy: what it finds, in one line.
--
-- Copy it into a directory of your own, say my-rules/, and try it:
--
--     docket rules test --rules my-rules/
--     docket rules diff --rules my-rules/ news.txt
--
-- README.md beside this file explains every name.

-- 1. A kind of your own, with its fields; leave it out to make a kind that there is.
kind "raid" { doc = "A search of premises by the police", fields = { "persons", "place", "date", "status" } }

-- 2. A fact: words that it hinges on, and what stands around them.
rule "raid.searched" {
  kind = "raid",
  doc = "police raided the home of X [on DATE]",
  trigger = words "raided|searched|stormed",
  needs = { persons = after(sp * gap(6, words "of" * sp), "person") },
  takes = { date = near "date" },
  unless = { after = sp * words "for" },            -- "searched for X" is no raid
  status = "happened",
  examples = {
    { "Police raided the home of Lena Dorn on May 3, 2021.",
      { persons = { "Lena Dorn" }, date = "2021-05-03", status = "happened", quote = "raided" } },
    { "Rescuers searched for Lena Dorn.", nil },
  },
}

-- 3. Something linear: a pattern over the text from a trigger word on.
pattern "raid.warrant" {
  kind = "raid",
  doc = "a search warrant",
  trigger = words "search",
  pattern = words "search" * sp * Cg(words "warrant|warrants", "place"),
  make = function(captures) return { status = "possible", place = captures.place } end,
  examples = {
    { "The police had a search warrant.", { quote = "search warrant", status = "possible" } },
    { "They search the house.", nil },
  },
}
