#!/usr/bin/env bash
# Strikes a sweep of small models (60 by default, an even number) with random faults and compares it
# with an undisturbed run. Prints the table of docs/reliability.md.
#
#   src/test/faults/run.sh [FAULTS] [SEED] [MODELS]
#
# As root it makes a file system of 24 MB in memory for the sweep, which it fills and makes read-only;
# otherwise the disk that is full is skipped. Linux, with setsid and GNU env.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

readonly faults=${1:-200} seed=${2:-1} models=${3:-60}
if [[ ! $faults =~ ^[0-9]+$ || $faults -lt 11 || ! $seed =~ ^[0-9]+$ ||
  ! $models =~ ^[0-9]*[02468]$ || $models -lt 2 ]]; then
  echo "run.sh must have a number of faults, 11 or more, a seed, and an even number of models," \
    "got $faults $seed $models" >&2
  exit 2
fi

options=(-Dfaults.count="$faults" -Dfaults.seed="$seed" -Dfaults.models="$((models / 2))" -Dfaults.epochs=20)
disk=
leave() {
  [[ -z $disk ]] || { umount -l "$disk" && rmdir "$disk"; }
}
trap leave EXIT
if [[ $(id -u) -eq 0 ]]; then
  small=$(mktemp -d)
  if mount -t tmpfs -o size=24m tmpfs "$small"; then
    disk=$small
    options+=(-Dfaults.disk="$disk")
  else
    rmdir "$small"
    echo "a small disk cannot be made here: a full one is skipped" >&2
  fi
fi

began=$SECONDS
mvn -B -q -ntp -Dspotless.check.skip=true -Dtest=FaultTest "${options[@]}" test
cat target/faults.md
echo "$((SECONDS - began)) s with its build" >&2
