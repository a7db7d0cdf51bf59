//! The writer of zlib streams: what a token is inside its base64. And a reader of the usual ones.
//!
//! # What a deflate block is
//!
//! A zlib stream (RFC 1950) is a header of two bytes, deflate data (RFC 1951), and a checksum of the document,
//! Adler-32. Deflate data is a sequence of blocks; ours is always a single one. It is a sequence of bits, and each
//! byte is filled from its lowest bit. Three kinds of block exist, and this module writes all of them:
//!
//! * **Type 0** is *stored*: a length and the bytes themselves.
//! * **Type 1** uses a *fixed* code that the RFC lists. Every reader knows it, so the block does not describe it.
//! * **Type 2** uses a *code of its own*, and starts with a description of it.
//!
//! The content of types 1 and 2 is a sequence of symbols, each written as a few bits: frequent symbols as fewer
//! bits, and no symbol's bits start with those of another one, so that a reader knows where each ends. (That is a
//! Huffman code.) A symbol is one of three things:
//!
//! * a **literal**: one byte of the document;
//! * the length of a **copy**, which its distance follows: the document repeats so many bytes from so far back;
//! * the **end of the block**.
//!
//! # Why a fitted code
//!
//! A general compressor spends its time on finding out what is known here before the document exists. All
//! documents have the same keys in the same order, so their repetitions are known. And all consist of digits,
//! lower-case letters and base64, so one code is good for all of them. It was chosen once (`huffman` has it): 6
//! bits for a frequent byte, 7 for the others, none for the rest. Its description is the same 176 bits in every
//! token, and the compiler makes them. `docs/adr/0005-one-fitted-code.md` has the measurements.
//!
//! Not every document is made of these bytes. A UserID with a space, an `@` or a Chinese character goes into a
//! block of type 1, and so does a long one that mostly repeats itself, because the fitted code copies at most 8
//! bytes at a time. [`Compression::Stored`] makes a block of type 0.
//!
//! # How the parts fit together
//!
//! | module | what it does |
//! |---|---|
//! | `block` | decides which kind of block a document goes into |
//! | `huffman` | makes the tables of both codes, and the header of each block, at compile time |
//! | `constant` | compresses constant parts at compile time: an [`Opening`] starts a document, a [`Piece`] is inside it |
//! | `copies` | finds what a variable text repeats of itself |
//! | `adler` | the checksum, which adds a constant part as a whole |
//! | `stream` | puts bits into bytes and bytes into a buffer: a [`Stream`] is what the rest of the crate writes to |
//! | `reader` | reads blocks of both codes, and leaves everything else to the library |
//!
//! [`Claims`](crate::wire::claims::Claims) writes a document from its start to its end. It opens the [`Stream`]
//! with an [`Opening`], writes what varies as text, and what is constant as a [`Piece`]. For a text that the
//! document has already, it calls `repeat_piece` and names the place. What many tokens of one application have in
//! common, such as the SDKAppID, is [`Prerecorded`] once and then only appended. No other module handles codes or bits.
//!
//! # One token, bit by bit
//!
//! The key is `5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e`, the UserID `xiaojun`, the
//! SDKAppID 1400000000; the token is issued at 1700000000 and valid for 15552000 seconds. This is its document:
//!
//! ```text
//! {"TLS.ver":"2.0","TLS.identifier":"xiaojun","TLS.sig":"LvA7d/Iw7gSsnskvVzBDPOCCDbuNCw4GHw
//! TC0bip+B4=","TLS.sdkappid":1400000000,"TLS.expire":15552000,"TLS.time":1700000000}
//! ```
//!
//! And this is the token, whose base64 has `*`, `-` and `_` for `+`, `/` and `=`:
//!
//! ```text
//! eJw1D0MOxADwL72uaiU9rG3hsqltKf17PTZy4HG4jyPRA2gAHoPAsPFVQbQCVVKbcKKythZaXcpX5Sp2iKaEMNnGhH
//! z3LV*PXtlscTnP5wsuPM1jdL2JH3OQU53BDGX6RkFnHUcVABpCwQ7ajJg4qicCNIRhGAz20UA1qxhEgB0UJXSYMfI_
//! ```
//!
//! In the tables, the first column is the number of bits before the row, and the second one has the bits in the
//! order in which they are sent. A test (`the_token_of_the_essay_is_as_the_essay_has_it`) reads each row here and
//! finds it in the token.
//!
//! The stream starts with the header of zlib and the header of the block. A number that is no symbol of a code is
//! sent from its lowest bit, so `0x78` is `00011110`, and the 6 in 5 bits is `01100`.
//!
//! ```text
//!     0  0001111000111001  zlib header 78 9c
//!    16  1                 1: the last block
//!    17  01                2: with a code of its own
//!    19  01100             257 + 6 symbols
//!    24  11110             1 + 15 distances
//!    29  0001              4 + 8 lengths of the third code
//! ```
//!
//! The numbers of bits that the symbols have are themselves written in a code, the third one. It is described by 3
//! bits for each of its own symbols, in an order that the RFC sets.
//!
//! ```text
//!    33  100               third code, symbol 16: 1 bit
//!    36  001               third code, symbol 17: 4 bits
//!    39  001               third code, symbol 18: 4 bits
//!    42  110               third code, symbol 0: 3 bits
//!    45  000               third code, symbol 8: 0 bits
//!    48  001               third code, symbol 7: 4 bits
//!    51  000               third code, symbol 9: 0 bits
//!    54  110               third code, symbol 6: 3 bits
//!    57  000               third code, symbol 10: 0 bits
//!    60  000               third code, symbol 5: 0 bits
//!    63  000               third code, symbol 11: 0 bits
//!    66  001               third code, symbol 4: 4 bits
//! ```
//!
//! So `0` is its symbol 16 (repeat the last length), `100` is 0, `101` is 6, and so on. It describes the two
//! others. The bits after the space are plain: they count how often a length is repeated.
//!
//! ```text
//!    69  1111 1110100      symbols 0 to 33: 0 bits
//!    80  101               symbol 34: 6 bits
//!    83  1110 101          symbols 35 to 42: 0 bits
//!    90  1101              symbol 43: 7 bits
//!    94  0 10              symbols 44 to 47: 7 bits
//!    97  101               symbol 48: 6 bits
//!   100  0 11              symbols 49 to 54: 6 bits
//!   103  0 10              symbols 55 to 58: 6 bits
//!   106  100               symbol 59: 0 bits
//!    …
//!   176  101               symbol 125: 6 bits
//!   179  1111 1110111      symbols 126 to 255: 0 bits
//!   190  101               symbol 256: 6 bits
//!   193  0 11              symbols 257 to 262: 6 bits
//!   196  1100              distance symbol 0: 4 bits
//!   200  0 11              distance symbols 1 to 6: 4 bits
//!   203  0 11              distance symbols 7 to 12: 4 bits
//!   206  0 00              distance symbols 13 to 15: 4 bits
//! ```
//!
//! These were the 176 bits of the description. The codes follow from it (see `huffman`): the 48 symbols of 6 bits
//! are numbered from 000000 in their order (`"`, then `0`), the 32 symbols of 7 bits from 1100000 on (`+`), and the
//! 16 symbols of distances are 0000 to 1111.
//!
//! Now the document begins, with its [`Opening`]:
//!
//! ```text
//!   209  100111            literal {
//!   215  000000            literal "
//!   221  1111000           literal T
//!   228  1110000           literal L
//!   235  1110111           literal S
//!   242  1100011           literal .
//!   249  100010            literal v
//!   255  010001            literal e
//!   261  011110            literal r
//!   267  000000            literal "
//!   273  001011            literal :
//!   279  000000            literal "
//!   285  000011            literal 2
//!   291  1100011           literal .
//!   298  000001            literal 0
//!   304  000000            literal "
//!   310  1100001           literal ,
//!   317  101100 0111 11    copy 5 bytes from 16 bytes back: "TLS.
//!   329  010101            literal i
//!   335  010000            literal d
//!   341  010001            literal e
//!   347  011010            literal n
//!   353  100000            literal t
//!   359  010101            literal i
//!   365  010010            literal f
//!   371  010101            literal i
//!   377  101100 1000 011   copy 5 bytes from 23 bytes back: er":"
//! ```
//!
//! The first copy in detail: `101100` is symbol 259, a copy of 5 bytes, since 257 is one of 3 bytes. `0111` is the
//! distance symbol 7, for the distances 13 to 16. Two plain bits, the lowest one first, tell which of them it is:
//! `11` is 3, and 13 + 3 = 16 bytes back is the first `"TLS.`.
//!
//! The compiler has written all of this, the two copies included. What follows is written while signing: the
//! UserID as literals, then a [`Piece`] that the opening has at offset 15, then `sig` and one more copy.
//!
//! ```text
//!   390  100100            literal x
//!   396  010101            literal i
//!   402  001101            literal a
//!   408  011011            literal o
//!   414  010110            literal j
//!   420  100001            literal u
//!   426  011010            literal n
//!   432  101110 1001 010   copy 7 bytes from 27 bytes back: ","TLS.
//!   445  011111            literal s
//!   451  010101            literal i
//!   457  010011            literal g
//!   463  101010 1000 110   copy 3 bytes from 20 bytes back: ":"
//! ```
//!
//! The distance of the first of these copies depends on the UserID: `xiaojun` ends at offset 42 of the document,
//! and 42 - 15 is 27. `1001` is the distance symbol 9, for 25 to 32, and `010` is 2, the lowest bit first.
//!
//! The signature is 44 literals, two at a time out of a table for 12 bits of it, and no copy:
//!
//! ```text
//!   476  1110000           literal L
//!   483  100010            literal v
//!   489  1100101           literal A
//!   496  001000            literal 7
//!   502  010000            literal d
//!    …
//!   742  1100110           literal B
//!   749  000101            literal 4
//!   755  001100            literal =
//! ```
//!
//! What comes now is the same for each token of the application, so it is a [`Prerecorded`] part. A copy may
//! overlap with what it makes: the SDKAppID has a `0`, and a copy of 7 bytes from 1 byte back makes seven more.
//!
//! ```text
//!   761  101111 1011 0001  copy 8 bytes from 57 bytes back: ","TLS.s
//!   775  010000            literal d
//!   781  010111            literal k
//!   787  001101            literal a
//!   793  011100            literal p
//!   799  011100            literal p
//!   805  010101            literal i
//!   811  010000            literal d
//!   817  000000            literal "
//!   823  001011            literal :
//!   829  000010            literal 1
//!   835  000101            literal 4
//!   841  000001            literal 0
//!   847  101110 0000       copy 7 bytes from 1 byte back: 0000000
//!   857  101101 1001 100   copy 6 bytes from 26 bytes back: ,"TLS.
//!   870  010001            literal e
//!   876  100100            literal x
//!   882  011100            literal p
//!   888  010101            literal i
//!   894  011110            literal r
//!   900  010001            literal e
//!   906  000000            literal "
//!   912  001011            literal :
//! ```
//!
//! The last two members. The validity ends in 00, and so does the SDKAppID, so a single copy makes these two
//! digits and `,"TLS.` after them.
//!
//! ```text
//!   918  000010            literal 1
//!   924  000110            literal 5
//!   930  000110            literal 5
//!   936  000110            literal 5
//!   942  000011            literal 2
//!   948  000001            literal 0
//!   954  101111 1000 101   copy 8 bytes from 22 bytes back: 00,"TLS.
//!   967  100000            literal t
//!   973  010101            literal i
//!   979  011001            literal m
//!   985  101010 1000 110   copy 3 bytes from 20 bytes back: e":
//!   998  000010            literal 1
//!  1004  001000            literal 7
//!  1010  000001            literal 0
//!  1016  101110 0000       copy 7 bytes from 1 byte back: 0000000
//!  1026  101000            literal }
//! ```
//!
//! The end of the block, zeros that complete the last byte, and the checksum, whose bytes are `74 98 31 f2`.
//!
//! ```text
//!  1032  101001            end of block
//!  1038  00                zeros up to a complete byte
//!  1040  00101110000110011000110001001111  Adler-32 749831f2
//! ```

mod adler;
mod block;
mod constant;
mod copies;
mod huffman;
mod reader;
mod stream;

pub(crate) use block::Block;
pub use block::Compression;
pub(crate) use constant::{Opening, Piece};
pub(crate) use huffman::MAX_FITTED_COPY_BYTES;
pub(crate) use reader::read;
pub(crate) use stream::{Prerecorded, Stream};

#[cfg(test)]
mod tests;
