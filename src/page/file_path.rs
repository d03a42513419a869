//! The name of a file: bytes, as the system gave them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::{Path, PathBuf};

/// The path of a file, byte for byte. Two names that differ in one byte are two, also where neither is UTF-8.
///
/// It prints as text in which every byte that is not UTF-8 is written `\xe9`. In JSON, `path` is that text, and `path_bytes`
/// is `null` for a name in UTF-8; for any other it is the lower-case hexadecimal of all its bytes, so that nothing is lost.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "PathJson", try_from = "PathJson")]
pub struct FilePath(Vec<u8>);

impl FilePath {
    /// The path of these bytes.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> FilePath {
        FilePath(bytes.into())
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The path as the system takes it.
    #[cfg(unix)]
    pub fn to_path(&self) -> PathBuf {
        use std::os::unix::ffi::OsStrExt;
        std::ffi::OsStr::from_bytes(&self.0).into()
    }

    /// The path as the system takes it.
    #[cfg(not(unix))]
    pub fn to_path(&self) -> PathBuf {
        String::from_utf8_lossy(&self.0).into_owned().into()
    }

    fn escaped(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        for chunk in self.0.utf8_chunks() {
            text.push_str(chunk.valid());
            text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
        }
        text
    }
}

impl From<&Path> for FilePath {
    fn from(path: &Path) -> FilePath {
        FilePath(path.as_os_str().as_encoded_bytes().to_vec())
    }
}

impl From<&str> for FilePath {
    fn from(path: &str) -> FilePath {
        FilePath(path.as_bytes().to_vec())
    }
}

impl From<String> for FilePath {
    fn from(path: String) -> FilePath {
        FilePath(path.into_bytes())
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.escaped())
    }
}

impl fmt::Debug for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.escaped())
    }
}

/// A path in JSON.
#[derive(Serialize, Deserialize)]
struct PathJson {
    path: String,
    #[serde(default)]
    path_bytes: Option<String>,
}

impl From<FilePath> for PathJson {
    fn from(path: FilePath) -> PathJson {
        match String::from_utf8(path.0) {
            Ok(path) => PathJson {
                path,
                path_bytes: None,
            },
            Err(error) => {
                let path = FilePath(error.into_bytes());
                PathJson {
                    path: path.escaped(),
                    path_bytes: Some(path.0.iter().map(|byte| format!("{byte:02x}")).collect()),
                }
            }
        }
    }
}

impl TryFrom<PathJson> for FilePath {
    type Error = String;

    fn try_from(written: PathJson) -> Result<FilePath, String> {
        let Some(digits) = written.path_bytes else {
            return Ok(FilePath(written.path.into_bytes()));
        };
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| byte(pair).filter(|_| pair.len() == 2));
        let bytes: Option<Vec<u8>> = bytes.collect();
        bytes
            .map(FilePath)
            .ok_or_else(|| format!("path_bytes is not hexadecimal: {digits}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_what_they_are_in_print_and_in_json() {
        for (bytes, printed, json) in [
            (
                &b"p/a.txt"[..],
                "p/a.txt",
                r#"{"path":"p/a.txt","path_bytes":null}"#,
            ),
            (
                b"d/a\xe9.txt",
                "d/a\\xe9.txt",
                r#"{"path":"d/a\\xe9.txt","path_bytes":"642f61e92e747874"}"#,
            ),
            (
                br"d/a\xe9.txt",
                r"d/a\xe9.txt",
                r#"{"path":"d/a\\xe9.txt","path_bytes":null}"#,
            ),
        ] {
            let path = FilePath::from_bytes(bytes);
            assert_eq!(path.to_string(), printed);
            assert_eq!(serde_json::to_string(&path).expect("JSON"), json);
            let back: FilePath = serde_json::from_str(json).expect("a path");
            assert_eq!(back, path);
        }
        assert!(serde_json::from_str::<FilePath>(r#"{"path":"a","path_bytes":"6"}"#).is_err());
    }
}
