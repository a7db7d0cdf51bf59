//! `batch`: signs a token for each UserID of a list, while it reads the list.
//!
//! All workers do the same: read the next lines of the list, sign them, and write what was signed. Only one of them reads at a
//! time, and only one writes: the one whose lines are next. For that, the [`Output`] is passed on. Who reads some lines
//! gets the receiving end of a channel from whoever read the lines before, and leaves one for whoever reads the next
//! lines. So each worker has only its own lines in memory, and the order is that of the list.
//!
//! A worker that cannot continue reports it and does not pass the output on, so nothing after the bad line is written. The
//! other workers may then be waiting for the rest of the list: nobody waits for them.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

use usersig::{Language, SignRequest, Signer, UnixTime, UserIdRule};

use self::lines::{Chunk, Line, Lines};
use self::progress::Progress;
use crate::args::{Batch, Expire};
use crate::failure::{Failure, Outcome};
use crate::lang::{pick, say};
use crate::token::{note_milliseconds, now, userid};
use crate::{escape, input, json, keys, report};

mod lines;
mod progress;

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
    let (source, length): (Box<dyn Read + Send>, _) = if from_stdin {
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
    let batch = Arc::new(Work {
        signer: RwLock::new(Some(signer)),
        list: Mutex::new(List::new(Lines::new(source), Output::new(Progress::new(length, language)))),
        userid_rule: args.signing.userid_rule,
        expire: args.signing.expire,
        at: args.signing.at,
        demo: args.app.demo,
        keep_going: args.keep_going,
        language,
    });
    let Done { lines, skipped } = sign_all(&batch, args.jobs)?;
    if skipped == 0 {
        return Ok(Outcome::Good);
    }
    let message = say!(
        language,
        "{skipped} of {lines} lines were bad and have no token",
        "{lines} 行中有 {skipped} 行有误，没有签发票据"
    );
    report(&message, language);
    Ok(Outcome::BadLines)
}

/// Signs the whole list, or up to the first failure.
#[expect(clippy::expect_used, reason = "a worker that ends without a result has panicked")]
fn sign_all(batch: &Arc<Work>, jobs: Option<usize>) -> Result<Done, Failure> {
    let jobs = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from));
    let (ended, end) = channel();
    let start = |_: &usize| {
        let (batch, ended) = (Arc::clone(batch), ended.clone());
        thread::Builder::new().spawn(move || batch.run(&ended)).is_ok()
    };
    // A system that has no more threads gets fewer workers. A single one is this thread.
    let started = if jobs == 1 { 0 } else { (0..jobs).take_while(start).count() };
    if started == 0 {
        batch.run(&ended);
    }
    drop(ended);
    let result = end.recv().expect("a worker that has not panicked");
    // The key is wiped now, although a worker may be waiting for more of the list.
    drop(batch.signer.write().map(|mut signer| signer.take()));
    result
}

/// What all workers share.
struct Work {
    /// `None` at the end.
    signer: RwLock<Option<Signer>>,
    list: Mutex<List>,
    userid_rule: UserIdRule,
    expire: Expire,
    at: Option<UnixTime>,
    demo: bool,
    keep_going: bool,
    language: Language,
}

/// The rest of the list.
struct List {
    lines: Lines,
    /// Where the output comes from once everything before these lines is written; `None` at the end of the list.
    turn: Option<Receiver<Output>>,
}

impl List {
    #[expect(clippy::expect_used, reason = "the receiver is here")]
    fn new(lines: Lines, output: Output) -> Self {
        let (first, turn) = channel();
        first.send(output).expect("a receiver");
        Self { lines, turn: Some(turn) }
    }
}

/// The tokens of a chunk, and what is wrong with its lines.
#[derive(Default)]
struct Signed {
    tokens: Vec<u8>,
    bad_lines: Vec<String>,
    /// What ends the batch after these tokens.
    failure: Option<Failure>,
}

/// How a batch ended.
#[derive(Clone, Copy)]
struct Done {
    lines: u64,
    skipped: u64,
}

impl Work {
    /// Reads, signs and writes until the list ends or something fails.
    fn run(&self, ended: &Sender<Result<Done, Failure>>) {
        let mut chunk = Chunk::default();
        loop {
            let Ok(mut list) = self.list.lock() else { return };
            let Some(turn) = list.turn.take() else { return };
            let mut signed = Signed::default();
            let is_more = list.lines.read(&mut chunk).unwrap_or_else(|error| {
                let what = pick(self.language, "the UserIDs", " UserID 列表");
                signed.failure = Some(Failure::read(what, &error, self.language));
                false
            });
            let (pass_on, next_turn) = channel();
            list.turn = is_more.then_some(next_turn);
            drop(list);

            if !self.sign(&chunk, &mut signed) {
                return;
            }
            let Ok(mut output) = turn.recv() else { return };
            let written = output.write(&mut signed, &chunk, self.language);
            // At the end nobody may be left to receive these.
            if written.is_err() || !is_more {
                output.progress.bar.finish_and_clear();
                let _ = ended.send(written.map(|()| output.done));
                return;
            }
            let _ = pass_on.send(output);
        }
    }

    /// Signs for the lines of a chunk, and returns false if the batch has ended.
    fn sign(&self, chunk: &Chunk, result: &mut Signed) -> bool {
        let Ok(signer) = self.signer.read() else { return false };
        let Some(signer) = &*signer else { return false };
        let language = self.language;
        for line in chunk.lines() {
            match self.token_line(&line, signer) {
                Ok(token) => result.tokens.extend_from_slice(token.as_bytes()),
                Err(Failure::Input(message)) => {
                    let number = line.number;
                    let message = say!(language, "line {number}: {message}", "第 {number} 行：{message}");
                    if !self.keep_going {
                        let advice = pick(
                            language,
                            " (--keep-going skips bad lines)",
                            "（--keep-going 跳过有误的行）",
                        );
                        result.failure = Some(Failure::Input(message + advice));
                        break;
                    }
                    result.bad_lines.push(message);
                }
                Err(other) => {
                    result.failure = Some(other);
                    break;
                }
            }
        }
        true
    }

    fn token_line(&self, line: &Line<'_>, signer: &Signer) -> Result<String, Failure> {
        let &Self { userid_rule, expire, at, demo, language, .. } = self;
        let user = userid(line.text(userid_rule, language)?, userid_rule, language)?;
        let request = SignRequest::new(user, expire.validity).issued_at(now(at, language)?);
        let usersig = signer.sign(&request).map_err(|error| Failure::input(&error, language))?;
        json::line(&json::Line { userid: user.as_str(), usersig: &usersig, demo })
    }
}

/// Standard output and the bar, which one worker has at a time.
struct Output {
    progress: Progress,
    done: Done,
}

impl Output {
    fn new(progress: Progress) -> Self {
        Self { progress, done: Done { lines: 0, skipped: 0 } }
    }

    /// Writes what a chunk came to, at once: the program that reads it may wait for these tokens.
    fn write(&mut self, signed: &mut Signed, chunk: &Chunk, language: Language) -> Result<(), Failure> {
        for message in &signed.bad_lines {
            self.progress.bar.suspend(|| report(message, language));
        }
        let mut out = io::stdout().lock();
        let written = out.write_all(&signed.tokens).and_then(|()| out.flush()).map_err(Failure::write);
        // What is signed is written, also when an error ends the batch.
        signed.failure.take().map_or(written, Err)?;
        self.done.lines = chunk.number;
        self.done.skipped += signed.bad_lines.len() as u64;
        self.progress.show(chunk.number, chunk.bytes_read);
        Ok(())
    }
}

/// Returns the length of a regular file; a pipe has none.
fn file_length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|file| file.len())
}
