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
export COLUMNS="${COLUMNS:-110}"
show articles --format table "$listing"
show extract --format table --kind sentence,charge "$listing"
show index "$listing" -d "$database"
show search --format table 'sentenced kind:sentence' -d "$database"
show people --format table -d "$database"
echo
echo "The index is $database; docket search, docket show and docket sql read it."
