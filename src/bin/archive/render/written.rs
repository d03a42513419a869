//! Files that a command writes, or stdout in their place.

use anyhow::{Context, Result};
use std::io::Write;
use std::path::Path;

/// Whether a path is the `-` that stands for stdout.
pub(crate) fn is_stdout(path: &Path) -> bool {
    path == Path::new("-")
}

/// Writes a text to stdout, or to a file, whole or not at all. A device or a pipe is written to, and not replaced.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn to(path: &Path, text: &str) -> Result<()> {
    if is_stdout(path) {
        let mut out = std::io::stdout().lock();
        return Ok(out.write_all(text.as_bytes()).and_then(|()| out.flush())?);
    }
    let is_special = std::fs::metadata(path).is_ok_and(|there| !there.is_file());
    let written = match is_special {
        true => std::fs::write(path, text),
        false => archive::durable::replace(path, text.as_bytes()),
    };
    written.with_context(|| format!("cannot write {}", path.display()))
}
