//! The sources of a capture's bytes: files, which always have more until their end, and live
//! captures, which are written while they are read.

use std::fmt;
use std::io::{self, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::time::Duration;

use super::compressed::decoded;

/// The number of bytes to read before a batch is made, if there are as many.
pub(super) const CHUNK: usize = 1 << 20;

/// The size of a read from a live capture, and the number of such pieces that may wait.
const PIECE: usize = 64 << 10;
const PIECES: usize = 16;

/// The time without new bytes after which a live capture counts as quiet.
const QUIET: Duration = Duration::from_millis(50);

/// A capture to check.
pub struct Input {
    /// The name in reports: the path of a file.
    pub name: String,
    /// The bytes, compressed or not, or the error of opening the capture.
    pub bytes: io::Result<Box<dyn Read + Send>>,
    /// True if its bytes may be long in coming, as those of a pipe. A thread of their own then
    /// reads them. Bytes that came are checked and handed on without waiting for more.
    pub live: bool,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("error", &self.bytes.as_ref().err())
            .field("live", &self.live)
            .finish_non_exhaustive()
    }
}

/// The content of one capture, decompressed.
pub(super) enum Source {
    /// A file, all of which is there.
    File(Box<dyn Read + Send>),
    /// A live capture, in pieces that a thread reads.
    Live(Receiver<io::Result<Vec<u8>>>),
}

/// The result of a read.
#[derive(Debug)]
pub(super) enum Came {
    /// More bytes; more may follow.
    More,
    /// No bytes for a while; more may follow.
    Nothing,
    /// The last bytes.
    End,
    /// The last bytes that could be read.
    Failed(io::Error),
}

impl Source {
    /// Begins to read.
    ///
    /// # Errors
    /// If the first bytes of a file cannot be read; for a live capture, [`Source::read`] returns
    /// that.
    pub(super) fn new(bytes: Box<dyn Read + Send>, live: bool) -> io::Result<Self> {
        if !live {
            return decoded(bytes).map(Self::File);
        }
        let (sender, pieces) = sync_channel(PIECES);
        // It is not waited for: it may never get another byte.
        std::thread::Builder::new().spawn(move || send_pieces(bytes, &sender))?;
        Ok(Self::Live(pieces))
    }

    /// Adds a chunk to a buffer, or as much of one as there is.
    pub(super) fn read(&mut self, buffer: &mut Vec<u8>) -> Came {
        match self {
            Self::File(bytes) => {
                let before = buffer.len();
                let result = bytes.by_ref().take(CHUNK as u64).read_to_end(buffer);
                match result {
                    Err(error) => Came::Failed(error),
                    Ok(_) if buffer.len() - before < CHUNK => Came::End,
                    Ok(_) => Came::More,
                }
            }
            Self::Live(pieces) => {
                let limit = buffer.len() + CHUNK;
                let mut piece = match pieces.recv_timeout(QUIET) {
                    Ok(piece) => piece,
                    Err(RecvTimeoutError::Timeout) => return Came::Nothing,
                    Err(RecvTimeoutError::Disconnected) => return Came::End,
                };
                loop {
                    match piece {
                        Ok(piece) => buffer.extend_from_slice(&piece),
                        Err(error) => return Came::Failed(error),
                    }
                    if buffer.len() >= limit {
                        return Came::More;
                    }
                    piece = match pieces.try_recv() {
                        Ok(piece) => piece,
                        Err(TryRecvError::Empty) => return Came::More,
                        Err(TryRecvError::Disconnected) => return Came::End,
                    };
                }
            }
        }
    }
}

/// Reads to the end, or until the receiver of the pieces is gone.
fn send_pieces(bytes: Box<dyn Read + Send>, sender: &SyncSender<io::Result<Vec<u8>>>) {
    let mut bytes = match decoded(bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            // If the receiver is gone, nothing waits for the error.
            let _ = sender.send(Err(error));
            return;
        }
    };
    loop {
        let mut piece = vec![0; PIECE];
        let read = match bytes.read(&mut piece) {
            Ok(0) => return,
            Ok(length) => {
                piece.truncate(length);
                Ok(piece)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let is_last = read.is_err();
        if sender.send(read).is_err() || is_last {
            return;
        }
    }
}
