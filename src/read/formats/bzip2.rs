//! bzip2.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::stream::{Stream, Units};
use ::bzip2::bufread::MultiBzDecoder;

/// bzip2: streams one after another.
pub(super) struct Bzip2;

impl Format for Bzip2 {
    fn recognises(&self, head: &[u8]) -> bool {
        // After the level comes the first block, or the end of an empty one.
        let block = head.get(4..10);
        let begins = block == Some(b"1AY&SY") || block == Some(b"\x17\x72\x45\x38\x50\x90");
        head.starts_with(b"BZh") && begins
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let units = Units::default();
        units.begin(0, input.disk());
        let unpacked = reader.budget.unpacked(MultiBzDecoder::new(input));
        reader.read(Stream::unpacked(unpacked, units), origin)
    }
}
