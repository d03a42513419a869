//! Replaces a file whole or not at all: neither an interrupt nor a loss of power leaves half of one. Every step that changes what an
//! index has on the disk goes through here, so that tests can let each of them fail.

#[cfg(test)]
pub mod faults;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How the name of a file begins that is not yet in its place.
const BESIDE: &str = ".new-";

/// Puts `bytes` in the place of a file: written beside it, brought to the disk, renamed, and the rename brought to the disk.
/// A file that is there keeps its mode, a new one gets the ordinary one; a link stays, and what it leads to is replaced.
///
/// # Errors
/// If the directory cannot be written or the disk is full; the file is then as it was.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let folder = folder_of(&path);
    step(&path, Act::Write)?;
    let mut beside = builder(&path).tempfile_in(folder)?;
    #[cfg(test)]
    beside.disable_cleanup(faults::kills(&path));
    Steps::new(&mut beside, &path).write_all(bytes)?;
    step(&path, Act::Other)?;
    beside.as_file().sync_all()?;
    step(&path, Act::Other)?;
    beside.persist(&path)?;
    sync_folder(folder)
}

/// What a step does to the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It needs room on the disk.
    Write,
    /// It changes names, cuts or removes, or brings to the disk what was written.
    Other,
}

/// Whether a step that changes what stands at a path may take place: always, but in a test of what happens if it fails.
///
/// # Errors
/// The fault that a test has set for it.
#[inline]
pub fn step(path: &Path, act: Act) -> io::Result<()> {
    #[cfg(test)]
    faults::step(path, act)?;
    let _ = (path, act);
    Ok(())
}

/// A writer of which each write is a step. One that fails leaves half of its bytes, as a disk that fills up does.
#[derive(Debug)]
pub struct Steps<W> {
    to: W,
    path: PathBuf,
}

impl<W> Steps<W> {
    /// A writer to what is, or will be, the file at a path.
    pub fn new(to: W, path: &Path) -> Steps<W> {
        Steps {
            to,
            path: path.into(),
        }
    }

    /// What is written to, for a step that is no write: bringing the bytes to the disk.
    ///
    /// # Errors
    /// The fault that a test has set for the step.
    pub fn for_last_step(&mut self) -> io::Result<&mut W> {
        step(&self.path, Act::Other)?;
        Ok(&mut self.to)
    }
}

impl<W: Write> Write for Steps<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Err(fault) = step(&self.path, Act::Write) {
            self.to.write_all(&bytes[..bytes.len() / 2])?;
            return Err(fault);
        }
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Removes a file.
///
/// # Errors
/// If it is not there or may not be removed.
pub fn remove_file(path: &Path) -> io::Result<()> {
    step(path, Act::Other)?;
    fs::remove_file(path)
}

/// Removes a directory with all that it holds.
///
/// # Errors
/// If it is not there or may not be removed.
pub fn remove_folder(path: &Path) -> io::Result<()> {
    step(path, Act::Other)?;
    fs::remove_dir_all(path)
}

/// Makes a directory.
///
/// # Errors
/// If it is there or the disk is full.
pub fn create_folder(path: &Path) -> io::Result<()> {
    step(path, Act::Write)?;
    fs::create_dir(path)
}

/// So many bytes of a sealed file come last: the BLAKE3 hash of those before.
pub const SEAL: usize = 32;

/// Puts `bytes` and their checksum in the place of a file.
///
/// # Errors
/// As [`replace`].
pub fn replace_sealed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    replace(path, &[bytes, blake3::hash(bytes).as_bytes()].concat())
}

/// Reads the bytes of a sealed file.
///
/// # Errors
/// If it cannot be read, or its checksum is wrong.
pub fn read_sealed(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = fs::read(path)?;
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, "its checksum is wrong");
    let end = bytes.len().checked_sub(SEAL).ok_or_else(damaged)?;
    let seal = bytes.split_off(end);
    match *blake3::hash(&bytes).as_bytes() == seal[..] {
        true => Ok(bytes),
        false => Err(damaged()),
    }
}

/// Removes what a run that was killed left beside the files of a directory. Only for the one process that writes there.
///
/// # Errors
/// If the directory cannot be read.
pub fn sweep(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if is_left_over(&entry.file_name()) {
            remove_file(&entry.path())?;
        }
    }
    Ok(())
}

/// Whether a file of this name was to take the place of another, by a run that was killed before.
pub fn is_left_over(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(BESIDE.as_bytes())
}

/// Brings to the disk which files a directory has.
///
/// # Errors
/// If the directory cannot be opened or the disk fails.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Only Unix lets a directory be opened as a file, and only there a rename needs it.
    if cfg!(unix) {
        step(folder, Act::Other)?;
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(Path::new(""));
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

#[cfg(unix)]
fn builder(path: &Path) -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    // The crate makes files that only their owner may read: right for what passes, wrong for what stays.
    let mode = fs::metadata(path).map_or(0o666, |metadata| metadata.permissions().mode() & 0o777);
    let mut builder = tempfile::Builder::new();
    builder
        .prefix(BESIDE)
        .permissions(fs::Permissions::from_mode(mode));
    builder
}

#[cfg(not(unix))]
fn builder(_: &Path) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(BESIDE);
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table");
        replace(&path, b"one").expect("written");
        replace(&path, b"two").expect("replaced");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
        assert!(replace(&folder.path().join("none/table"), b"").is_err());
    }

    #[test]
    fn a_seal_tells_every_changed_byte() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table");
        for bytes in [&b""[..], b"some rows"] {
            replace_sealed(&path, bytes).expect("written");
            assert_eq!(read_sealed(&path).expect("read"), bytes);
            let sealed = fs::read(&path).expect("read");
            for at in 0..sealed.len() {
                let mut changed = sealed.clone();
                changed[at] ^= 1;
                fs::write(&path, &changed).expect("written");
                assert!(read_sealed(&path).is_err(), "{at}");
            }
            fs::write(&path, &sealed[1..]).expect("written");
            assert!(read_sealed(&path).is_err());
        }
    }

    #[test]
    fn what_a_killed_run_left_is_swept_away() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join(".new-Xy"), b"half").expect("written");
        fs::write(folder.path().join("table"), b"whole").expect("written");
        sweep(folder.path()).expect("swept");
        let left: Vec<_> = fs::read_dir(folder.path()).expect("listed").collect();
        assert_eq!(left.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn modes_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).expect("a file").permissions().mode() & 0o777;
        fs::write(at("plain"), b"").expect("written");
        replace(&at("new"), b"new").expect("written");
        assert_eq!(mode("new"), mode("plain"), "a new file has the ordinary mode");
        fs::set_permissions(at("new"), fs::Permissions::from_mode(0o600)).expect("set");
        symlink("new", at("link")).expect("linked");
        replace(&at("link"), b"newer").expect("replaced");
        assert_eq!(
            (mode("new"), fs::read(at("new")).expect("read")),
            (0o600, b"newer".to_vec())
        );
        assert!(fs::symlink_metadata(at("link")).expect("a link").is_symlink());
    }
}
