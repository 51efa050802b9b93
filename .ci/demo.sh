#!/bin/sh
# Shows docket at work on an invented listing: demo.sh BUILD
set -eu
docket=$1/docket
database=$1/demo.db
listing=examples/corpus/listing.txt

show() {
  echo
  echo "\$ docket $*"
  "$docket" "$@"
}

rm -f "$database" "$database-wal" "$database-shm"
[ -t 1 ] || export COLUMNS="${COLUMNS:-132}"
show articles --format table "$listing"
show extract --format table --kind sentence,charge "$listing"
pages="examples/corpus/page.html examples/corpus/category.html examples/corpus/feed.xml"
# shellcheck disable=SC2086
show articles --format table $pages
# shellcheck disable=SC2086
show index "$listing" $pages -d "$database"
show search --format table 'sentenced kind:sentence' -d "$database"
show people --format table -d "$database"
show show --format table 'Marqulan Sadyrbek' -d "$database"
cat <<END

That was $listing with two pages and a feed, whose people and places are invented. On your
own pages, feeds and archives it is:

  $docket index my-pages/ -d cases.db
  $docket people -d cases.db
  $docket show 'A NAME' -d cases.db
  $docket search 'prison kind:sentence after:2020' -d cases.db

\`$docket --help\` lists the commands; lua/docket/rules/README.md tells how to change the rules.
END
