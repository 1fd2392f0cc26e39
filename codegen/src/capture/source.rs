//! Where the bytes of a capture come from: compressed or not, as their first bytes say.

use std::fmt;
use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::BlockDecodingStrategy;
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

/// One capture.
pub struct Input {
    /// What people call it: the path of a file.
    pub name: String,
    /// Its bytes, compressed or not, or why there are none.
    pub bytes: io::Result<Box<dyn Read>>,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input")
            .field("name", &self.name)
            .field("error", &self.bytes.as_ref().err())
            .finish_non_exhaustive()
    }
}

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// What a part of a zstd file begins with that holds no content; the lowest four bits may be any.
const ZSTD_SKIPPABLE: &[u8] = &[0x50, 0x2a, 0x4d, 0x18];

/// The content, decompressed if it begins as compressed files do.
pub(super) fn decoded(mut bytes: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let mut start = Vec::with_capacity(4);
    bytes.by_ref().take(4).read_to_end(&mut start)?;
    let is_gzip = start.starts_with(GZIP);
    let skippable =
        start.len() == 4 && start[0] & 0xf0 == 0x50 && start[1..] == ZSTD_SKIPPABLE[1..];
    let is_zstd = start == ZSTD || skippable;
    let whole = Cursor::new(start).chain(bytes);
    Ok(if is_gzip {
        Box::new(Named {
            format: "gzip",
            inner: MultiGzDecoder::new(whole),
        })
    } else if is_zstd {
        Box::new(Named {
            format: "zstd",
            inner: Zstd::new(whole),
        })
    } else {
        Box::new(whole)
    })
}

/// Says of errors what could not be decompressed.
struct Named<R> {
    format: &'static str,
    inner: R,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let format = self.format;
            let text = match error.kind() {
                io::ErrorKind::Interrupted => return error,
                io::ErrorKind::UnexpectedEof => {
                    format!("the {format} data ends too early, or something else comes behind it")
                }
                _ => format!("the {format} data is broken: {error}"),
            };
            io::Error::new(error.kind(), text)
        })
    }
}

/// A zstd file: frames one behind the other, each with a checksum of its own.
struct Zstd<R> {
    source: R,
    decoder: FrameDecoder,
    /// Whether the decoder is inside of a frame.
    open: bool,
}

impl<R: Read> Zstd<R> {
    fn new(source: R) -> Self {
        Self {
            source,
            decoder: FrameDecoder::new(),
            open: false,
        }
    }

    /// Begins the next frame; false: there is none.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            let mut start = Vec::with_capacity(4);
            self.source.by_ref().take(4).read_to_end(&mut start)?;
            if start.is_empty() {
                return Ok(false);
            }
            let header = Cursor::new(start).chain(&mut self.source);
            match self.decoder.reset(header) {
                Ok(()) => {
                    self.open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.source.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(error) => return Err(broken(error)),
            }
        }
    }

    /// Whether the content is what the checksum says, where there is one.
    fn verify(&self) -> io::Result<()> {
        match (
            self.decoder.get_checksum_from_data(),
            self.decoder.get_calculated_checksum(),
        ) {
            (Some(said), Some(is)) if said != is => {
                Err(io::Error::other("its checksum does not agree"))
            }
            (Some(_) | None, _) => Ok(()),
        }
    }
}

impl<R: Read> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.open && !self.begin()? {
                return Ok(0);
            }
            if self.decoder.can_collect() > 0 {
                return self.decoder.read(buffer);
            }
            if self.decoder.is_finished() {
                self.verify()?;
                self.open = false;
                continue;
            }
            let blocks = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder
                .decode_blocks(&mut self.source, blocks)
                .map_err(broken)?;
        }
    }
}

/// The error behind one of the decoder, which hides an end that comes too early.
fn broken(error: FrameDecoderError) -> io::Error {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(found) = cause {
        if let Some(found) = found.downcast_ref::<io::Error>() {
            return io::Error::new(found.kind(), found.to_string());
        }
        cause = found.source();
    }
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
