//! A binary property list of Apple: objects one after another, a table of where they begin, and a trailer that says where that is.
//!
//! Only what a web archive needs is read: dictionaries, strings and data. A value that is asked for is read where it stands, so
//! that lists which refer to themselves cost nothing.

/// A binary property list.
pub(super) struct PropertyList<'a> {
    bytes: &'a [u8],
    /// How many bytes a place and a reference have.
    place_size: usize,
    reference_size: usize,
    count: usize,
    root: usize,
    table: usize,
}

/// A value.
pub(super) enum PropertyValue<'a> {
    /// A string.
    Text(String),
    /// Bytes.
    Data(&'a [u8]),
    /// A dictionary: its references to keys and then to values.
    Dictionary(&'a [u8]),
}

/// The size of the trailer.
const TRAILER: usize = 32;

impl<'a> PropertyList<'a> {
    /// The list in these bytes; nothing where the trailer does not hold.
    pub(super) fn of(bytes: &'a [u8]) -> Option<PropertyList<'a>> {
        let trailer = bytes.get(bytes.len().checked_sub(TRAILER)?..)?;
        let list = PropertyList {
            bytes,
            place_size: usize::from(trailer[6]),
            reference_size: usize::from(trailer[7]),
            count: number(&trailer[8..16])?,
            root: number(&trailer[16..24])?,
            table: number(&trailer[24..32])?,
        };
        let holds = (1..=8).contains(&list.place_size) && (1..=8).contains(&list.reference_size);
        let end = list.table.checked_add(list.count.checked_mul(list.place_size)?)?;
        (holds && end <= bytes.len()).then_some(list)
    }

    /// The outermost value.
    pub(super) fn root(&self) -> Option<PropertyValue<'a>> {
        self.value(self.root)
    }

    /// The value of a key in a dictionary.
    pub(super) fn get(&self, dictionary: &PropertyValue<'a>, key: &str) -> Option<PropertyValue<'a>> {
        let PropertyValue::Dictionary(references) = dictionary else {
            return None;
        };
        let (keys, values) = references.split_at(references.len() / 2);
        let mut pairs = keys
            .chunks(self.reference_size)
            .zip(values.chunks(self.reference_size));
        let is_key = |reference: &[u8]| {
            let found = number(reference).and_then(|object| self.value(object));
            matches!(found, Some(PropertyValue::Text(text)) if text == key)
        };
        let (_, value) = pairs.find(|(reference, _)| is_key(reference))?;
        self.value(number(value)?)
    }

    fn value(&self, object: usize) -> Option<PropertyValue<'a>> {
        (object < self.count).then_some(())?;
        let entry = self.table + object * self.place_size;
        let place = number(self.bytes.get(entry..entry + self.place_size)?)?;
        let marker = *self.bytes.get(place)?;
        let (length, start) = self.length(marker & 0x0f, place + 1)?;
        let bytes = |size: usize| {
            self.bytes
                .get(start..start.checked_add(length.checked_mul(size)?)?)
        };
        match marker >> 4 {
            0x4 => Some(PropertyValue::Data(bytes(1)?)),
            0x5 => Some(PropertyValue::Text(
                String::from_utf8_lossy(bytes(1)?).into_owned(),
            )),
            0x6 => {
                let units = bytes(2)?
                    .chunks_exact(2)
                    .map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
                let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
                Some(PropertyValue::Text(text.collect()))
            }
            0xd => Some(PropertyValue::Dictionary(bytes(2 * self.reference_size)?)),
            _ => None,
        }
    }

    /// The length of an object and where it begins: a length of 15 and more stands in a number of its own.
    fn length(&self, nibble: u8, place: usize) -> Option<(usize, usize)> {
        if nibble < 0x0f {
            return Some((usize::from(nibble), place));
        }
        let marker = *self.bytes.get(place)?;
        (marker >> 4 == 0x1).then_some(())?;
        let size = 1_usize << (marker & 0x0f).min(3);
        let bytes = self.bytes.get(place + 1..place + 1 + size)?;
        Some((number(bytes)?, place + 1 + size))
    }
}

/// A number, its highest byte first.
fn number(bytes: &[u8]) -> Option<usize> {
    let number = bytes.iter().try_fold(0_u64, |number, byte| {
        number.checked_mul(256)?.checked_add(u64::from(*byte))
    })?;
    usize::try_from(number).ok()
}
