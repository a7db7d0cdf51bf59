//! `batch`: signs a token for each UserID of a list, while it reads the list.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use usersig::{Error, Language, SignRequest, Signer, UserId, UserIdRule};

use crate::args::{Batch, Signing};
use crate::encoding::Decoder;
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::token::{note_milliseconds, now, userid};
use crate::{escape, input, json, keys, report};

pub fn run(args: &Batch, language: Language) -> Result<Outcome, Failure> {
    let from_stdin = args.userids.as_os_str() == "-";
    if from_stdin && args.signing.keys.shared.secret_key_stdin {
        let message = pick(
            language,
            "both the key and the UserIDs are to be read from standard input; expected one of them; name a file of \
             UserIDs, or give the key in a file or in USERSIG_SECRET_KEY",
            "密钥和 UserID 列表都要从标准输入读取；只能有一个；请给出 UserID 列表文件，或把密钥放在文件或 USERSIG_SECRET_KEY 里",
        );
        return Err(Failure::Input(message.to_owned()));
    }
    let signer = keys::signer(&args.app, &args.signing.keys, language)?;
    note_milliseconds(args.signing.expire, language);
    let (source, length): (Box<dyn Read>, _) = if from_stdin {
        input::expect_stdin(
            pick(language, "the UserIDs, one per line,", " UserID 列表（每行一个）"),
            language,
        )?;
        (Box::new(io::stdin()), file_length(Path::new("/dev/stdin")))
    } else {
        let what = pick(language, "the file ", "文件 ").to_owned() + &escape::os(&args.userids);
        let file = File::open(&args.userids).map_err(|error| Failure::read(&what, &error, language))?;
        (Box::new(file), file_length(&args.userids))
    };
    let mut lines = Lines::new(source);
    let progress = Progress::new(length, language);
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let result = sign_all(
        &mut lines,
        |lines| token_line(lines, &signer, args, language),
        args.keep_going,
        &progress,
        &mut out,
        language,
    );
    // What is signed is written, also when an error ends the batch.
    let written = out.flush().map_err(Failure::write);
    progress.bar.finish_and_clear();
    let skipped = result?;
    written?;
    if skipped == 0 {
        return Ok(Outcome::Good);
    }
    let number = lines.number;
    let message = say!(
        language,
        "{skipped} of {number} lines were bad and have no token",
        "{number} 行中有 {skipped} 行有误，没有签发票据"
    );
    report(&message, language);
    Ok(Outcome::BadLines)
}

/// Signs line by line, and returns the number of bad lines that were skipped.
fn sign_all(
    lines: &mut Lines,
    sign: impl Fn(&Lines) -> Result<String, Failure>,
    keep_going: bool,
    progress: &Progress,
    out: &mut impl Write,
    language: Language,
) -> Result<u64, Failure> {
    let mut skipped = 0;
    loop {
        // Flushes before it waits for more: the other program may wait for what is done.
        if lines.must_wait() {
            out.flush().map_err(Failure::write)?;
        }
        let what = pick(language, "the UserIDs", " UserID 列表");
        if !lines.advance().map_err(|error| Failure::read(what, &error, language))? {
            return Ok(skipped);
        }
        match sign(lines) {
            Ok(line) => out.write_all(line.as_bytes()).map_err(Failure::write)?,
            Err(Failure::Input(message)) => {
                let number = lines.number;
                let message = say!(language, "line {number}: {message}", "第 {number} 行：{message}");
                if !keep_going {
                    let advice =
                        pick(language, " (--keep-going skips bad lines)", "（--keep-going 跳过有误的行）");
                    return Err(Failure::Input(message + advice));
                }
                progress.bar.suspend(|| report(&message, language));
                skipped += 1;
            }
            Err(other) => return Err(other),
        }
        progress.show(lines);
    }
}

fn token_line(lines: &Lines, signer: &Signer, args: &Batch, language: Language) -> Result<String, Failure> {
    let Signing { userid_rule, expire, at, .. } = args.signing;
    let user = userid(lines.text(userid_rule, language)?, userid_rule, language)?;
    let request = SignRequest::new(user, expire.validity).issued_at(now(at, language)?);
    let usersig = signer.sign(&request).map_err(|error| Failure::input(&error, language))?;
    json::line(&json::Line { userid: user.as_str(), usersig: &usersig, demo: args.app.demo })
}

/// Returns the length of a regular file; a pipe has none.
fn file_length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
}

/// Reads lines of any length in constant memory: it keeps only the start of a line that is too long for a UserID.
struct Lines {
    source: BufReader<Decoder<BufReader<Box<dyn Read>>>>,
    start: Vec<u8>,
    length: usize,
    number: u64,
    bytes_read: u64,
}

impl Lines {
    /// The longest UserID with a byte order mark before it and a carriage return after it.
    const KEPT: usize = UserId::MAX_LEN_ANY + 4;

    fn new(source: Box<dyn Read>) -> Self {
        Self {
            source: BufReader::with_capacity(
                64 << 10,
                Decoder::new(BufReader::with_capacity(64 << 10, source)),
            ),
            start: Vec::with_capacity(Self::KEPT),
            length: 0,
            number: 0,
            bytes_read: 0,
        }
    }

    /// Returns whether the next line has not been read from the source yet.
    fn must_wait(&self) -> bool {
        self.source.buffer().is_empty()
    }

    /// Goes to the next line, and returns false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        self.start.clear();
        self.length = 0;
        self.number += 1;
        loop {
            let chunk = match self.source.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if chunk.is_empty() {
                self.number -= u64::from(self.length == 0);
                return Ok(self.length > 0);
            }
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            let space = Self::KEPT - self.start.len();
            self.start.extend(part.iter().take(space));
            self.length += part.len();
            let consumed = part.len() + usize::from(end.is_some());
            self.source.consume(consumed);
            self.bytes_read += consumed as u64;
            if end.is_some() {
                return Ok(true);
            }
        }
    }

    /// Returns the line without its end, and without the mark that Windows editors put before the first.
    fn text(&self, rule: UserIdRule, language: Language) -> Result<&str, Failure> {
        if self.length > Self::KEPT {
            let error = Error::UserIdTooLong { len: self.length, max: rule.max_len() };
            return Err(Failure::input(&error, language));
        }
        let line = self.start.as_slice();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
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

/// The bar on standard error: shown when that is a terminal and the tokens go elsewhere.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Lines between two looks at the clock: drawing must not take as long as signing.
    const STEP: u64 = 1 << 12;

    fn new(bytes: Option<u64>, language: Language) -> Self {
        if io::stdout().is_terminal() || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let (bar, template) = match bytes {
            Some(bytes) => (
                ProgressBar::new(bytes),
                pick(
                    language,
                    "[{bar:32}] {percent:>3} %  {msg} lines, {eta} left",
                    "[{bar:32}] {percent:>3} %  {msg} 行，剩余 {eta}",
                ),
            ),
            None => (
                ProgressBar::new_spinner(),
                pick(language, "{spinner} {msg} lines, {elapsed}", "{spinner} {msg} 行，已用 {elapsed}"),
            ),
        };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self { bar: bar.with_style(style.progress_chars("=> ")) }
    }

    fn show(&self, lines: &Lines) {
        if lines.number.is_multiple_of(Self::STEP) && !self.bar.is_hidden() {
            self.bar.set_message(lines.number.to_string());
            self.bar.set_position(lines.bytes_read);
        }
    }
}
