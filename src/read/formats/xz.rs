//! xz.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::stream::{Stream, Units};
use liblzma::bufread::XzDecoder;

/// xz: streams one after another.
pub(super) struct Xz;

impl Format for Xz {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(b"\xfd7zXZ\0")
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let units = Units::default();
        units.begin(0, input.disk());
        let unpacked = reader.budget.unpacked(XzDecoder::new_multi_decoder(input));
        reader.read(Stream::unpacked(unpacked, units), origin)
    }
}
