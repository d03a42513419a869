//! Compressed files of many units one after another, members of gzip or frames of Zstandard, as one stream of bytes: each unit is
//! traced to its place on disk.

use super::{Halt, Reader};
use crate::page::Origin;
use crate::read::stream::{Stream, Units};
use std::io::{self, Read};

/// A decoder of one unit, which gives back what it reads from.
pub(super) trait UnitDecoder<'s, 'a>: Read {
    /// The input, behind the unit.
    fn into_input(self) -> &'s mut Stream<'a>;
}

/// Reads what is packed in all units of an input; `open` begins the unit that stands where the input is, if one does.
///
/// # Errors
/// What ended it before its end.
pub(super) fn read<'s, 'a, D: UnitDecoder<'s, 'a>>(
    input: &'s mut Stream<'a>,
    origin: &Origin,
    reader: &mut Reader,
    mut open: impl FnMut(&'s mut Stream<'a>) -> io::Result<Option<D>>,
) -> Result<(), Halt> {
    let units = Units::default();
    units.begin(0, input.disk());
    let unpacked = reader.budget.unpacked(Unpacked {
        unit: open(input)?,
        out: 0,
        units: units.clone(),
        open,
    });
    reader.read(Stream::unpacked(unpacked, units), origin)
}

struct Unpacked<D, O> {
    unit: Option<D>,
    out: u64,
    units: Units,
    open: O,
}

impl<'s, 'a: 's, D, O> Read for Unpacked<D, O>
where
    D: UnitDecoder<'s, 'a>,
    O: FnMut(&'s mut Stream<'a>) -> io::Result<Option<D>>,
{
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(unit) = &mut self.unit {
            let read = unit.read(out)?;
            if read > 0 {
                self.out += read as u64;
                return Ok(read);
            }
            let input = self.unit.take().expect("the one that ended").into_input();
            self.units.begin(self.out, input.disk());
            self.unit = (self.open)(input)?;
        }
        Ok(0)
    }
}
