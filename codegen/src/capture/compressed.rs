//! Decompresses captures whose first bytes say that they are compressed.

use std::io::{self, BufRead as _, BufReader, Cursor, Read};

use flate2::bufread::GzDecoder;
use ruzstd::decoding::BlockDecodingStrategy;
use ruzstd::decoding::FrameDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The first bytes of a part of a zstd file without content; the lowest four bits may be any.
const ZSTD_SKIPPABLE: &[u8] = &[0x50, 0x2a, 0x4d, 0x18];

/// The content of a file, decompressed if it begins as compressed files do.
pub(super) fn decoded(mut bytes: Box<dyn Read + Send>) -> io::Result<Box<dyn Read + Send>> {
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
            inner: Gzip::new(BufReader::new(whole)),
        })
    } else if is_zstd {
        Box::new(Named {
            format: "zstd",
            inner: Zstd::new(BufReader::new(whole)),
        })
    } else {
        Box::new(whole)
    })
}

/// A reader whose errors name the format that could not be decompressed.
struct Named<R> {
    format: &'static str,
    inner: R,
}

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer).map_err(|error| {
            let format = self.format;
            #[expect(
                clippy::wildcard_enum_match_arm,
                reason = "any other error is one of the data"
            )]
            let text = match error.kind() {
                io::ErrorKind::Interrupted => return error,
                io::ErrorKind::UnexpectedEof => format!("the {format} data ends too early"),
                _ => format!("the {format} data is broken: {error}"),
            };
            io::Error::new(error.kind(), text)
        })
    }
}

/// Skips zeros, with which tapes and disks fill their last block. Returns true if anything follows.
fn skip_padding<R: Read>(source: &mut BufReader<R>) -> io::Result<bool> {
    loop {
        let bytes = match source.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        if bytes.is_empty() {
            return Ok(false);
        }
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        let is_padding = zeros == bytes.len();
        source.consume(zeros);
        if !is_padding {
            return Ok(true);
        }
    }
}

/// The error of other data behind compressed data.
fn trailing() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "something else comes after the compressed data",
    )
}

/// A gzip file: members one behind the other, each with a checksum of its own, and zeros behind any
/// of them.
struct Gzip<R> {
    /// The current member; `None` behind the last.
    member: Option<GzDecoder<BufReader<R>>>,
}

impl<R: Read> Gzip<R> {
    fn new(source: BufReader<R>) -> Self {
        Self {
            member: Some(GzDecoder::new(source)),
        }
    }

    /// The member that follows the one that has ended, if there is one.
    fn next(ended: GzDecoder<BufReader<R>>) -> io::Result<Option<GzDecoder<BufReader<R>>>> {
        let mut source = ended.into_inner();
        if !skip_padding(&mut source)? {
            return Ok(None);
        }
        if source.fill_buf()?.first() != GZIP.first() {
            return Err(trailing());
        }
        Ok(Some(GzDecoder::new(source)))
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let length = member.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            if let Some(ended) = self.member.take() {
                self.member = Self::next(ended)?;
            }
        }
        Ok(0)
    }
}

/// A zstd file: frames one behind the other, each with a checksum of its own.
struct Zstd<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    /// True if the decoder is inside of a frame.
    open: bool,
}

impl<R: Read> Zstd<R> {
    fn new(source: BufReader<R>) -> Self {
        Self {
            source,
            decoder: FrameDecoder::new(),
            open: false,
        }
    }

    /// Begins the next frame; false if there is none.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if !skip_padding(&mut self.source)? {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.source) {
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
                Err(FrameDecoderError::ReadFrameHeaderError(
                    ReadFrameHeaderError::BadMagicNumber(_),
                )) => return Err(trailing()),
                Err(error) => return Err(broken(error)),
            }
        }
    }

    /// Checks that the content has the checksum of its frame, if there is one.
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

/// The cause of an error of the decoder, which hides an end that comes too early.
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
