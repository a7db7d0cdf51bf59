//! What is signed: cases that a seed and a number make again.

/// SplitMix64: each number has a sequence of its own, so that a case is made again without those before it.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64, number: u64) -> Self {
        let mut random = Self(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // The first numbers of neighbouring seeds are alike.
        random.next();
        Self(random.next())
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    /// Returns a number from `first` to `last`.
    pub fn within(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    /// Returns true in so many of a hundred calls.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.next() as u8).collect()
    }
}

/// What is signed beside the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contents {
    Plain,
    Userbuf(Vec<u8>),
    Number(u32),
    Name(String),
}

/// What to sign. `key` is the number of one of the keys.
#[derive(Debug, Clone)]
pub struct Case {
    pub sdkappid: i64,
    pub userid: String,
    pub expire: u64,
    pub contents: Contents,
    pub privileges: u32,
    pub key: usize,
}

/// How many keys there are.
pub const KEYS: usize = 8;

/// What a package can sign.
#[derive(Debug, Clone, Copy)]
pub struct Abilities {
    pub userbuf: bool,
    pub rooms: bool,
}

impl Case {
    /// Returns what a package is asked to sign: much of it is not legal, since the packages sign anything.
    pub fn any(random: &mut Random, can: Abilities) -> Self {
        let sdkappid = match random.below(100) {
            0..1 => 0,
            // i32, as some callers keep it.
            1..4 => -random.within(1, 1 << 31).cast_signed(),
            4..10 => random.pick(&[1, 1 << 31, (1 << 31) - 1, u32::MAX]).into(),
            10..30 => random.within(1, 1 << 31).cast_signed(),
            _ => random.within(1, u32::MAX.into()).cast_signed(),
        };
        let expire = match random.below(100) {
            0..2 => 0,
            2..8 => random.pick(&[1, 1_576_800_000, (1 << 31) - 1, 1 << 31, u64::from(u32::MAX), 1 << 32]),
            8..14 => random.below(1 << 33),
            14..40 => random.within(1, 1_576_800_000),
            _ => random.within(1, 86_400 * 180),
        };
        let longest = match random.below(100) {
            0..80 => 32,
            80..96 => 200,
            96..99 => 1024,
            _ => 3000,
        };
        let count = if random.percent(1) { 0 } else { random.within(1, longest) as usize };
        let userid = text(random, count, true);
        let contents = Contents::any(random, can);
        Self {
            sdkappid,
            userid,
            expire,
            contents,
            privileges: privileges(random),
            key: random.below(KEYS as u64) as usize,
        }
    }

    /// Returns what usersig signs.
    pub fn legal(random: &mut Random, can: Abilities) -> Self {
        let longest = if random.percent(90) { 32 } else { 1024 };
        let count = random.within(1, longest) as usize;
        let contents = match Contents::any(random, can) {
            Contents::Number(number) => Contents::Number(number.clamp(1, u32::MAX - 1)),
            Contents::Name(_) => Contents::Name(room_name(random)),
            other => other,
        };
        Self {
            sdkappid: random.within(1, u32::MAX.into()).cast_signed(),
            userid: text(random, count, false),
            expire: random.within(1, 1_576_800_000),
            contents,
            privileges: random.below(256) as u32,
            key: random.below(KEYS as u64) as usize,
        }
    }
}

impl Contents {
    fn any(random: &mut Random, can: Abilities) -> Self {
        match random.below(4) {
            1 if can.userbuf => {
                let longest = if random.percent(95) { 64 } else { 2000 };
                let count = random.below(longest) as usize;
                let mut bytes = random.bytes(count);
                // A PrivateMapKey record begins with 0 or 1: what is random is none.
                if let Some(first) = bytes.first_mut() {
                    *first |= 2;
                }
                Self::Userbuf(bytes)
            }
            2 if can.rooms => Self::Number(match random.below(20) {
                0 => 0,
                1 => random.pick(&[1, u32::MAX, u32::MAX - 1]),
                _ => random.next() as u32,
            }),
            3 if can.rooms => Self::Name(match random.below(20) {
                0 => String::new(),
                1 => {
                    let count = random.within(1, 100) as usize;
                    text(random, count, true)
                }
                _ => room_name(random),
            }),
            _ => Self::Plain,
        }
    }
}

fn privileges(random: &mut Random) -> u32 {
    if random.percent(90) { random.below(256) as u32 } else { random.next() as u32 }
}

fn room_name(random: &mut Random) -> String {
    const LEGAL: &[u8] =
        b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,";
    let count = random.within(1, 64);
    (0..count).map(|_| char::from(random.pick(LEGAL))).collect()
}

/// Returns a text of so many bytes, or of few less: letters as most UserIDs have them, what has to be escaped somewhere, or any script.
fn text(random: &mut Random, bytes: usize, controls: bool) -> String {
    const USUAL: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    const SPECIAL: &[char] = &[
        '"', '\\', '\'', '/', '<', '>', '&', '+', '=', '%', '{', '}', ':', ',', ' ', '\u{80}', '\u{a0}',
        '\u{2028}', '\u{feff}',
    ];
    const CONTROL: &[char] = &['\0', '\n', '\r', '\t', '\u{8}', '\u{1b}', '\u{7f}'];
    let style = random.below(10);
    let control = controls && random.percent(3);
    let mut text = String::new();
    while text.len() < bytes {
        let next = match style {
            0..5 => char::from(random.pick(USUAL)),
            _ if control && random.percent(10) => random.pick(CONTROL),
            5..7 if random.percent(70) => char::from(random.pick(USUAL)),
            5..7 => random.pick(SPECIAL),
            7 => char::from(random.within(0x20, 0x7e) as u8),
            8 => {
                random_char(random, &[(0x4e00, 0x9fff), (0x3040, 0x30ff), (0xac00, 0xd7a3), (0xff01, 0xff5e)])
            }
            _ => random_char(
                random,
                &[
                    (0xc0, 0x24f),
                    (0x370, 0x3ff),
                    (0x400, 0x4ff),
                    (0x5d0, 0x5ea),
                    (0x600, 0x6ff),
                    (0xe00, 0xe4f),
                    (0x2000, 0x2fff),
                    (0xe000, 0xffff),
                    (0x1_f300, 0x1_faff),
                    (0x1_0000, 0x10_ffff),
                ],
            ),
        };
        if text.len() + next.len_utf8() > bytes {
            break;
        }
        text.push(next);
    }
    if text.is_empty() && bytes > 0 {
        text.push(char::from(random.pick(USUAL)));
    }
    text
}

fn random_char(random: &mut Random, ranges: &[(u32, u32)]) -> char {
    let (first, last) = random.pick(ranges);
    // Surrogates are no characters.
    char::from_u32(random.within(first.into(), last.into()) as u32).unwrap_or('\u{fffd}')
}
