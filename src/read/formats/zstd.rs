//! Zstandard: frames one after another, with the dictionary of a WARC where one comes first.

use super::units::{self, UnitDecoder};
use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::Stream;
use std::io::{self, Read};
use zstd::stream::read::Decoder;

/// Zstandard (RFC 8878), and the dictionary frame of the WARC convention for it.
pub(super) struct Zstd;

const FRAME: &[u8] = b"\x28\xb5\x2f\xfd";
const DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";
/// The largest dictionary that is taken.
const LARGEST_DICTIONARY: u32 = 32 << 20;

impl Format for Zstd {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(FRAME) || opens_with_dictionary(head)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let dictionary = dictionary(input)?;
        units::read(input, origin, reader, |input| match input.peek(1) {
            [] => Ok(None),
            _ => Ok(Some(Decoder::with_dictionary(input, &dictionary)?.single_frame())),
        })
    }
}

/// Whether bytes begin with a dictionary, without which no frame behind it can be read.
pub(super) fn opens_with_dictionary(head: &[u8]) -> bool {
    head.starts_with(DICTIONARY)
}

/// The dictionary that stands before the frames, itself packed or not; empty where there is none.
fn dictionary(input: &mut Stream) -> Result<Vec<u8>, Halt> {
    if !input.peek(DICTIONARY.len()).starts_with(DICTIONARY) {
        return Ok(Vec::new());
    }
    let mut header = [0; 8];
    input.read_exact(&mut header)?;
    let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
    if length > LARGEST_DICTIONARY {
        return Err(Problem::Broken("its dictionary is larger than any".into()).into());
    }
    let mut bytes = Vec::new();
    if input.take(length.into()).read_to_end(&mut bytes)? < length as usize {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    if !bytes.starts_with(FRAME) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let mut decoder = Decoder::new(&bytes[..])?.take(LARGEST_DICTIONARY.into());
    decoder.read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

type Frame<'s, 'a> = Decoder<'static, &'s mut Stream<'a>>;

impl<'s, 'a> UnitDecoder<'s, 'a> for Frame<'s, 'a> {
    fn into_input(self) -> &'s mut Stream<'a> {
        self.finish()
    }
}
