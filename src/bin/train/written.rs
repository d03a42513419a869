//! Where a trained model is written to: `models/`, behind the line that says what it is.
#![allow(
    clippy::print_stdout,
    reason = "a program for developers that reports on stdout"
)]

use anyhow::{Context, Result};
use archive::training::files;
use std::path::Path;

/// Writes the weights of a model that was trained on features with this hash, and prints what `models/MANIFEST.toml` says of the file.
pub(crate) fn model(name: &str, extension: &str, trained_on: &str, body: &[u8]) -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let path = folder.join(format!("{name}.{extension}"));
    let file = files::file(name, trained_on, body);
    std::fs::write(&path, &file).with_context(|| format!("writing {}", path.display()))?;
    println!("file = \"{name}.{extension}\"");
    println!("blake3 = \"{}\"", blake3::hash(&file));
    println!("bytes = {}", file.len());
    Ok(())
}
