//! The program `archive`.

fn main() {}
