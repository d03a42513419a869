//! The order of the modules in `src/lib.rs` is the architecture: a module imports only from those above it, and inside a module none
//! imports in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The library's modules, lowest first.
fn modules() -> Vec<String> {
    let lib = fs::read_to_string("src/lib.rs").unwrap();
    let names = lib.lines().filter_map(|line| {
        let line = line
            .strip_prefix("pub(crate) ")
            .or_else(|| line.strip_prefix("pub "))?;
        line.strip_prefix("mod ")?.strip_suffix(';')
    });
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

/// The modules of a file and those in which it stands, outermost first: `clean`, `clean::comments`, `clean::comments::lines`.
fn path_of(file: &Path) -> Vec<String> {
    let below = file.strip_prefix("src").unwrap().with_extension("");
    let parts = below.components();
    parts
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect()
}

/// The paths that a file names, whole: `use` trees are spelled out, `super` is the module above.
fn named_paths(file: &Path) -> Vec<Vec<String>> {
    let code = code(file);
    let code = code.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let own = path_of(file);
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        let starts =
            !code[..at].ends_with("::") && !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let tree: String = code[at..].chars().take_while(|c| !";()".contains(*c)).collect();
        if starts {
            paths.extend(spelled_out(&tree).iter().filter_map(|path| whole(&own, path)));
        }
    }
    paths
}

/// The paths of a `use` tree: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn spelled_out(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        let path = |c: &char| c.is_alphanumeric() || "_:".contains(*c);
        return vec![tree.trim().chars().take_while(path).collect()];
    };
    let (mut depth, mut part, mut paths) = (0, String::new(), Vec::new());
    for c in rest.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => paths.extend(spelled_out(&std::mem::take(&mut part))),
            c => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                part.push(c);
            }
        }
    }
    paths.extend(spelled_out(&part));
    paths
        .iter()
        .map(|path| format!("{}{path}", before.trim()))
        .collect()
}

/// A path from the root of the crate.
fn whole(own: &[String], path: &str) -> Option<Vec<String>> {
    let mut parts = path.split("::").filter(|part| !part.is_empty()).peekable();
    let mut whole = match *parts.peek()? {
        "crate" => Vec::new(),
        _ => own.to_vec(),
    };
    for part in parts {
        match part {
            "crate" => {}
            "super" => drop(whole.pop()?),
            part => whole.push(part.to_string()),
        }
    }
    Some(whole)
}

#[test]
fn a_use_tree_is_spelled_out() {
    let own = ["clean", "comments", "lines"].map(String::from);
    let paths = spelled_out("super::{label::{self, Label}, thread::Reader}");
    let whole: Vec<String> = paths
        .iter()
        .filter_map(|path| Some(whole(&own, path)?.join("::")))
        .collect();
    assert_eq!(
        whole,
        [
            "clean::comments::label::self",
            "clean::comments::label::Label",
            "clean::comments::thread::Reader"
        ]
    );
}

/// Modules that stand beside each other do not import each other in a circle, themselves or what is in them: each can be read, and put
/// elsewhere, with those alone that it imports. What a module shares with those inside it is its own matter.
#[test]
fn no_modules_beside_each_other_import_in_a_circle() {
    let mut imports: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    let library = modules().into_iter().flat_map(|module| files(&module));
    for file in library {
        let own = path_of(&file);
        for path in named_paths(&file) {
            let common = own.iter().zip(&path).take_while(|(a, b)| a == b).count();
            if let (Some(one), Some(other)) = (own.get(common), path.get(common)) {
                let beside = imports.entry(own[..common].to_vec()).or_default();
                beside.entry(one.clone()).or_default().insert(other.clone());
            }
        }
    }
    assert!(imports.len() > 20, "modules in modules are looked at");
    for (module, beside) in &imports {
        for start in beside.keys() {
            let reached = reached(beside, start);
            assert!(
                !reached.contains(start),
                "{}: {start} imports itself by way of others among {reached:?}",
                module.join("::")
            );
        }
    }
}

/// What a module imports, and what that imports.
fn reached(imports: &BTreeMap<String, BTreeSet<String>>, start: &str) -> BTreeSet<String> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![start.to_string()]);
    while let Some(module) = next.pop() {
        for import in imports.get(&module).into_iter().flatten() {
            if reached.insert(import.clone()) {
                next.push(import.clone());
            }
        }
    }
    reached
}

#[test]
fn a_foreign_crate_has_one_home() {
    for (crate_name, homes) in [
        ("tantivy", &["src/index/embedded"][..]),
        ("ureq", &["src/index/remote/http", "src/index/remote/bucket"]),
        ("rusty_s3", &["src/index/remote/bucket"]),
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
