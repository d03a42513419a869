//! Says how the programs are linked on Linux with glibc: at a fixed address, or with `ARCHIVE_PIE=1` position-independent, at a random one.
//!
//! Fixed, because every start of a position-independent program moves some 100,000 pointers of compiled-in tables (stemmers, entities) and
//! copies the 350 pages in which they stand: 2.5 ms of processor time on a machine where `archive --version` took 6.6. Relocations packed
//! by `-z pack-relative-relocs` make the file smaller and the start hardly faster, as the pages are copied all the same; and what is linked
//! so does not start where glibc is older than 2.36 (it asks for the version `GLIBC_ABI_DT_RELR`). Heap, stack and libraries lie at random
//! addresses as ever. Static programs (musl) are linked as Rust links them.
#![allow(clippy::print_stdout)]

use std::env;

/// The variable of the environment that asks for a position-independent program.
const PIE: &str = "ARCHIVE_PIE";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={PIE}");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let is_static = target("FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    let is_glibc = target("OS") == "linux" && target("ENV") == "gnu";
    let wants_pie = env::var_os(PIE).is_some_and(|value| value == "1");
    if is_glibc && !is_static && !wants_pie {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
