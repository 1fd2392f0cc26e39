//! `tdproto validate` on captures that are still being written: the command as a program of its own,
//! with pipes, named pipes and signals.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::sys::stat::Mode;
use nix::unistd::{Pid, mkfifo};
use serde_json::Value;

use crate::root;

/// How long a test waits for what has to come.
const PATIENCE: Duration = Duration::from_secs(60);

const GOOD: &str = "{\"event\":\"server.ping\"}\n";
const BAD: &str = "{\"event\":\"server.pin\"}\n";

fn validate(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tdproto-in-tests"));
    let schema = root().join("tests/validate/schema");
    command
        .args(["validate", "--schema"])
        .arg(schema)
        .args(args)
        .env_remove("GITHUB_STEP_SUMMARY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The command while it runs, with the lines that it has written so far.
struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Running {
    fn start(args: &[&str]) -> Self {
        let mut child = validate(args).spawn().unwrap();
        let stdout = child.stdout.take().unwrap();
        Self {
            stdin: child.stdin.take(),
            lines: lines(stdout),
            child,
        }
    }

    fn write(&mut self, text: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
    }

    /// Waits for a line that begins so.
    fn wait_for(&self, start: &str) {
        loop {
            let line = self.lines.recv_timeout(PATIENCE).unwrap();
            if line.starts_with(start) {
                return;
            }
        }
    }

    /// Sends a signal that ends the run while its input stays open; gives the exit code and what it
    /// had still to say.
    fn interrupt(mut self, signal: Signal) -> (i32, String) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
        let code = self.child.wait().unwrap().code().unwrap();
        let rest = self.lines.iter().map(|line| line + "\n").collect();
        (code, rest)
    }
}

fn lines(stdout: ChildStdout) -> Receiver<String> {
    let (sender, lines) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            if sender.send(line.unwrap()).is_err() {
                return;
            }
        }
    });
    lines
}

/// Each finding comes while the input stays open, whatever is still to come.
#[test]
fn findings_come_while_the_log_is_written() {
    for threads in ["1", "3"] {
        let mut run = Running::start(&["-", "--threads", threads]);
        for line in 1..=3 {
            run.write(GOOD);
            run.write(BAD);
            run.wait_for("error[unknown-event]");
            run.wait_for(&format!("--> standard input:{}:10", 2 * line));
        }
        // A line that has not ended is not checked before its end.
        run.write("{\"event\":");
        run.write("\"server.pong\"}\n");
        run.wait_for("error[unknown-event]: the schema has no event `server.pong`");
        drop(run.stdin.take());
        assert_eq!(run.child.wait().unwrap().code(), Some(1));
        let rest: Vec<_> = run.lines.iter().collect();
        assert_eq!(rest.last().unwrap(), "validate: failed: 4 errors");
        assert!(
            !rest.iter().any(|line| line.starts_with("error[")),
            "{rest:?}"
        );
    }
}

/// Concatenated values and sequences of JSON texts have no lines to wait for.
#[test]
fn findings_come_of_values_without_lines() {
    let mut run = Running::start(&["-"]);
    run.write(BAD.trim_end());
    run.write(BAD.trim_end());
    run.wait_for("--> standard input:1:10");
    run.wait_for("--> standard input:1:32");
    run.write("\n\u{1e}{\n\"event\": \"server.pin\"}");
    run.wait_for("--> standard input:3:10");
}

#[test]
fn a_signal_ends_the_run_with_a_report() {
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut run = Running::start(&["-"]);
        run.write(&format!("{GOOD}{BAD}{{\"event\":"));
        run.wait_for("error[unknown-event]");
        let (code, rest) = run.interrupt(signal);
        assert_eq!(code, 1, "{rest}");
        let facts = rest.split_once("\n\n").unwrap().1;
        let expected = "\
interrupted: standard input was checked up to line 2; nothing after that was read
checked: 2 frames in 1 file, 56 bytes
deviations: 1 in 1 frame: 1 unknown-event
  (no event)  1 unknown-event
coverage: 1 of 3 events, 0 of 11 fields, 0 of 3 enum values
validate: failed: 1 error
";
        assert_eq!(facts, expected);
    }
}

/// A run without findings is clean, even if nothing came before it was interrupted.
#[test]
fn an_interrupted_run_without_findings_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let started = folder.path().join("pipe");
    mkfifo(&started, Mode::S_IRWXU).unwrap();
    // The command opens the pipe when it begins to read, which opening the other end waits for.
    let run = Running::start(&[started.to_str().unwrap(), "other.ndjson"]);
    let pipe = File::options().write(true).open(&started).unwrap();
    let (code, rest) = run.interrupt(Signal::SIGINT);
    drop(pipe);
    assert_eq!(code, 0, "{rest}");
    assert!(rest.starts_with("interrupted: "), "{rest}");
    assert!(
        rest.contains("\ninterrupted: 1 more file was not read\n"),
        "{rest}"
    );
    assert!(rest.ends_with("validate: clean: nothing found\n"), "{rest}");
}

/// The other formats come whole at the end, beside the text that comes while the run goes on.
#[test]
fn other_formats_come_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let formats = ["json", "sarif", "junit", "gitlab", "markdown"];
    let mut args = vec!["-".to_owned(), "--format".to_owned(), "text".to_owned()];
    for format in formats {
        let [flag, output] = ["--format", "--output"].map(str::to_owned);
        args.extend([flag, format.to_owned(), output, file(format)]);
    }
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    let mut run = Running::start(&args);
    run.write(&BAD.repeat(3));
    for _ in 0..3 {
        run.wait_for("error[unknown-event]");
    }
    assert_eq!(run.interrupt(Signal::SIGINT).0, 1);
    let text = |format: &str| std::fs::read_to_string(file(format)).unwrap();
    let json: Value = serde_json::from_str(&text("json")).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 3);
    assert_eq!(json["data"]["interrupted"], true);
    let sarif: Value = serde_json::from_str(&text("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 3);
    let gitlab: Value = serde_json::from_str(&text("gitlab")).unwrap();
    assert_eq!(gitlab.as_array().unwrap().len(), 3);
    let junit = text("junit");
    roxmltree::Document::parse(&junit).unwrap();
    assert!(junit.contains("interrupted: standard input"), "{junit}");
    assert!(text("markdown").contains("interrupted: standard input"));
}

/// A format other than text on standard output comes at the end, and alone.
#[test]
fn json_on_standard_output_comes_whole() {
    let mut run = Running::start(&["-", "--format", "json"]);
    run.write(&BAD.repeat(2));
    drop(run.stdin.take());
    assert_eq!(run.child.wait().unwrap().code(), Some(1));
    let text: String = run.lines.iter().collect();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["data"]["interrupted"], false);
    assert_eq!(json["findings"].as_array().unwrap().len(), 2);
}

/// Once nobody reads the findings any more, the run ends, although its input stays open.
#[test]
fn a_reader_that_is_gone_ends_the_run() {
    let mut child = validate(&["-"]).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(BAD.as_bytes()).unwrap();
    child.wait().unwrap();
    let mut errors = String::new();
    let stderr = child.stderr.take();
    stderr.unwrap().read_to_string(&mut errors).unwrap();
    assert!(!errors.contains("panic"), "{errors}");
}

#[test]
fn standard_input_that_is_empty_or_closed_is_unreadable() {
    let mut closed = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_tdproto-in-tests");
    closed.args(["-c", "exec \"$0\" validate - <&-", program]);
    for mut command in [{ validate(&["-"]) }, closed] {
        let output = command.stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(3), "{text}");
        let expected = "error[file-unreadable]: cannot read standard input: ";
        assert!(text.starts_with(expected), "{text}");
    }
}
