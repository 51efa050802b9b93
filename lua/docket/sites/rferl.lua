-- Radio Free Europe/Radio Liberty (rferl.org), in English.
return {
  name = "RFE/RL",
  hosts = { "rferl.org", "www.rferl.org" },
  byline = { "written by", "reported by", "with reports by" },
  credit = { "with reporting by", "based on reporting by", "with additional reporting by" },
  promotion = { "listen to the podcast above", "to subscribe, click here" },
}
