//! Memory that one thread allocates and another frees is used again. The stage `serve-deploy` builds this as the static program is built.

#![cfg(target_env = "musl")]

#[path = "../src/allocator.rs"]
mod allocator;

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// Threads that make lines, and how many each makes: what a busy hour has.
const MAKERS: usize = 4;
const LINES: usize = 500_000;
/// Lines on their way at a time.
const WAITING: usize = 100;
/// By how much the memory may grow after a tenth of the lines. Zig's `malloc` grows by 6 000 KiB and more.
const GROWTH_KIB: usize = 512;

/// A thread as the one that writes the audit log: it frees what others have allocated, and answers.
fn writer(lines: Receiver<(Vec<u8>, Sender<usize>)>) {
    for (line, answer) in lines {
        let _ = answer.send(line.len());
    }
}

/// A thread as one that signs.
fn maker(lines: SyncSender<(Vec<u8>, Sender<usize>)>, count: usize) {
    for number in 0..count {
        let (answer, answered) = channel();
        let length = 200 + number % 300;
        lines.send((vec![b'x'; length], answer)).expect("the writer waits");
        if number % 8 == 0 {
            assert_eq!(answered.recv(), Ok(length));
        }
    }
}

fn resident_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("of Linux");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("resident memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn memory_that_another_thread_frees_is_used_again() {
    let run = |count: usize| {
        let (lines, received) = sync_channel(WAITING);
        let writer = thread::spawn(|| writer(received));
        let makers: Vec<_> = (0..MAKERS)
            .map(|_| {
                let lines = lines.clone();
                thread::spawn(move || maker(lines, count))
            })
            .collect();
        drop(lines);
        for thread in makers {
            thread.join().expect("no panic");
        }
        writer.join().expect("no panic");
        resident_kib()
    };
    let early = run(LINES / 10);
    let late = run(LINES);
    assert!(late < early + GROWTH_KIB, "{early} KiB after a tenth of the lines, {late} KiB after all");
}
