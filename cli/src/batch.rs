//! `batch`: a list of UserIDs in, a token for each out, as the list is read.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Read, Write};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use usersig::{Error, Language, SignRequest, Signer, UserId, UserIdRule};

use crate::args::{Batch, Signing};
use crate::encoding::Decoder;
use crate::failure::{Failure, Outcome};
use crate::token::{note_milliseconds, now, userid};
use crate::{escape, input, json, keys, report};

pub fn run(args: &Batch, language: Language) -> Result<Outcome, Failure> {
    let from_stdin = args.userids.as_os_str() == "-";
    if from_stdin && args.signing.keys.shared.secret_key_stdin {
        return Err(Failure::input(
            "both the key and the UserIDs are to be read from standard input; expected one of them; name a file of \
             UserIDs, or give the key in a file or in USERSIG_SECRET_KEY",
        ));
    }
    let signer = keys::signer(&args.app, &args.signing.keys, language)?;
    note_milliseconds(args.signing.expire, language);
    let (source, length): (Box<dyn Read>, _) = if from_stdin {
        input::expect_stdin("the UserIDs, one a line,")?;
        (Box::new(io::stdin()), file_length(Path::new("/dev/stdin")))
    } else {
        let what = format!("the file {}", escape::os(&args.userids));
        let file = File::open(&args.userids).map_err(|error| Failure::read(what, &error))?;
        (Box::new(file), file_length(&args.userids))
    };
    let mut lines = Lines::new(source);
    let progress = Progress::new(length);
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let result = sign_all(&mut lines, &signer, args, &progress, &mut out);
    // What is signed is written, whatever came after it.
    let written = out.flush().map_err(|error| Failure::write(&error));
    progress.bar.finish_and_clear();
    let skipped = result?;
    written?;
    if skipped == 0 {
        return Ok(Outcome::Good);
    }
    report(&format!("{skipped} of {} lines were bad and have no token", lines.number));
    Ok(Outcome::BadLines)
}

/// Signs line by line; the number of bad lines that were skipped.
fn sign_all(
    lines: &mut Lines,
    signer: &Signer,
    args: &Batch,
    progress: &Progress,
    out: &mut impl Write,
) -> Result<u64, Failure> {
    let mut skipped = 0;
    loop {
        // Before waiting for more, everything that is done goes out: the other end may wait for it.
        if lines.must_wait() {
            out.flush().map_err(|error| Failure::write(&error))?;
        }
        if !lines.advance().map_err(|error| Failure::read("the UserIDs", &error))? {
            return Ok(skipped);
        }
        match token_line(lines, signer, args) {
            Ok(line) => out.write_all(line.as_bytes()).map_err(|error| Failure::write(&error))?,
            Err(Failure::Input(message)) => {
                let message = format!("line {}: {message}", lines.number);
                if !args.keep_going {
                    return Err(Failure::Input(message + " (--keep-going skips bad lines)"));
                }
                progress.bar.suspend(|| report(&message));
                skipped += 1;
            }
            Err(other) => return Err(other),
        }
        progress.show(lines);
    }
}

fn token_line(lines: &Lines, signer: &Signer, args: &Batch) -> Result<String, Failure> {
    let Signing { userid_rule, expire, at, .. } = args.signing;
    let user = userid(lines.text(userid_rule)?, userid_rule)?;
    let request = SignRequest::new(user, expire.validity).issued_at(now(at)?);
    let usersig = signer.sign(&request).map_err(Failure::input)?;
    json::line(&json::Line { userid: user.as_str(), usersig: &usersig, demo: args.app.demo })
        .map_err(Failure::input)
}

/// The length of a regular file; a pipe has none.
fn file_length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
}

/// Lines of any length in constant memory: of a line that is too long for a UserID only the start is kept.
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

    /// Whether the next line has not been read from the source yet.
    fn must_wait(&self) -> bool {
        self.source.buffer().is_empty()
    }

    /// Goes to the next line; false at the end.
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

    /// The line without its end, and without the mark that Windows editors put before the first.
    fn text(&self, rule: UserIdRule) -> Result<&str, Failure> {
        if self.length > Self::KEPT {
            return Err(Failure::input(Error::UserIdTooLong { len: self.length, max: rule.max_len() }));
        }
        let line = self.start.as_slice();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mark = if self.number == 1 { &b"\xef\xbb\xbf"[..] } else { b"" };
        let line = line.strip_prefix(mark).unwrap_or(line);
        std::str::from_utf8(line).map_err(|error| {
            let offset = error.valid_up_to();
            let byte = line.get(offset).copied().unwrap_or_default();
            Failure::Input(format!(
                "byte 0x{byte:02X} at byte {offset} is not UTF-8; expected one UserID a line in UTF-8; was the file \
                 saved in another encoding?"
            ))
        })
    }
}

/// The bar on standard error: there when that is a terminal and the tokens go elsewhere.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Lines between two looks at the clock: drawing must not cost what signing does.
    const STEP: u64 = 1 << 12;

    fn new(bytes: Option<u64>) -> Self {
        if io::stdout().is_terminal() || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), "[{bar:32}] {percent:>3} %  {msg} lines, {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg} lines, {elapsed}"),
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
