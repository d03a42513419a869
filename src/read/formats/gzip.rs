//! gzip: one member, or one after another as archives of captures have them.

use super::units::{self, UnitDecoder};
use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::stream::Stream;
use flate2::bufread::GzDecoder;

/// gzip (RFC 1952).
pub(super) struct Gzip;

const MAGIC: &[u8] = b"\x1f\x8b";

impl Format for Gzip {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(MAGIC)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        // What stands behind the last member and is none, padding of a tape or of a tool, belongs to nobody.
        units::read(input, origin, reader, |input| {
            Ok((input.peek(MAGIC.len()) == MAGIC).then(|| GzDecoder::new(input)))
        })
    }
}

impl<'s, 'a> UnitDecoder<'s, 'a> for GzDecoder<&'s mut Stream<'a>> {
    fn into_input(self) -> &'s mut Stream<'a> {
        self.into_inner()
    }
}
