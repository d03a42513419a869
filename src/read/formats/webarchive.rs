//! `.webarchive` of Safari: a property list, binary or in XML, with the page and all that it loaded.

mod list;

use super::xml::tree::{self, XmlElement};
use super::{Format, Halt, Reader};
use crate::page::{Content, Origin, Page, SavedAs};
use crate::read::Problem;
use crate::read::stream::Stream;
use list::{PropertyList, PropertyValue};
use mail_parser::decoders::base64::base64_decode;

/// A web archive of Safari.
pub(super) struct Webarchive;

const BINARY: &[u8] = b"bplist00";

/// Whether it is a property list in XML with a page in it.
fn is_xml(head: &[u8]) -> bool {
    let has = |sign: &[u8]| memchr::memmem::find(head, sign).is_some();
    head.trim_ascii_start().starts_with(b"<") && has(b"<plist") && has(b"<key>WebMainResource</key>")
}

impl Format for Webarchive {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(BINARY) || is_xml(head)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        if !bytes.starts_with(BINARY) {
            return of_xml(&bytes, origin, reader);
        }
        let list = PropertyList::of(&bytes)
            .ok_or_else(|| Problem::Broken("a property list whose table does not hold".into()))?;
        let Some(main) = list.root().and_then(|root| list.get(&root, "WebMainResource")) else {
            return Err(Problem::Binary("a property list").into());
        };
        let value = |key: &str| list.get(&main, key);
        let said = |key: &str| match value(key) {
            Some(PropertyValue::Text(text)) => Some(text),
            _ => None,
        };
        let Some(PropertyValue::Data(data)) = value("WebResourceData") else {
            return Err(Problem::Broken("a web archive without its page".into()).into());
        };
        reader.page(page(data.to_vec(), said, origin))
    }
}

/// The page of these bytes, of which the list says more.
fn page(bytes: Vec<u8>, said: impl Fn(&str) -> Option<String>, origin: &Origin) -> Page {
    let kind = said("WebResourceMIMEType").unwrap_or_else(|| "text/html".into());
    let content_type = match said("WebResourceTextEncodingName") {
        Some(encoding) => format!("{kind}; charset={encoding}"),
        None => kind,
    };
    Page {
        content: Content::Bytes(bytes),
        origin: Origin {
            url: said("WebResourceURL"),
            content_type: Some(content_type),
            saved_as: SavedAs::Packed,
            ..origin.clone()
        },
    }
}

fn of_xml(bytes: &[u8], origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    let (document, _) = tree::parsed(&String::from_utf8_lossy(bytes));
    let root = document.all("dict").next();
    let main = root.and_then(|root| value(root, "WebMainResource"));
    let said = |key: &str| main.and_then(|main| value(main, key)).map(XmlElement::text);
    let data = said("WebResourceData").map(|data| data.split_whitespace().collect::<String>());
    match data.and_then(|data| base64_decode(data.as_bytes())) {
        Some(data) => reader.page(page(data, said, origin)),
        None => Err(Problem::Broken("a web archive without its page".into()).into()),
    }
}

/// What stands behind a key of a dictionary.
fn value<'n>(dictionary: &'n XmlElement, key: &str) -> Option<&'n XmlElement> {
    let mut nodes = dictionary.children();
    nodes.find(|node| node.name == "key" && node.text() == key)?;
    nodes.next()
}
