//! How the weights of a learned model are kept: a line that says what they are, then the weights.
//!
//! `archive-model 1 NAME FEATURES BODY`, where `1` is the version of this form, `NAME` says which model it is, `FEATURES` is the BLAKE3
//! hash of the features that it was trained on, name by name in their order, and `BODY` that of all bytes behind the line. So weights that
//! were damaged, cut, swapped or trained for other features are refused when they are read, where they would else judge wrongly and say
//! nothing. The trainer writes the line; the files stand in `models/`, and `models/MANIFEST.toml` says where each comes from.

/// What every file of weights begins with.
const MAGIC: &str = "archive-model";
/// The version of the form.
const VERSION: &str = "1";

/// Why the weights of a model are not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is no whole line that says what it is.
    #[error("it does not begin with a line of {MAGIC}: these are no weights, or they are cut")]
    NoHead,
    /// The form is of another version.
    #[error("it is kept in form {0}, and this program reads form {VERSION}")]
    Version(String),
    /// It is another model.
    #[error("it holds the weights of {0}")]
    Other(String),
    /// It was trained on features that differ in name, order or number.
    #[error("it was trained on other features than those of this program: train it again")]
    Features,
    /// The bytes behind the line are not those that were written.
    #[error("its weights are not those that were written: it is damaged or cut")]
    Body,
    /// The bytes are those that were written, and no weights.
    #[error("its weights cannot be read, though they are whole")]
    Unreadable,
}

/// The hash of a list of features, each name behind the other.
pub fn features<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = blake3::Hasher::new();
    for name in names {
        hasher.update(name.as_bytes()).update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// The file of the weights of a model that was trained on features with this hash.
pub fn file(name: &str, features: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("{MAGIC} {VERSION} {name} {features} {}\n", blake3::hash(body));
    [head.as_bytes(), body].concat()
}

/// The weights in the file of a model.
///
/// # Errors
///
/// The first line does not say this model and these features, or what follows is not what it says.
pub(crate) fn body<'a>(name: &str, features: &str, file: &'a [u8]) -> Result<&'a [u8], Refused> {
    let end = file
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or(Refused::NoHead)?;
    let (head, body) = (&file[..end], &file[end + 1..]);
    let head = std::str::from_utf8(head).map_err(|_| Refused::NoHead)?;
    let fields: Vec<&str> = head.split(' ').collect();
    match fields.as_slice() {
        [MAGIC, version, ..] if *version != VERSION => Err(Refused::Version((*version).to_string())),
        [MAGIC, _, other, _, _] if *other != name => Err(Refused::Other((*other).to_string())),
        [MAGIC, _, _, _, hash] if *hash != blake3::hash(body).to_hex().as_str() => Err(Refused::Body),
        [MAGIC, _, _, trained, _] if *trained != features => Err(Refused::Features),
        [MAGIC, _, _, _, _] => Ok(body),
        _ => Err(Refused::NoHead),
    }
}

/// A model that is compiled in, as it was read.
///
/// # Panics
///
/// It was refused: the program was built from wrong or damaged files, and without the model it would answer wrongly.
pub(crate) fn built_in<T>(name: &str, read: Result<T, Refused>) -> T {
    read.unwrap_or_else(|refused| panic!("the model {name} that is compiled in is refused: {refused}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_as_what_it_is_and_as_nothing_else() {
        let names = features(["length", "links"]);
        let whole = file("kind", &names, b"weights");
        assert_eq!(body("kind", &names, &whole), Ok(&b"weights"[..]));
        assert_eq!(
            body("tagger", &names, &whole),
            Err(Refused::Other("kind".to_string()))
        );
        let swapped = features(["links", "length"]);
        assert_eq!(body("kind", &swapped, &whole), Err(Refused::Features));
        let newer = String::from_utf8(whole.clone())
            .unwrap()
            .replacen(" 1 ", " 2 ", 1);
        assert_eq!(
            body("kind", &names, newer.as_bytes()),
            Err(Refused::Version("2".to_string()))
        );
        assert_eq!(
            body("kind", &names, &whole[..whole.len() - 1]),
            Err(Refused::Body)
        );
        assert_eq!(body("kind", &names, b"weights\n"), Err(Refused::NoHead));
        assert_eq!(body("kind", &names, b""), Err(Refused::NoHead));
    }

    #[test]
    #[should_panic(
        expected = "the model kind that is compiled in is refused: its weights are not those that were written"
    )]
    fn a_refused_model_ends_the_program() {
        built_in("kind", Err::<(), _>(Refused::Body));
    }
}
