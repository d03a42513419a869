//! Says how the programs are linked on Linux with glibc: position-independent, at a random address, or with `ARCHIVE_FIXED_ADDRESS=1` at a
//! fixed one.
//!
//! Position-independent, because the program is fed with bytes that nobody vouches for, though every start moves the pointers of compiled-in
//! tables (stemmers, entities) and copies the pages in which they stand: 43,000 of a release in a tenth of a millisecond (`LD_DEBUG=statistics`).
//! Relocations packed by `-z pack-relative-relocs` make the file smaller
//! and the start hardly faster, as the pages are copied all the same; and what is linked so does not start where glibc is older than
//! 2.36 (it asks for the version `GLIBC_ABI_DT_RELR`). Static programs (musl) are linked as Rust links them.
#![allow(clippy::print_stdout)]

use std::env;

/// The variable of the environment that asks for a program at a fixed address.
const FIXED: &str = "ARCHIVE_FIXED_ADDRESS";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={FIXED}");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let is_static = target("FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    let is_glibc = target("OS") == "linux" && target("ENV") == "gnu";
    let is_fixed = env::var_os(FIXED).is_some_and(|value| value == "1");
    if is_glibc && !is_static && is_fixed {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
