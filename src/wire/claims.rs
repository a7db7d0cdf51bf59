//! What a token says: the text that its signature covers, and the JSON document that carries it
//! (`docs/FORMAT.md`, sections 2 and 4).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::wire::deflate::Stream;
use crate::wire::huffman::Piece;

/// Declares a constant part of a document.
macro_rules! piece {
    ($name:ident = $text:literal) => {
        static $name: Piece = Piece::new($text);
    };
}

/// The signed values of a document, each as the text that is signed: as bytes, since nothing here asks for more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Claims<'a> {
    pub identifier: &'a [u8],
    pub sdkappid: &'a [u8],
    pub time: &'a [u8],
    pub expire: &'a [u8],
    pub userbuf: Option<Base64<'a>>,
    /// What only version 1.0 has; `None` makes it a document of 2.0.
    pub v1: Option<V1Claims<'a>>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct V1Claims<'a> {
    pub account_type: &'a [u8],
    pub appid_at_3rd: Option<&'a [u8]>,
}

/// Standard base64: as it was read, or still to be made.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Base64<'a> {
    Text(&'a [u8]),
    Of(&'a [u8]),
}

impl Base64<'_> {
    fn pieces(self, mut sink: impl FnMut(&[u8])) {
        match self {
            Self::Text(text) => sink(text),
            Self::Of(bytes) => {
                let mut text = [0; 128];
                for chunk in bytes.chunks(96) {
                    // 96 bytes are 128 characters.
                    let len = STANDARD.encode_slice(chunk, &mut text).unwrap_or(0);
                    sink(text.get(..len).unwrap_or_default());
                }
            }
        }
    }
}

/// Gathers small pieces of text, so that a hash is called once for a usual token instead of once for each.
struct Gather<F> {
    text: [u8; 192],
    len: usize,
    sink: F,
}

impl<F: FnMut(&[u8])> Gather<F> {
    fn put(&mut self, piece: &[u8]) {
        if self.len + piece.len() > self.text.len() {
            self.finish();
        }
        match self.text.get_mut(self.len..self.len + piece.len()) {
            Some(room) => {
                room.copy_from_slice(piece);
                self.len += piece.len();
            }
            None => (self.sink)(piece),
        }
    }

    #[inline]
    fn line(&mut self, key: &'static [u8], value: &[u8]) {
        self.put(key);
        self.put(value);
    }

    fn finish(&mut self) {
        (self.sink)(self.text.get(..self.len).unwrap_or_default());
        self.len = 0;
    }
}

impl Claims<'_> {
    /// Hands the signed text to `sink`, piece by piece: a MAC or a hash needs no copy of it.
    pub(crate) fn signed_text(&self, sink: impl FnMut(&[u8])) {
        let mut text = Gather { text: [0; 192], len: 0, sink };
        match self.v1 {
            None => {
                text.line(b"TLS.identifier:", self.identifier);
                text.line(b"\nTLS.sdkappid:", self.sdkappid);
                text.line(b"\nTLS.time:", self.time);
                text.line(b"\nTLS.expire:", self.expire);
            }
            Some(v1) => {
                if let Some(appid_at_3rd) = v1.appid_at_3rd {
                    text.line(b"TLS.appid_at_3rd:", appid_at_3rd);
                    text.put(b"\n");
                }
                text.line(b"TLS.account_type:", v1.account_type);
                text.line(b"\nTLS.identifier:", self.identifier);
                text.line(b"\nTLS.sdk_appid:", self.sdkappid);
                text.line(b"\nTLS.time:", self.time);
                text.line(b"\nTLS.expire_after:", self.expire);
            }
        }
        if let Some(userbuf) = self.userbuf {
            text.put(b"\nTLS.userbuf:");
            userbuf.pieces(|piece| text.put(piece));
        }
        text.put(b"\n");
        text.finish();
    }

    /// Writes the document with its signature (standard base64).
    ///
    /// The order of the keys makes the compressed 2.0 document as short as any order does.
    pub(crate) fn write(&self, sig: &[u8], out: &mut Stream<'_>) {
        match self.v1 {
            None => self.write_v2(sig, out),
            Some(v1) => self.write_v1(v1, sig, out),
        }
    }

    /// Each `again` stands for a text that the document has already, and says where.
    fn write_v2(&self, sig: &[u8], out: &mut Stream<'_>) {
        piece!(OPENING = "{\"TLS.ver\":\"2.0\",");
        const QUOTED_TLS_AT: usize = 1;
        const ER_AT: usize = 7;
        const NEXT_AFTER_TEXT_AT: usize = 15;
        out.piece(&OPENING);
        piece!(QUOTED_TLS = "\"TLS.");
        out.again(&QUOTED_TLS, QUOTED_TLS_AT);
        piece!(IDENTIFI = "identifi");
        out.piece(&IDENTIFI);
        piece!(ER = "er\":\"");
        out.again(&ER, ER_AT);
        let is_string_at = out.position() - 3;
        write_escaped(self.identifier, out);

        out.again(&NEXT_AFTER_TEXT, NEXT_AFTER_TEXT_AT);
        let next_at = out.position() - NEXT_AFTER_TEXT.text.len();
        piece!(SIG = "sig");
        out.piece(&SIG);
        out.again(&IS_STRING, is_string_at);
        out.text(sig);

        // This far the two keys are the same.
        piece!(NEXT_S = "\",\"TLS.s");
        out.again(&NEXT_S, next_at);
        piece!(DKAPPID = "dkappid\":");
        out.piece(&DKAPPID);
        out.text_with_runs(self.sdkappid);

        let expire_at = out.position();
        piece!(NEXT_AFTER_NUMBER = ",\"TLS.");
        out.again(&NEXT_AFTER_NUMBER, next_at + 1);
        piece!(EXPIRE = "expire\":");
        out.piece(&EXPIRE);
        let e_at = out.position() - 3;
        out.text(self.expire);

        out.again(&NEXT_AFTER_NUMBER, expire_at);
        piece!(TIM = "tim");
        out.piece(&TIM);
        piece!(E = "e\":");
        out.again(&E, e_at);
        out.text(self.time);

        if let Some(userbuf) = self.userbuf {
            out.again(&NEXT_AFTER_NUMBER, expire_at);
            piece!(USERBUF = "userbuf\":\"");
            out.piece(&USERBUF);
            userbuf.pieces(|piece| out.text_with_runs(piece));
            out.piece(&CLOSING);
        } else {
            piece!(CLOSING_BRACE = "}");
            out.piece(&CLOSING_BRACE);
        }
    }

    fn write_v1(&self, v1: V1Claims<'_>, sig: &[u8], out: &mut Stream<'_>) {
        piece!(OPENING = "{\"TLS.account_type\":\"");
        out.piece(&OPENING);
        let mut is_string_at = out.position() - 3;
        out.text(v1.account_type);
        let mut next_at = out.position();
        out.piece(&NEXT_AFTER_TEXT);
        let mut member = |name: &'static Piece, value: &dyn Fn(&mut Stream<'_>), is_first: bool| {
            if !is_first {
                let at = out.position();
                out.again(&NEXT_AFTER_TEXT, next_at);
                next_at = at;
            }
            out.piece(name);
            let at = out.position();
            out.again(&IS_STRING, is_string_at);
            is_string_at = at;
            value(out);
        };
        piece!(IDENTIFIER = "identifier");
        member(&IDENTIFIER, &|out| write_escaped(self.identifier, out), true);
        let mut text = |name, value: &[u8]| member(name, &|out| out.text_with_runs(value), false);
        piece!(APPID_AT_3RD = "appid_at_3rd");
        if let Some(appid_at_3rd) = v1.appid_at_3rd {
            text(&APPID_AT_3RD, appid_at_3rd);
        }
        piece!(SDK_APPID = "sdk_appid");
        text(&SDK_APPID, self.sdkappid);
        piece!(EXPIRE_AFTER = "expire_after");
        text(&EXPIRE_AFTER, self.expire);
        piece!(VERSION = "version");
        text(&VERSION, b"201803230000");
        piece!(TIME = "time");
        text(&TIME, self.time);
        piece!(SIG = "sig");
        text(&SIG, sig);
        if let Some(userbuf) = self.userbuf {
            piece!(USERBUF = "userbuf");
            let value = |out: &mut Stream<'_>| userbuf.pieces(|piece| out.text_with_runs(piece));
            member(&USERBUF, &value, false);
        }
        out.piece(&CLOSING);
    }
}

piece!(NEXT_AFTER_TEXT = "\",\"TLS.");
piece!(IS_STRING = "\":\"");
piece!(CLOSING = "\"}");

/// Writes the inside of a JSON string. Control characters never come here: no `UserId` has one.
fn write_escaped(text: &[u8], out: &mut Stream<'_>) {
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\');
    let mut rest = text;
    while let Some(at) = rest.iter().position(is_special)
        && let Some((plain, [special, tail @ ..])) = rest.split_at_checked(at)
    {
        out.text(plain);
        out.text(&[b'\\', *special]);
        rest = tail;
    }
    out.text_with_runs(rest);
}

/// A number as decimal digits, without an allocation.
#[derive(Clone, Copy)]
pub(crate) struct Decimal {
    digits: [u8; 20],
    start: usize,
}

impl Decimal {
    pub(crate) fn new(mut number: u64) -> Self {
        let mut decimal = Self { digits: [b'0'; 20], start: 20 };
        // Two digits to a division.
        for (at, pair) in decimal.digits.as_chunks_mut::<2>().0.iter_mut().enumerate().rev() {
            let two = (number % 100) as u8;
            number /= 100;
            *pair = [b'0' + two / 10, b'0' + two % 10];
            if number == 0 {
                decimal.start = 2 * at + usize::from(two < 10);
                break;
            }
        }
        decimal
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.digits.get(self.start..).unwrap_or_default()
    }
}
