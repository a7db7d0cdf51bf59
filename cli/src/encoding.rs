//! Which encoding a text file is in: UTF-8, or UTF-16 as PowerShell and some Windows editors write it.

use std::io::{self, BufRead, Read};

/// How a text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16(Order),
}

/// The order of the two bytes of a UTF-16 unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Little,
    Big,
}

impl Encoding {
    /// Recognizes UTF-16 by its byte order mark, or by the zero in every second byte of ASCII.
    pub fn of(start: &[u8]) -> Self {
        match start {
            // A pipe may deliver the first byte alone. Neither is ever in UTF-8.
            [0xff] | [0xff, 0xfe, ..] => Self::Utf16(Order::Little),
            [0xfe] | [0xfe, 0xff, ..] => Self::Utf16(Order::Big),
            [first, 0, third, 0, ..] if *first != 0 && *third != 0 => Self::Utf16(Order::Little),
            [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => Self::Utf16(Order::Big),
            _ => Self::Utf8,
        }
    }
}

impl Order {
    pub fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(pair),
            Self::Big => u16::from_be_bytes(pair),
        }
    }
}

/// Reads UTF-8 unchanged, and UTF-16 as the UTF-8 of the same text.
///
/// Half a character becomes a byte that is never in UTF-8, so that it is reported instead of replaced.
pub struct Decoder<R> {
    source: R,
    encoding: Option<Encoding>,
    /// UTF-16 that is not decoded yet: half a unit, or half a pair of units.
    units: Vec<u16>,
    half: Option<u8>,
    decoded: Vec<u8>,
    given: usize,
}

impl<R: BufRead> Decoder<R> {
    pub fn new(source: R) -> Self {
        Self { source, encoding: None, units: Vec::new(), half: None, decoded: Vec::new(), given: 0 }
    }

    /// Decodes the next piece of the source, and returns false at its end.
    fn advance(&mut self, order: Order) -> io::Result<bool> {
        let chunk = self.source.fill_buf()?;
        let (len, is_end) = (chunk.len(), chunk.is_empty());
        for byte in chunk {
            match self.half.take() {
                None => self.half = Some(*byte),
                Some(first) => self.units.push(order.unit([first, *byte])),
            }
        }
        self.source.consume(len);
        let held = match self.units.last() {
            // The first half of a pair waits for the second.
            Some(0xd800..0xdc00) if !is_end => self.units.pop(),
            _ => None,
        };
        self.decoded.clear();
        self.given = 0;
        for c in char::decode_utf16(self.units.drain(..)) {
            match c {
                Ok(c) => self.decoded.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
                Err(_) => self.decoded.push(0xff),
            }
        }
        self.units.extend(held);
        if is_end && self.half.take().is_some() {
            self.decoded.push(0xff);
        }
        Ok(!is_end || !self.decoded.is_empty())
    }
}

impl<R: BufRead> Read for Decoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let encoding = match self.encoding {
            Some(encoding) => encoding,
            None => *self.encoding.insert(Encoding::of(self.source.fill_buf()?)),
        };
        let Encoding::Utf16(order) = encoding else { return self.source.read(buffer) };
        while self.given == self.decoded.len() {
            if !self.advance(order)? {
                return Ok(0);
            }
        }
        let rest = self.decoded.get(self.given..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        for (to, from) in buffer.iter_mut().zip(rest) {
            *to = *from;
        }
        self.given += count;
        Ok(count)
    }
}
