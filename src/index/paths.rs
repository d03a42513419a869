//! How files are named: in the index relative to the directory that holds it, so that both can be moved together, and outside that
//! directory whole; on a cluster behind the name of the machine, as `press:/data/page.html`; for the user relative to where he stands.

use crate::page::FilePath;
use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

/// The directory that holds an index, and the one in which the user stands.
#[derive(Debug, Clone, Default)]
pub struct Paths {
    base: PathBuf,
    here: PathBuf,
    /// The name of the machine, where the index has files of others too.
    machine: Option<String>,
    /// The real path of each folder that was named.
    folders: HashMap<PathBuf, PathBuf>,
}

impl Paths {
    /// The places of an index, seen from a directory.
    pub fn of(index: &Path, here: &Path) -> Paths {
        let here = here.canonicalize().unwrap_or_else(|_| here.into());
        let index = here.join(index);
        let index = index.canonicalize().unwrap_or_else(|_| plain(&index));
        Paths {
            base: index.parent().unwrap_or(&index).into(),
            here,
            ..Paths::default()
        }
    }

    /// The files of a machine in an index that has those of others too, seen from a directory.
    pub(super) fn on_machine(name: String, here: &Path) -> Paths {
        Paths {
            here: here.canonicalize().unwrap_or_else(|_| here.into()),
            machine: Some(name),
            ..Paths::default()
        }
    }

    /// A file as the index names it: by the real path of its folder and its own name, so that a file is one however it is reached.
    pub fn kept(&mut self, typed: &FilePath) -> FilePath {
        if let Some(machine) = &self.machine {
            if is_on_a_machine(typed) {
                return typed.clone();
            }
            let before = format!("{machine}:").into_bytes();
            let whole = FilePath::from(&*self.whole(typed));
            return FilePath::from_bytes([&before, whole.as_bytes()].concat());
        }
        let whole = self.whole(typed);
        FilePath::from(whole.strip_prefix(&self.base).unwrap_or(&whole))
    }

    /// The whole path of a file that the user named.
    pub fn whole(&mut self, typed: &FilePath) -> PathBuf {
        let path = typed.to_path();
        let Some(name) = path.file_name() else {
            return self.real(&path);
        };
        let folder = self.real(path.parent().unwrap_or(Path::new("")));
        folder.join(name)
    }

    /// The whole path of a file that the index names.
    pub fn found(&self, kept: &FilePath) -> PathBuf {
        match &self.machine {
            Some(machine) => own(machine, kept).unwrap_or_else(|| kept.clone()).to_path(),
            None => self.base.join(kept.to_path()),
        }
    }

    /// A file as the user finds it from where he stands.
    pub fn shown(&self, kept: &FilePath) -> FilePath {
        if self
            .machine
            .as_ref()
            .is_some_and(|machine| own(machine, kept).is_none())
        {
            return kept.clone();
        }
        let whole = self.found(kept);
        if let Ok(below) = whole.strip_prefix(&self.here) {
            return FilePath::from(below);
        }
        if !whole.starts_with(&self.base) || !self.here.starts_with(&self.base) {
            return FilePath::from(&*whole);
        }
        let common = whole.components().zip(self.here.components());
        let common = common.take_while(|(one, other)| one == other).count();
        let up = self.here.components().skip(common).map(|_| Component::ParentDir);
        let path: PathBuf = up.chain(whole.components().skip(common)).collect();
        FilePath::from(&*path)
    }

    fn real(&mut self, folder: &Path) -> PathBuf {
        if let Some(real) = self.folders.get(folder) {
            return real.clone();
        }
        let whole = self.here.join(folder);
        // The folder of a record's page may be long gone, or on another machine.
        let real = whole.canonicalize().unwrap_or_else(|_| plain(&whole));
        self.folders.insert(folder.into(), real.clone());
        real
    }
}

/// The path of a file of this machine.
fn own(machine: &str, kept: &FilePath) -> Option<FilePath> {
    let path = kept
        .as_bytes()
        .strip_prefix(machine.as_bytes())?
        .strip_prefix(b":")?;
    Some(FilePath::from_bytes(path))
}

/// Whether a path names a machine.
fn is_on_a_machine(path: &FilePath) -> bool {
    let text = path.to_string();
    without_machine(&text).len() < text.len()
}

/// A path without the machine that it names: its words are searched as in a directory.
pub(super) fn without_machine(path: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    match path.split_once(':') {
        Some((name, whole)) if !name.is_empty() && name.chars().all(is_plain) && whole.starts_with('/') => {
            whole
        }
        _ => path,
    }
}

/// A path without `.` and `..`, as far as its text tells.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_one_from_wherever_it_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        for made in ["w/a/p", "w/b/p", "w/index", "other"] {
            std::fs::create_dir_all(at(made)).expect("made");
        }
        let from = |here: &str, index: &str| Paths::of(Path::new(index), &at(here));
        let kept = |here: &str, index: &str, typed: &str| from(here, index).kept(&typed.into()).to_string();
        for (here, index, typed) in [
            ("w", "index", "a/p/x"),
            ("w/a", "../index", "p/x"),
            ("w/a", "../index", "./../a/p/../p/x"),
            ("other", "../w/index", "../w/a/p/x"),
        ] {
            assert_eq!(kept(here, index, typed), "a/p/x", "{typed} from {here}");
        }
        assert_eq!(kept("w/b", "../index", "p/x"), "b/p/x");
        let outside = at("other").canonicalize().expect("there").join("x");
        assert_eq!(kept("w", "index", "../other/x"), outside.to_string_lossy());
        let shown = |here: &str, index: &str| from(here, index).shown(&"a/p/x".into()).to_string();
        assert_eq!(shown("w", "index"), "a/p/x");
        assert_eq!(shown("w/a", "../index"), "p/x");
        assert_eq!(shown("w/b", "../index"), "../a/p/x");
        let whole = at("w").canonicalize().expect("there").join("a/p/x");
        assert_eq!(shown("other", "../w/index"), whole.to_string_lossy());
    }

    #[test]
    fn a_path_on_a_cluster_names_the_machine() {
        let folder = tempfile::tempdir().expect("a folder");
        let here = folder.path().canonicalize().expect("there");
        let [mut one, other] = ["one", "other"].map(|name| Paths::on_machine(name.into(), &here));
        let kept = one.kept(&"a/x.html".into());
        assert_eq!(kept.to_string(), format!("one:{}/a/x.html", here.display()));
        assert_eq!(one.found(&kept), here.join("a/x.html"));
        assert_eq!(one.shown(&kept), "a/x.html".into());
        // What another machine has is told with its name, and keeps it.
        assert_eq!(other.shown(&kept), kept);
        assert!(!other.found(&kept).starts_with(&here));
        assert_eq!(one.kept(&"other:/a/x.html".into()), "other:/a/x.html".into());
        for (path, whole) in [
            ("one:/a/x", "/a/x"),
            ("/a/b:/x", "/a/b:/x"),
            ("a:x", "a:x"),
            (":/x", ":/x"),
        ] {
            assert_eq!(without_machine(path), whole);
        }
    }
}
