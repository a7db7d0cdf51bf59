//! What a token says: the text that its signature covers, and the JSON document that carries it
//! (`docs/FORMAT.md`, sections 2 and 4).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::wire::deflate::{LONGEST_FITTED, Opening, Piece, Recorded, Stream};
use crate::wire::userbuf::MAX_ACCOUNT;

/// Declares a constant part of a document.
macro_rules! piece {
    ($name:ident = $text:literal) => {
        static $name: Piece = Piece::new($text);
    };
}

/// The signed values of a document, each as the text that is signed: as bytes, since nothing here asks for more.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Claims<'a> {
    pub identifier: &'a [u8],
    pub sdkappid: &'a [u8],
    pub time: &'a [u8],
    pub expire: &'a [u8],
    pub userbuf: Option<Base64<'a>>,
    /// What only version 1.0 has; `None` makes it a document of 2.0.
    pub v1: Option<V1Claims<'a>>,
}

/// What of a 2.0 document was recorded, because many tokens have it. A document of 1.0 has no use for it.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    /// As [`Claims::record_app`] has it.
    App(&'a Recorded),
    /// As [`Claims::record_numbers`] has it.
    Numbers(&'a Recorded),
}

/// What stands before the UserID in the signed text of a 2.0 document.
pub(crate) const SIGNED_START: &[u8] = b"TLS.identifier:";
/// The characters of base64 that a MAC of version 2.0 has.
const MAC_TEXT: usize = 44;
/// The bytes before the first number of the moment that are its member's.
const EXPIRE_MEMBER: usize = ",\"TLS.expire\":".len();

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

impl Claims<'_> {
    /// Hands the signed text to `sink`, piece by piece: a MAC or a hash needs no copy of it.
    pub(crate) fn signed_text(&self, mut sink: impl FnMut(&[u8])) {
        let mut line = |key: &'static [u8], value: &[u8]| {
            sink(key);
            sink(value);
        };
        match self.v1 {
            None => {
                line(SIGNED_START, self.identifier);
                line(b"\nTLS.sdkappid:", self.sdkappid);
                line(b"\nTLS.time:", self.time);
                line(b"\nTLS.expire:", self.expire);
            }
            Some(v1) => {
                if let Some(appid_at_3rd) = v1.appid_at_3rd {
                    line(b"TLS.appid_at_3rd:", appid_at_3rd);
                    line(b"\n", b"");
                }
                line(b"TLS.account_type:", v1.account_type);
                line(b"\nTLS.identifier:", self.identifier);
                line(b"\nTLS.sdk_appid:", self.sdkappid);
                line(b"\nTLS.time:", self.time);
                line(b"\nTLS.expire_after:", self.expire);
            }
        }
        if let Some(userbuf) = self.userbuf {
            sink(b"\nTLS.userbuf:");
            userbuf.pieces(&mut sink);
        }
        sink(b"\n");
    }

    /// How the document starts.
    pub(crate) fn opening(&self) -> &'static Opening {
        match self.v1 {
            None => &OPENING_V2,
            Some(_) => &OPENING_V1,
        }
    }

    /// Writes the document after its opening, with the bytes of its signature.
    ///
    /// The order of the keys makes the compressed 2.0 document as short as any order does.
    pub(crate) fn write(&self, sig: &[u8], known: Known<'_>, out: &mut Stream<'_>) {
        match self.v1 {
            None => self.write_v2(sig, known, out),
            Some(v1) => self.write_v1(v1, sig, out),
        }
    }

    /// Each `again` stands for a text that the document has already, and says where.
    fn write_v2(&self, sig: &[u8], known: Known<'_>, out: &mut Stream<'_>) {
        const NEXT_AFTER_TEXT_AT: usize = 15;
        let is_string_at = out.position() - 3;
        write_escaped(self.identifier, out);

        out.again(&NEXT_AFTER_TEXT, NEXT_AFTER_TEXT_AT);
        let next_at = out.position() - NEXT_AFTER_TEXT.text.len();
        piece!(SIG = "sig");
        out.piece(&SIG);
        out.again(&IS_STRING, is_string_at);
        write_base64(sig, out);

        let (Known::App(recorded) | Known::Numbers(recorded)) = known;
        let replayed = out.replay(recorded);
        if !replayed {
            self.write_app(next_at, out);
        }
        if !replayed || matches!(known, Known::App(_)) {
            self.write_moment(out);
        }

        if let Some(userbuf) = self.userbuf {
            // `"TLS.time":` and the time stand before it.
            out.again(&NEXT_AFTER_NUMBER, out.position() - self.time.len() - 12);
            piece!(USERBUF = "userbuf\":\"");
            out.piece(&USERBUF);
            userbuf.pieces(|piece| out.text_with_copies(piece));
            out.piece(&CLOSING);
        } else {
            piece!(CLOSING_BRACE = "}");
            out.piece(&CLOSING_BRACE);
        }
    }

    /// What all 2.0 tokens of an application have between the signature and the numbers of the moment.
    pub(crate) fn record_app(&self) -> Recorded {
        Self::recorded(|out| self.write_app(0, out))
    }

    /// What all 2.0 tokens of an application have after the signature that are issued at one moment.
    pub(crate) fn record_numbers(&self) -> Recorded {
        Self::recorded(|out| {
            self.write_app(0, out);
            self.write_moment(out);
        })
    }

    /// Its copies reach back over the signature, which is as long in each token.
    fn recorded(write: impl FnOnce(&mut Stream<'_>)) -> Recorded {
        const SIG_MEMBER: usize = "\",\"TLS.sig\":\"".len() + MAC_TEXT;
        Recorded::new(SIG_MEMBER, write)
    }

    /// From the end of the signature to the first number of the moment; `","TLS.` stands at `next_at`.
    fn write_app(&self, next_at: usize, out: &mut Stream<'_>) {
        // This far the two keys are the same.
        piece!(NEXT_S = "\",\"TLS.s");
        let nearest_at = out.position();
        out.again(&NEXT_S, next_at);
        piece!(DKAPPID = "dkappid\":");
        out.piece(&DKAPPID);
        out.text_with_copies(self.sdkappid);
        out.again(&NEXT_AFTER_NUMBER, nearest_at + 1);
        piece!(EXPIRE = "expire\":");
        out.piece(&EXPIRE);
    }

    /// From there to the end of the time.
    fn write_moment(&self, out: &mut Stream<'_>) {
        let (expire_at, e_at) = (out.position() - EXPIRE_MEMBER, out.position() - 3);
        next_after(self.expire, self.sdkappid, expire_at, out);
        piece!(TIM = "tim");
        out.piece(&TIM);
        piece!(E = "e\":");
        out.again(&E, e_at);
        out.text_with_copies(self.time);
    }

    fn write_v1(&self, v1: V1Claims<'_>, sig: &[u8], out: &mut Stream<'_>) {
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
        let mut text = |name, value: &[u8]| member(name, &|out| out.text_with_copies(value), false);
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
        member(&SIG, &|out| write_base64(sig, out), false);
        if let Some(userbuf) = self.userbuf {
            piece!(USERBUF = "userbuf");
            let value = |out: &mut Stream<'_>| userbuf.pieces(|piece| out.text_with_copies(piece));
            member(&USERBUF, &value, false);
        }
        out.piece(&CLOSING);
    }
}

static OPENING_V2: Opening = Opening::new("{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"");
static OPENING_V1: Opening = Opening::new("{\"TLS.account_type\":\"");
piece!(NEXT_AFTER_NUMBER = ",\"TLS.");
piece!(NEXT_AFTER_TEXT = "\",\"TLS.");
piece!(IS_STRING = "\":\"");
piece!(CLOSING = "\"}");

/// Writes the base64 of a signature, in which nothing repeats.
fn write_base64(sig: &[u8], out: &mut Stream<'_>) {
    if !out.base64(sig) {
        Base64::Of(sig).pieces(|piece| out.text(piece));
    }
}

/// Writes a number and [`NEXT_AFTER_NUMBER`], which stands at `from` already, after `before`. Often the numbers end
/// alike: validities are round.
#[inline]
fn next_after(number: &[u8], before: &[u8], from: usize, out: &mut Stream<'_>) {
    const MOST: usize = LONGEST_FITTED - NEXT_AFTER_NUMBER.text.len();
    let alike = number.iter().rev().zip(before.iter().rev()).take(MOST).take_while(|(a, b)| a == b).count();
    let (start, end) = number.split_at(number.len() - alike);
    out.text(start);
    out.again_with(end, &NEXT_AFTER_NUMBER, from - alike);
}

/// Writes the inside of a JSON string. Control characters never come here: no `UserId` has one.
#[inline]
fn write_escaped(text: &[u8], out: &mut Stream<'_>) {
    // The fitted code has no character that needs it.
    if out.is_fitted() || !text.iter().copied().any(is_special) {
        out.text_with_copies(text);
    } else {
        escape(text, out);
    }
}

/// Whether JSON wants a backslash before it.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

#[cold]
fn escape(text: &[u8], out: &mut Stream<'_>) {
    let mut escaped = [0; 2 * MAX_ACCOUNT];
    let mut len = 0;
    let mut put = |byte| {
        if let Some(room) = escaped.get_mut(len) {
            *room = byte;
            len += 1;
        }
    };
    for byte in text {
        if is_special(*byte) {
            put(b'\\');
        }
        put(*byte);
    }
    out.text_with_copies(escaped.get(..len).unwrap_or_default());
}
