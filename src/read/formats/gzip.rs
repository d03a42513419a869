//! gzip: one member, or one after another as archives of captures have them.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::stream::{Stream, Units};
use flate2::bufread::GzDecoder;
use std::io::{self, Read};

/// gzip (RFC 1952).
pub struct Gzip;

const MAGIC: &[u8] = b"\x1f\x8b";

impl Format for Gzip {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(MAGIC)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let units = Units::default();
        units.begin(0, input.disk());
        let members = Members {
            decoder: Some(GzDecoder::new(input)),
            out: 0,
            units: units.clone(),
        };
        let unpacked = reader.budget.unpacked(members);
        reader.read(Stream::unpacked(unpacked, units), origin)
    }
}

/// All members as one stream of bytes, each of which is a unit of its own.
struct Members<'s, 'a> {
    decoder: Option<GzDecoder<&'s mut Stream<'a>>>,
    out: u64,
    units: Units,
}

impl Read for Members<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(out)?;
            if read > 0 {
                self.out += read as u64;
                return Ok(read);
            }
            let input = self.decoder.take().expect("the one that ended").into_inner();
            if input.peek(MAGIC.len()) == MAGIC {
                self.units.begin(self.out, input.disk());
                self.decoder = Some(GzDecoder::new(input));
            }
        }
        Ok(0)
    }
}
