//! Links the programs at a fixed address on Linux: a third of the start of a command went into moving some 37,000 pointers
//! of compiled-in tables (stemmers, entities) to a random one. Heap, stack and libraries lie at random addresses as ever.
#![allow(clippy::print_stdout)]

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |name: &str| env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    let is_static = target("FEATURE")
        .split(',')
        .any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
