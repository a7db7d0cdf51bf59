//! The lines of a list, read in chunks that are signed one by one.

use std::io::{self, BufRead, BufReader, Read};

use usersig::{Error, Language, UserId, UserIdRule};

use crate::encoding::Decoder;
use crate::failure::Failure;
use crate::lang::say;

/// Reads lines of any length in constant memory: it keeps only the start of a line that is too long for a UserID.
pub struct Lines {
    source: BufReader<Decoder<BufReader<Box<dyn Read + Send>>>>,
    number: u64,
    bytes_read: u64,
}

/// Some lines, one after the other.
#[derive(Default)]
pub struct Chunk {
    starts: Vec<u8>,
    /// Of each line, where its start ends in `starts`, and how long the line is.
    lines: Vec<(usize, usize)>,
    /// How many lines, and how many bytes of the source, precede the end of the chunk.
    pub number: u64,
    pub bytes_read: u64,
}

/// A line, of which a part may be missing that no UserID has.
pub struct Line<'c> {
    start: &'c [u8],
    length: usize,
    pub number: u64,
}

impl Lines {
    /// The longest UserID with a byte order mark before it and a carriage return after it.
    const KEPT: usize = UserId::MAX_LEN_ANY + 4;
    /// The lines of a chunk at most: less than a millisecond's work, unless they are signed with a private key.
    const CHUNK_LINES: usize = 512;
    const CHUNK_BYTES: usize = 64 << 10;

    pub fn new(source: Box<dyn Read + Send>) -> Self {
        let source = Decoder::new(BufReader::with_capacity(64 << 10, source));
        Self { source: BufReader::with_capacity(64 << 10, source), number: 0, bytes_read: 0 }
    }

    /// Reads the next lines into `chunk`, and returns false at the end of the list. It waits for the first line only, since
    /// whoever writes the list may wait for the tokens of the lines before.
    pub fn read(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        chunk.starts.clear();
        chunk.lines.clear();
        let mut is_more = Ok(true);
        while matches!(is_more, Ok(true))
            && (chunk.lines.is_empty() || self.source.buffer().contains(&b'\n'))
            && chunk.lines.len() < Self::CHUNK_LINES
            && chunk.starts.len() < Self::CHUNK_BYTES
        {
            is_more = self.read_line(chunk);
        }
        (chunk.number, chunk.bytes_read) = (self.number, self.bytes_read);
        is_more
    }

    /// Adds the next line to the chunk, and returns false at the end.
    fn read_line(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        let from = chunk.starts.len();
        let mut length = 0;
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            let is_source_end = buffer.is_empty();
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            let space = Self::KEPT - (chunk.starts.len() - from);
            chunk.starts.extend_from_slice(part.get(..space).unwrap_or(part));
            length += part.len();
            let consumed = part.len() + usize::from(end.is_some());
            self.source.consume(consumed);
            self.bytes_read += consumed as u64;
            if end.is_some() || (is_source_end && length > 0) {
                self.number += 1;
                chunk.lines.push((chunk.starts.len(), length));
                return Ok(true);
            }
            if is_source_end {
                return Ok(false);
            }
        }
    }
}

impl Chunk {
    /// Returns the lines.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let first = self.number - self.lines.len() as u64 + 1;
        let mut from = 0;
        self.lines.iter().zip(first..).map(move |(&(end, length), number)| {
            let start = self.starts.get(from..end).unwrap_or_default();
            from = end;
            Line { start, length, number }
        })
    }
}

impl Line<'_> {
    /// Returns the line without its end, and without the mark that Windows editors put before the first.
    pub fn text(&self, rule: UserIdRule, language: Language) -> Result<&str, Failure> {
        if self.length > Lines::KEPT {
            let error = Error::UserIdTooLong { len: self.length, max: rule.max_len() };
            return Err(Failure::input(&error, language));
        }
        let line = self.start.strip_suffix(b"\r").unwrap_or(self.start);
        let mark = if self.number == 1 { &b"\xef\xbb\xbf"[..] } else { b"" };
        let line = line.strip_prefix(mark).unwrap_or(line);
        std::str::from_utf8(line).map_err(|error| {
            let offset = error.valid_up_to();
            let byte = line.get(offset).copied().unwrap_or_default();
            Failure::Input(say!(
                language,
                "byte 0x{byte:02X} at byte {offset} is not UTF-8; expected one UserID per line in UTF-8; was the file \
                 saved in another encoding?",
                "偏移 {offset} 处的字节 0x{byte:02X} 不是 UTF-8；应为每行一个 UserID 的 UTF-8 文本；文件是否保存成了其他编码？"
            ))
        })
    }
}
