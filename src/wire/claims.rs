//! The content of a token: the text that its signature covers, and the JSON document that has it
//! (`docs/FORMAT.md`, sections 2 and 4).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::wire::deflate::{MAX_FITTED_COPY_BYTES, Opening, Piece, Prerecorded, Stream};
use crate::wire::userbuf::MAX_ACCOUNT;

/// Declares a constant part of a document.
macro_rules! piece {
    ($name:ident = $text:literal) => {
        static $name: Piece = Piece::new($text);
    };
}

/// The signed values of a document, each as the bytes of the text that is signed.
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

/// The part of a 2.0 document that is prerecorded, because many tokens have it. A document of 1.0 does not use it.
#[derive(Clone, Copy)]
pub(crate) enum Known<'a> {
    /// What [`Claims::record_app`] returns.
    App(&'a Prerecorded),
    /// What [`Claims::record_numbers`] returns.
    Numbers(&'a Prerecorded),
}

/// What precedes the UserID in the signed text of a 2.0 document.
pub(crate) const SIGNED_START: &[u8] = b"TLS.identifier:";
/// The signature of a 2.0 document: an HMAC-SHA256.
const MAC_BYTES: usize = 32;

#[derive(Debug, Clone, Copy)]
pub(crate) struct V1Claims<'a> {
    pub account_type: &'a [u8],
    pub appid_at_3rd: Option<&'a [u8]>,
}

/// Standard base64: a text that was read, or bytes to encode.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Base64<'a> {
    Text(&'a [u8]),
    Of(&'a [u8]),
}

/// The bytes that are encoded in base64 at a time, and the number of their characters.
const CHUNK_BYTES: usize = 96;
pub(crate) const CHUNK_CHARACTERS: usize = CHUNK_BYTES / 3 * 4;

#[expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a chunk is as long as it was defined to be"
)]
impl<'a> Base64<'a> {
    /// Encodes bytes into `space` if they are a single chunk, as those of a usual PrivateMapKey are. The text is needed
    /// twice, for the signature and for the document.
    pub(crate) fn encode(bytes: &'a [u8], space: &'a mut [u8; CHUNK_CHARACTERS]) -> Self {
        if bytes.len() > CHUNK_BYTES {
            return Self::Of(bytes);
        }
        let len = STANDARD.encode_slice(bytes, space).expect("the base64 of a chunk fits");
        Self::Text(&space[..len])
    }

    fn pieces(self, mut sink: impl FnMut(&[u8])) {
        const { assert!(CHUNK_BYTES.is_multiple_of(3), "only the last chunk has a padding") };
        match self {
            Self::Text(text) => sink(text),
            Self::Of(bytes) => {
                let mut text = [0; CHUNK_CHARACTERS];
                for chunk in bytes.chunks(CHUNK_BYTES) {
                    let len = STANDARD.encode_slice(chunk, &mut text).expect("the base64 of a chunk fits");
                    sink(&text[..len]);
                }
            }
        }
    }
}

impl Claims<'_> {
    /// Passes the signed text to `sink` piece by piece, so that no copy is made for the MAC or hash.
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

    /// Returns what a signer of version 1.0 signs: `None` in a build without one, which needs less code.
    fn signed_v1(&self) -> Option<V1Claims<'_>> {
        if cfg!(feature = "ecdsa") { self.v1 } else { None }
    }

    /// Returns the start of the document.
    pub(crate) fn opening(&self) -> &'static Opening {
        match self.signed_v1() {
            None => &OPENING_V2,
            Some(_) => &OPENING_V1,
        }
    }

    /// Writes the document after its opening, with the bytes of its signature.
    ///
    /// No other order of the keys makes the compressed 2.0 document shorter.
    pub(crate) fn write(&self, sig: &[u8], known: Known<'_>, out: &mut Stream<'_>) {
        match self.signed_v1() {
            None => self.write_v2(sig, known, out),
            Some(v1) => self.write_v1(v1, sig, out),
        }
    }

    /// Each `repeat_…` writes a text that the document already has, and names the place of it.
    fn write_v2(&self, sig: &[u8], known: Known<'_>, out: &mut Stream<'_>) {
        // The prerecorded part has copies from before the signature.
        assert_eq!(sig.len(), MAC_BYTES, "a signature of version 2.0");
        debug_assert_eq!(out.position(), OPENING_V2.text().len());
        write_escaped(self.identifier, out);

        out.repeat_piece(&NEXT_AFTER_TEXT, NEXT_AFTER_TEXT_AT);
        let sig_member_at = out.position() - NEXT_AFTER_TEXT.len();
        out.piece(&SIG);
        out.repeat_piece(&IS_STRING, IS_STRING_AT);
        write_base64(sig, out);

        let (Known::App(prerecorded) | Known::Numbers(prerecorded)) = known;
        let replayed = out.replay(prerecorded);
        if !replayed {
            self.write_app(sig_member_at, out);
        }
        if !replayed || matches!(known, Known::App(_)) {
            self.write_issue(out);
        }

        if let Some(userbuf) = self.userbuf {
            let time_member_at = out.position() - self.time.len() - TIME_MEMBER_BYTES;
            out.repeat_piece(&NEXT_AFTER_NUMBER, time_member_at);
            piece!(USERBUF = "userbuf\":\"");
            out.piece(&USERBUF);
            userbuf.pieces(|piece| out.text_with_copies(piece));
            out.piece(&CLOSING);
        } else {
            piece!(CLOSING_BRACE = "}");
            out.piece(&CLOSING_BRACE);
        }
    }

    /// Records what all 2.0 tokens of an application have between the signature and the numbers of their issue.
    pub(crate) fn record_app(&self) -> Prerecorded {
        Self::prerecorded(|sig_member_at, out| self.write_app(sig_member_at, out))
    }

    /// Records what all 2.0 tokens of an application have after the signature that are issued in the same second.
    pub(crate) fn record_numbers(&self) -> Prerecorded {
        Self::prerecorded(|sig_member_at, out| {
            self.write_app(sig_member_at, out);
            self.write_issue(out);
        })
    }

    /// Records what follows the member of the signature. That member has the same length in each token, and nothing before
    /// it is copied, so the distances are the same as in a document that starts with it.
    fn prerecorded(write: impl FnOnce(usize, &mut Stream<'_>)) -> Prerecorded {
        Prerecorded::new(SIG_MEMBER_BYTES, |out| write(0, out))
    }

    /// Writes what is between the signature and the first number of the issue; the member of the signature is at
    /// `sig_member_at`.
    fn write_app(&self, sig_member_at: usize, out: &mut Stream<'_>) {
        let app_member_at = out.position();
        out.repeat_piece(&NEXT_S, sig_member_at);
        out.piece(&DKAPPID);
        out.text_with_copies(self.sdkappid);
        out.repeat_piece(&NEXT_AFTER_NUMBER, app_member_at + NEXT_AFTER_NUMBER_IN_NEXT_S);
        out.piece(&EXPIRE);
    }

    /// Writes what is between the first number of the issue and the end of the time.
    fn write_issue(&self, out: &mut Stream<'_>) {
        let expire_member_at = out.position() - EXPIRE_MEMBER_BYTES;
        let e_at = out.position() - E.len();
        next_after(self.expire, self.sdkappid, expire_member_at, out);
        out.piece(&TIM);
        out.repeat_piece(&E, e_at);
        out.text_with_copies(self.time);
    }

    fn write_v1(&self, v1: V1Claims<'_>, sig: &[u8], out: &mut Stream<'_>) {
        debug_assert_eq!(out.position(), OPENING_V1.text().len());
        let mut is_string_at = OPENING_V1.offset_of_last(&IS_STRING);
        out.text(v1.account_type);
        let mut next_at = out.position();
        out.piece(&NEXT_AFTER_TEXT);
        let mut member = |name: &'static Piece, value: &dyn Fn(&mut Stream<'_>), is_first: bool| {
            if !is_first {
                let at = out.position();
                out.repeat_piece(&NEXT_AFTER_TEXT, next_at);
                next_at = at;
            }
            out.piece(name);
            let at = out.position();
            out.repeat_piece(&IS_STRING, is_string_at);
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
        member(&SIG, &|out| write_base64(sig, out), false);
        if let Some(userbuf) = self.userbuf {
            piece!(USERBUF = "userbuf");
            let value = |out: &mut Stream<'_>| userbuf.pieces(|piece| out.text_with_copies(piece));
            member(&USERBUF, &value, false);
        }
        out.piece(&CLOSING);
    }
}

/// The start of every document of 2.0.
pub(crate) static OPENING_V2: Opening = Opening::new("{\"TLS.ver\":\"2.0\",\"TLS.identifier\":\"");
static OPENING_V1: Opening = Opening::new("{\"TLS.account_type\":\"");
piece!(NEXT_AFTER_NUMBER = ",\"TLS.");
piece!(NEXT_AFTER_TEXT = "\",\"TLS.");
piece!(IS_STRING = "\":\"");
piece!(SIG = "sig");
// The keys `sig` and `sdkappid` have their first letter in common.
piece!(NEXT_S = "\",\"TLS.s");
piece!(DKAPPID = "dkappid\":");
piece!(EXPIRE = "expire\":");
// The key `time` ends like `expire`.
piece!(TIM = "tim");
piece!(E = "e\":");
piece!(CLOSING = "\"}");

// Where a 2.0 document has the texts that it repeats.

/// In [`OPENING_V2`].
const NEXT_AFTER_TEXT_AT: usize = OPENING_V2.offset_of_first(&NEXT_AFTER_TEXT);
/// In [`OPENING_V2`], which has it twice; this is the later one.
const IS_STRING_AT: usize = OPENING_V2.offset_of_last(&IS_STRING);
const NEXT_AFTER_NUMBER_IN_NEXT_S: usize = NEXT_S.offset_of_last(&NEXT_AFTER_NUMBER);
/// `","TLS.sig":"` and the base64 of the signature.
const SIG_MEMBER_BYTES: usize =
    NEXT_AFTER_TEXT.len() + SIG.len() + IS_STRING.len() + MAC_BYTES.div_ceil(3) * 4;
/// `,"TLS.expire":`, without the number.
const EXPIRE_MEMBER_BYTES: usize = NEXT_AFTER_NUMBER.len() + EXPIRE.len();
/// `,"TLS.time":`, without the number.
const TIME_MEMBER_BYTES: usize = NEXT_AFTER_NUMBER.len() + TIM.len() + E.len();

const _: () = {
    let start_len = OPENING_V2.text().len();
    assert!(IS_STRING_AT + IS_STRING.len() == start_len, "the UserID is in quotation marks");
    let (start_len, is_string_at) = (OPENING_V1.text().len(), OPENING_V1.offset_of_last(&IS_STRING));
    assert!(is_string_at + IS_STRING.len() == start_len, "the account type is in quotation marks");
    assert!(NEXT_S.offset_of_last(&NEXT_AFTER_TEXT) == 0 && NEXT_S.len() == NEXT_AFTER_TEXT.len() + 1);
    let (Some(of_sig), Some(of_next)) = (SIG.text().first(), NEXT_S.text().last()) else { panic!("no text") };
    assert!(*of_sig == *of_next, "the copied S is that of the member before");
    assert!(EXPIRE.offset_of_last(&E) + E.len() == EXPIRE.len(), "`time` ends like `expire`");
};

/// Writes the base64 of a signature, without a search for repetitions.
fn write_base64(sig: &[u8], out: &mut Stream<'_>) {
    #[cfg(not(feature = "small"))]
    if out.base64(sig) {
        return;
    }
    Base64::Of(sig).pieces(|piece| out.text(piece));
}

/// Writes a number and [`NEXT_AFTER_NUMBER`], which the document already has at `from`, after the number `before`.
///
/// Numbers often end in the same digits, because validities are round: then one copy makes those digits too.
#[inline]
fn next_after(number: &[u8], before: &[u8], from: usize, out: &mut Stream<'_>) {
    const MAX_SAME_DIGITS: usize = MAX_FITTED_COPY_BYTES - NEXT_AFTER_NUMBER.len();
    let pairs = number.iter().rev().zip(before.iter().rev()).take(MAX_SAME_DIGITS);
    let same = pairs.take_while(|(a, b)| a == b).count();
    let (start, end) = number.split_at(number.len() - same);
    out.text(start);
    out.repeat_text_and_piece(end, &NEXT_AFTER_NUMBER, from - same);
}

/// Writes the inside of a JSON string. It has no control characters, since no `UserId` has one.
#[inline]
fn write_escaped(text: &[u8], out: &mut Stream<'_>) {
    // No character of the fitted code needs a backslash.
    if out.is_fitted() || !text.iter().copied().any(is_special) {
        out.text_with_copies(text);
    } else {
        escape(text, out);
    }
}

/// Returns whether JSON requires a backslash before a byte.
fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

#[cold]
#[expect(clippy::indexing_slicing, reason = "a text longer than a UserID must not be truncated")]
fn escape(text: &[u8], out: &mut Stream<'_>) {
    let mut escaped = [0; 2 * MAX_ACCOUNT];
    let mut len = 0;
    let mut push = |byte| {
        escaped[len] = byte;
        len += 1;
    };
    for byte in text {
        if is_special(*byte) {
            push(b'\\');
        }
        push(*byte);
    }
    out.text_with_copies(&escaped[..len]);
}
