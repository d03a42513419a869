//! What an input may cost, as it is typed.

use archive::read::Limits;
use bytesize::ByteSize;
use clap::Args;

/// Bounds of what is read; what is beyond them is told, and the rest goes on.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(super) struct LimitArgs {
    /// The largest page that is read: 10M, 200KiB
    #[arg(long, value_name = "SIZE", default_value_t = ByteSize(Limits::default().size))]
    max_size: ByteSize,
    /// How much an input may unpack to, whatever its size
    #[arg(long, value_name = "SIZE", default_value_t = ByteSize(Limits::default().unpacked))]
    max_unpacked: ByteSize,
    /// How many times its own size an input may unpack to beyond that
    #[arg(long, value_name = "N", default_value_t = Limits::default().ratio)]
    max_ratio: u64,
    /// How many containers may stand in one another
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    max_depth: usize,
    /// How many records, members and pages are taken from one input
    #[arg(long, value_name = "N", default_value_t = Limits::default().records)]
    max_records: u64,
}

impl LimitArgs {
    /// The bounds as they are read by.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            size: self.max_size.as_u64(),
            unpacked: self.max_unpacked.as_u64(),
            ratio: self.max_ratio,
            depth: self.max_depth,
            records: self.max_records,
        }
    }
}
