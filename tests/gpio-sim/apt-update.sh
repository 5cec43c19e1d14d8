#!/usr/bin/env bash
# apt-get update that waits for another apt, as apt-get install does by itself. Its words go to standard output.
# Usage: apt-update.sh SECONDS    Ends with apt's own code; when another apt was at work all that time, with that of the last attempt.
set -uo pipefail

until words=$(LC_ALL=C apt-get -qq update 2>&1); do
  code=$?
  [[ $words == *"Could not get lock"* || $words == *"Unable to lock"* ]] && [ "$SECONDS" -lt "$1" ] ||
    { printf '%s\n' "$words"; exit "$code"; }
  sleep 2
done
