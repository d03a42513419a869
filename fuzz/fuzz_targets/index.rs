#![no_main]

use std::panic;
use std::process::abort;

// A damaged index may make its library panic: the program catches that and names the damaged file. A panic in our own code is a fault.
libfuzzer_sys::fuzz_target!(
    init: panic::set_hook(Box::new(|fault| {
        let is_of_a_library = |file: &str| file.contains("/registry/") || file.starts_with("/rustc/");
        if !fault.location().is_some_and(|place| is_of_a_library(place.file())) {
            eprintln!("{fault}");
            abort();
        }
    })),
    |bytes: &[u8]| archive_fuzz::index(bytes)
);
