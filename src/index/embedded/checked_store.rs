//! The file of stored documents, looked at before tantivy believes it. tantivy makes room for as many bytes as a block says that it
//! unpacks to, and for as many layers of its index as the first number there says, before it reads on: in a damaged file that is any
//! number, and the memory is gone before the damage is found.

use std::io;
use std::ops::Range;
use std::sync::Arc;
use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};
use tantivy_common::{BinarySerializable, VInt};
use zstd::zstd_safe::get_frame_content_size;

/// The greatest block, unpacked: eight times the largest page that is read unless the user says otherwise.
const LARGEST_BLOCK: u64 = 512 << 20;
/// What tantivy writes behind its footer: how long that is, and a number that marks it.
const LENGTH_AND_MARK: usize = 8;
/// What stands at the end of the stored documents: the version, where their index begins, how blocks are compressed, and room for more.
const STORE_FOOTER: usize = 28;
/// The number of zstd there.
const ZSTD: u8 = 4;

/// A file of stored documents whose blocks are handed on only where what they say of themselves can be.
#[derive(Debug)]
pub(super) struct CheckedStore {
    file: Arc<dyn FileHandle>,
    /// Where the blocks end and their index begins; nothing in a file that tantivy refuses anyway, or whose blocks are not compressed.
    index_start: Option<usize>,
}

impl CheckedStore {
    /// Looks at the end of a file.
    pub(super) fn new(file: Arc<dyn FileHandle>) -> CheckedStore {
        let index_start = index_start(&*file);
        CheckedStore { file, index_start }
    }
}

impl FileHandle for CheckedStore {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let start = range.start;
        let bytes = self.file.read_bytes(range)?;
        let is_sound = match self.index_start {
            Some(index) if start < index => is_sound_block(&bytes),
            Some(index) if start == index => is_sound_index(&bytes),
            _ => true,
        };
        match is_sound || bytes.is_empty() {
            true => Ok(bytes),
            false => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "a block of stored articles is damaged",
            )),
        }
    }
}

impl HasLen for CheckedStore {
    fn len(&self) -> usize {
        self.file.len()
    }
}

/// Where the index of the blocks begins, where these are compressed.
fn index_start(file: &dyn FileHandle) -> Option<usize> {
    let end = file.len().checked_sub(LENGTH_AND_MARK)?;
    let footer = file.read_bytes(end..file.len()).ok()?;
    let footer = u32::from_le_bytes(*footer.first_chunk()?) as usize;
    let end = end.checked_sub(footer)?;
    let store = file.read_bytes(end.checked_sub(STORE_FOOTER)?..end).ok()?;
    let (_version, rest) = store.split_first_chunk::<4>()?;
    let (index, rest) = rest.split_first_chunk()?;
    let is_compressed = *rest.first()? == ZSTD;
    usize::try_from(u64::from_le_bytes(*index))
        .ok()
        .filter(|_| is_compressed)
}

/// Whether a block is as long, unpacked, as it says: zstd notes that too.
fn is_sound_block(block: &[u8]) -> bool {
    let Some((says, frame)) = block.split_first_chunk() else {
        return false;
    };
    let says = u64::from(u32::from_le_bytes(*says));
    let noted = get_frame_content_size(frame).ok().flatten();
    says <= LARGEST_BLOCK && noted == Some(says)
}

/// Whether there is room for as many layers as the index says that it has.
fn is_sound_index(mut index: &[u8]) -> bool {
    let room = index.len() as u64;
    VInt::deserialize(&mut index).is_ok_and(|layers| layers.val() <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file as tantivy writes one: a block, the index, both footers.
    fn store(block: &[u8], index: &[u8]) -> CheckedStore {
        let mut bytes = [block, index].concat();
        bytes.extend(2_u32.to_le_bytes());
        bytes.extend((block.len() as u64).to_le_bytes());
        bytes.push(ZSTD);
        bytes.extend([0; 15]);
        bytes.extend(b"{}");
        bytes.extend([2_u32.to_le_bytes(), 1337_u32.to_le_bytes()].concat());
        CheckedStore::new(Arc::new(OwnedBytes::new(bytes)))
    }

    fn block(text: &[u8], says: u32) -> Vec<u8> {
        let packed = zstd::bulk::compress(text, 1).expect("in memory");
        [&says.to_le_bytes()[..], &packed].concat()
    }

    #[test]
    fn a_block_that_lies_about_its_length_is_not_handed_on() {
        let text = b"Le conseil a vote";
        let read = |says| {
            let block = block(text, says);
            store(&block, &[1, 9])
                .read_bytes(0..block.len())
                .map(|read| read.len())
        };
        assert!(read(text.len() as u32).is_ok());
        for lie in [0, 16, 18, u32::MAX] {
            let error = read(lie).expect_err("a lie");
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{lie}");
        }
    }

    #[test]
    fn an_index_of_more_layers_than_bytes_is_not_handed_on() {
        let block = block(b"text", 4);
        let read = |index: &[u8]| {
            let end = block.len() + index.len();
            store(&block, index).read_bytes(block.len()..end).is_ok()
        };
        assert!(read(&[0x81, 0x83]));
        // 127 layers in two bytes.
        assert!(!read(&[0xff, 0x83]));
    }

    #[test]
    fn what_is_no_store_is_handed_on_for_tantivy_to_refuse() {
        for bytes in [&b""[..], b"short", &[0xff; 64]] {
            let file = CheckedStore::new(Arc::new(OwnedBytes::new(bytes.to_vec())));
            assert_eq!(file.index_start, None);
            assert_eq!(&*file.read_bytes(0..bytes.len()).expect("handed on"), bytes);
        }
    }
}
