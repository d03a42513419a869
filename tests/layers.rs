//! The order of the modules in `src/lib.rs` is the architecture: a module imports only from those above it.

use std::fs;
use std::path::{Path, PathBuf};

/// The library's modules, lowest first.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let names = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    names.map(str::to_string).collect()
}

/// The files of Rust below a path.
fn sources(path: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(path)
        .into_iter()
        .map(|entry| entry.unwrap().into_path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect()
}

/// The files of a module.
fn files(module: &str) -> Vec<PathBuf> {
    let mut files = sources(Path::new(&format!("src/{module}.rs")));
    if Path::new(&format!("src/{module}")).exists() {
        files.extend(sources(Path::new(&format!("src/{module}"))));
    }
    files
}

/// The lines of a file that are code.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn imports_go_one_way() {
    let modules = modules();
    assert!(modules.len() > 10, "src/lib.rs lists the modules");
    for (place, module) in modules.iter().enumerate() {
        for file in files(module) {
            let code = code(&file);
            for above in &modules[place + 1..] {
                let import = format!("crate::{above}::");
                assert!(
                    !code.contains(&import),
                    "{} imports {above}, which stands after it",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn a_foreign_crate_has_one_home() {
    for (crate_name, homes) in [
        ("tantivy", &["src/index"][..]),
        ("html5ever", &["src/parse"]),
        ("scraper", &["src/parse"]),
        ("encoding_rs", &["src/decode"]),
        ("whatlang", &["src/describe"]),
        ("rayon", &["src/ingest"]),
        ("clap", &["src/bin/archive"]),
        ("anyhow", &["src/bin"]),
    ] {
        let import = format!("{crate_name}::");
        for file in sources(Path::new("src"))
            .iter()
            .filter(|file| code(file).contains(&import))
        {
            let at_home = homes
                .iter()
                .any(|home| file.starts_with(home) || *file == Path::new(&format!("{home}.rs")));
            assert!(
                at_home,
                "{} uses {crate_name}, whose home is {homes:?}",
                file.display()
            );
        }
    }
}
