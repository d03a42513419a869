//! Zstandard: frames one after another, with the dictionary of a WARC where one comes first.

use super::{Format, Halt, Reader};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::{Stream, Units};
use std::io::{self, Read};
use zstd::stream::read::Decoder;

/// Zstandard (RFC 8878), and the dictionary frame of the WARC convention for it.
pub struct Zstd;

const FRAME: &[u8] = b"\x28\xb5\x2f\xfd";
const DICTIONARY: &[u8] = b"\x5d\x2a\x4d\x18";
/// The largest dictionary that is taken.
const LARGEST_DICTIONARY: u32 = 32 << 20;

impl Format for Zstd {
    fn recognises(&self, head: &[u8]) -> bool {
        head.starts_with(FRAME) || head.starts_with(DICTIONARY)
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let dictionary = dictionary(input)?;
        let units = Units::default();
        units.begin(0, input.disk());
        let frames = Frames {
            decoder: Some(frame(input, &dictionary)?),
            dictionary,
            out: 0,
            units: units.clone(),
        };
        let unpacked = reader.budget.unpacked(frames);
        reader.read(Stream::unpacked(unpacked, units), origin)
    }
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
    input.take(length.into()).read_to_end(&mut bytes)?;
    if !bytes.starts_with(FRAME) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let mut decoder = Decoder::new(&bytes[..])?.take(LARGEST_DICTIONARY.into());
    decoder.read_to_end(&mut unpacked)?;
    Ok(unpacked)
}

type FrameDecoder<'s, 'a> = Decoder<'static, &'s mut Stream<'a>>;

fn frame<'s, 'a>(input: &'s mut Stream<'a>, dictionary: &[u8]) -> io::Result<FrameDecoder<'s, 'a>> {
    Ok(Decoder::with_dictionary(input, dictionary)?.single_frame())
}

/// All frames as one stream of bytes, each of which is a unit of its own.
struct Frames<'s, 'a> {
    decoder: Option<FrameDecoder<'s, 'a>>,
    dictionary: Vec<u8>,
    out: u64,
    units: Units,
}

impl Read for Frames<'_, '_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(decoder) = &mut self.decoder {
            let read = decoder.read(out)?;
            if read > 0 {
                self.out += read as u64;
                return Ok(read);
            }
            let input = self.decoder.take().expect("the one that ended").finish();
            if !input.peek(1).is_empty() {
                self.units.begin(self.out, input.disk());
                self.decoder = Some(frame(input, &self.dictionary)?);
            }
        }
        Ok(0)
    }
}
