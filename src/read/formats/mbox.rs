//! mbox: mails one after another, each after a line `From `.

use super::{Format, Halt, Reader, mail};
use crate::page::Origin;
use crate::read::Problem;
use crate::read::stream::Stream;
use std::io::{BufRead, Read};

/// A mailbox (RFC 4155).
pub(super) struct Mbox;

impl Format for Mbox {
    fn recognises(&self, head: &[u8]) -> bool {
        let line = head.starts_with(b"From ").then(|| memchr::memchr(b'\n', head));
        line.flatten()
            .is_some_and(|end| mail::opens_mail(&head[end + 1..]))
    }

    fn read(&self, input: &mut Stream, origin: &Origin, reader: &mut Reader) -> Result<(), Halt> {
        let (mut message, mut line) = (Vec::new(), Vec::new());
        let (mut number, mut start, mut after_empty) = (0, None, true);
        loop {
            line.clear();
            let disk = input.disk();
            let read = input
                .by_ref()
                .take(reader.limits.size)
                .read_until(b'\n', &mut line)?;
            let opens = after_empty && line.starts_with(b"From ");
            if let (true, Some(start)) = (read == 0 || opens, start) {
                number += 1;
                one(&message, &origin.numbered(number).at(start), reader)?;
                message.clear();
            }
            if read == 0 {
                return Ok(());
            }
            after_empty = line.trim_ascii().is_empty();
            if opens {
                start = Some(disk);
                continue;
            }
            // What opens like the next mail was marked when it was put in.
            let quoted = line.starts_with(b">") && line.trim_ascii_start().starts_with(b">From ");
            message.extend_from_slice(if quoted { &line[1..] } else { &line });
            if message.len() as u64 > reader.limits.size {
                let (size, limit) = (message.len() as u64, reader.limits.size);
                return Err(Problem::TooLarge { size, limit }.into());
            }
        }
    }
}

fn one(message: &[u8], place: &Origin, reader: &mut Reader) -> Result<(), Halt> {
    match mail::read(message, place, reader) {
        Err(Halt::Problem(problem)) => reader.problem(place, problem),
        read => read,
    }
}
