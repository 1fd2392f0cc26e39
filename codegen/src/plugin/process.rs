//! Runs a program: a text to its standard input, its output in bounds, within a time.

use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The most bytes that a program may write to standard output.
pub(super) const MOST_OUTPUT: usize = 64 << 20;

/// The bytes of standard error that are kept from its start, and again from its end.
const KEPT_ERRORS: usize = 16 << 10;

/// The time for which output is awaited after the program has ended: a program that it started may
/// keep the pipe open for ever.
const GRACE: Duration = Duration::from_secs(1);

/// The longest pause between two looks at a program.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The result of a run.
pub(super) struct Ended {
    /// The bytes that the program wrote to standard output, or the reason that they are of no use.
    pub(super) output: Result<Vec<u8>, Failure>,
    /// The text that it wrote to standard error, as far as it was kept.
    pub(super) errors: String,
}

/// The reason that a run gave nothing.
pub(super) enum Failure {
    /// The program was not found, or could not be run.
    Start(io::Error),
    /// The program ended with another exit code than 0.
    Status(ExitStatus),
    /// The program took too long.
    TimedOut,
    /// The program wrote too much.
    TooMuch,
    /// The program could not be watched.
    Lost(io::Error),
}

/// Runs a command in a folder, with a text as its standard input.
pub(super) fn run(command: &[String], folder: &Path, input: String, timeout: Duration) -> Ended {
    let mut child = match start(command, folder) {
        Ok(child) => child,
        Err(error) => {
            return Ended {
                output: Err(Failure::Start(error)),
                errors: String::new(),
            };
        }
    };
    let (output, errors) = (
        Kept::new(MOST_OUTPUT, 0),
        Kept::new(KEPT_ERRORS, KEPT_ERRORS),
    );
    let result = match connect(&mut child, input, &output, &errors) {
        Ok(()) => watch(&mut child, timeout, &output, &errors),
        Err(error) => Err(Failure::Lost(error)),
    };
    if result.is_err() {
        // It may have ended meanwhile.
        let _ = child.kill();
        let _ = child.wait();
    }
    let errors = errors.text();
    let output = result.map(|()| std::mem::take(&mut output.lock().start));
    Ended { output, errors }
}

fn start(command: &[String], folder: &Path) -> io::Result<Child> {
    let (program, args) = command
        .split_first()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no program is named"))?;
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    // A path counts from the folder on every system; a bare name is looked up in PATH.
    let is_path = program.contains('/') || program.contains(std::path::MAIN_SEPARATOR);
    let program = match is_path {
        true => std::path::absolute(folder.join(program))?,
        false => program.into(),
    };
    Command::new(program)
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Starts a thread for each pipe. They are not awaited: a pipe may stay open for ever.
fn connect(child: &mut Child, input: String, output: &Kept, errors: &Kept) -> io::Result<()> {
    let thread = |run: Box<dyn FnOnce() + Send>| thread::Builder::new().spawn(run).map(drop);
    if let Some(mut pipe) = child.stdin.take() {
        // A program need not read all of it.
        thread(Box::new(move || {
            let _ = pipe.write_all(input.as_bytes());
        }))?;
    }
    if let Some(pipe) = child.stdout.take() {
        let output = output.clone();
        thread(Box::new(move || output.read(pipe)))?;
    }
    if let Some(pipe) = child.stderr.take() {
        let errors = errors.clone();
        thread(Box::new(move || errors.read(pipe)))?;
    }
    Ok(())
}

/// Waits until the program has ended and its output is complete.
fn watch(
    child: &mut Child,
    timeout: Duration,
    output: &Kept,
    errors: &Kept,
) -> Result<(), Failure> {
    let deadline = Instant::now() + timeout;
    let mut pause = Duration::from_millis(1);
    let mut wait = || {
        thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    };
    let status = loop {
        if output.lock().left_out > 0 {
            return Err(Failure::TooMuch);
        }
        if let Some(status) = child.try_wait().map_err(Failure::Lost)? {
            break status;
        }
        if Instant::now() >= deadline {
            return Err(Failure::TimedOut);
        }
        wait();
    };
    let grace = Instant::now() + GRACE;
    while !(output.lock().is_whole && errors.lock().is_whole) && Instant::now() < grace {
        wait();
    }
    match status.success() {
        true if output.lock().left_out > 0 => Err(Failure::TooMuch),
        true => Ok(()),
        false => Err(Failure::Status(status)),
    }
}

/// What was read from a pipe so far: its start and its end.
#[derive(Default)]
struct Received {
    start: Vec<u8>,
    end: Vec<u8>,
    left_out: usize,
    is_whole: bool,
}

/// Bytes from a pipe, which are read in a thread of their own.
#[derive(Clone)]
struct Kept {
    read: Arc<Mutex<Received>>,
    most_at_start: usize,
    most_at_end: usize,
}

impl Kept {
    fn new(most_at_start: usize, most_at_end: usize) -> Self {
        Self {
            read: Arc::default(),
            most_at_start,
            most_at_end,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Received> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a pipe to its end.
    fn read(&self, mut pipe: impl Read) {
        let mut buffer = vec![0; 64 << 10];
        loop {
            match pipe.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => self.add(&buffer[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.lock().is_whole = true;
    }

    fn add(&self, bytes: &[u8]) {
        let mut read = self.lock();
        let room = self.most_at_start - read.start.len();
        let (first, rest) = bytes.split_at(room.min(bytes.len()));
        read.start.extend_from_slice(first);
        read.end.extend_from_slice(rest);
        let surplus = read.end.len().saturating_sub(self.most_at_end);
        read.left_out += surplus;
        read.end.drain(..surplus);
    }

    /// The bytes as text, with a line in the place of those that were left out.
    fn text(&self) -> String {
        let read = self.lock();
        let mut bytes = read.start.clone();
        if read.left_out > 0 {
            let line = format!("\n… {} bytes left out …\n", read.left_out);
            bytes.extend_from_slice(line.as_bytes());
        }
        bytes.extend_from_slice(&read.end);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
