//! `.webarchive` of Safari: a binary property list with the page and all that it loaded.

mod list;

use super::{Format, Halt, Reader};
use crate::page::{Content, Origin, Page, SavedAs};
use crate::read::Problem;
use crate::read::stream::Stream;
use list::{List, Value};

/// A web archive of Safari.
pub struct Webarchive;

impl Format for Webarchive {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"bplist00")
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let bytes = reader.whole(input)?;
        let list = List::of(&bytes)
            .ok_or_else(|| Problem::Broken("a property list whose table does not hold".into()))?;
        let Some(main) = list.root().and_then(|root| list.get(&root, "WebMainResource")) else {
            return Err(Problem::Binary("a property list").into());
        };
        let value = |key: &str| list.get(&main, key);
        let said = |key: &str| match value(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        let Some(Value::Data(data)) = value("WebResourceData") else {
            return Err(Problem::Broken("a web archive without its page".into()).into());
        };
        let kind = said("WebResourceMIMEType").unwrap_or_else(|| "text/html".into());
        let content_type = match said("WebResourceTextEncodingName") {
            Some(encoding) => format!("{kind}; charset={encoding}"),
            None => kind,
        };
        reader.page(Page {
            content: Content::Bytes(data.to_vec()),
            origin: Origin {
                url: said("WebResourceURL"),
                content_type: Some(content_type),
                saved_as: SavedAs::Rendered,
                ..origin.clone()
            },
        })
    }
}
