#!/usr/bin/env bash
# Looks for bytes that break what a target promises: `fuzz/run.sh SECONDS [TARGET…]`, all targets where none is named. It needs a nightly
# compiler and `cargo install cargo-fuzz`. What it finds lies in fuzz/artifacts; mended, it goes into fuzz/corpus and stays there as a test.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds for each target}
shift
targets=("$@")
[ ${#targets[@]} -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list)
for target in "${targets[@]}"; do
    # New inputs go to a folder of their own: what is kept in the repository is chosen by hand.
    mkdir -p "fuzz/found/$target"
    # Our code has no `unsafe`: what the address sanitizer would find costs half of the speed and belongs to other crates.
    # Fixtures are inputs too.
    case $target in
        formats) more=(fixtures/formats) ;;
        html | text) more=(fixtures/pages) ;;
        *) more=() ;;
    esac
    cargo +nightly fuzz run --sanitizer none "$target" "fuzz/found/$target" "fuzz/corpus/$target" "${more[@]}" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=65536 -print_final_stats=1
done
