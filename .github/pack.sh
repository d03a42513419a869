#!/usr/bin/env bash
# Packs a built program for a release: `pack.sh TARGET` after `cargo build --release --target TARGET`. Writes the assets of the
# packages (manual page, completions) to target/assets and the archive to target/packed.
set -euo pipefail
target=$1
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
program=target/$target/release/archive
[ -e "$program" ] || program=$program.exe
name=archive-$version-$target

mkdir -p target/assets target/packed "target/$name"
"$program" man > target/assets/archive.1
for shell in bash zsh fish powershell; do
    "$program" completions "$shell" > "target/assets/archive.$shell"
done
cp -r "$program" target/assets README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "target/$name/"
case $target in
    *windows*) (cd target && 7z a "packed/$name.zip" "$name" > /dev/null) ;;
    *) tar -C target -czf "target/packed/$name.tar.gz" "$name" ;;
esac
rm -r "target/$name"
