-- A kind of its own: who refuses food in protest, and since when.
--   docket extract FILE --rules examples/own-rules --kind hunger_strike
kind "hunger_strike" { doc = "A refusal of food in protest", fields = { "persons", "date", "status" } }

rule "hunger_strike.begun" {
  kind = "hunger_strike",
  doc = "X began a hunger strike [on DATE]",
  trigger = words "began a hunger strike|began his hunger strike|began her hunger strike|went on hunger strike",
  needs = { persons = subject },
  takes = { date = near "date" },
  status = "begun",
  examples = {
    { "Marat Qosqulaq began a hunger strike on April 18, 2023.", { status = "begun", date = "2023-04-18" } },
    { "Marat Qosqulaq began a film about a strike.", nil },
  },
}

rule "hunger_strike.ended" {
  kind = "hunger_strike",
  doc = "X ended the hunger strike [on DATE]",
  trigger = words "ended his hunger strike|ended her hunger strike|ended the hunger strike|ended a hunger strike",
  needs = { persons = subject },
  takes = { date = near "date" },
  status = "ended",
  examples = { { "Aliya Temirhan ended her hunger strike in May 2022.", { status = "ended", date = "2022-05" } } },
}
