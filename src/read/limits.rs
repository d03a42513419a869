//! What an input may cost before it is left: the bounds that a user can move. What one page may cost is fixed, as a page has to be
//! read the same wherever it is read.

/// Bounds of what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest page, in bytes.
    pub size: u64,
    /// So many bytes may come out of any input, however it is packed.
    pub unpacked: u64,
    /// Beyond that, so many bytes for each that was read: text packs to a twentieth, rarely to a hundredth.
    pub ratio: u64,
    /// So many containers may stand in one another.
    pub depth: usize,
    /// So many records, members and pages are taken from one input.
    pub records: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            size: 64 << 20,
            unpacked: 256 << 20,
            ratio: 250,
            depth: 8,
            records: 50_000_000,
        }
    }
}

impl Limits {
    /// The same, for pages of at most so many bytes.
    pub fn of_size(size: u64) -> Limits {
        Limits {
            size,
            ..Limits::default()
        }
    }
}
