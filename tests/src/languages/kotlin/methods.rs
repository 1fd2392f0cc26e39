//! The methods of compiled packages: the JVM compiles none of more than 8,000 bytes, which then runs
//! many times slower.

use std::fs;
use std::path::Path;

use super::tools::files_of;

/// The longest method that the JVM compiles.
const LONGEST: u32 = 8000;

/// The initializer of a class, which runs once.
const INITIALIZER: &str = "<clinit>";

/// A class file, read from the front.
struct ClassFile<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl ClassFile<'_> {
    fn take(&mut self, count: usize) -> &[u8] {
        let start = self.at;
        self.at += count;
        &self.bytes[start..self.at]
    }

    fn number(&mut self, count: usize) -> u32 {
        let bytes = self.take(count);
        bytes
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte))
    }

    /// The texts of the pool of constants by their numbers.
    fn texts(&mut self) -> Vec<String> {
        let count = self.number(2) as usize;
        let mut texts = vec![String::new()];
        while texts.len() < count {
            let tag = self.number(1);
            let mut text = String::new();
            match tag {
                1 => {
                    let length = self.number(2) as usize;
                    text = String::from_utf8_lossy(self.take(length)).into_owned();
                }
                7 | 8 | 16 | 19 | 20 => self.at += 2,
                15 => self.at += 3,
                3 | 4 | 9 | 10 | 11 | 12 | 17 | 18 => self.at += 4,
                5 | 6 => {
                    self.at += 8;
                    // These take two numbers.
                    texts.push(String::new());
                }
                _ => panic!("constant {tag} of a class"),
            }
            texts.push(text);
        }
        texts
    }

    /// The names of the fields or methods that come next, with the bytes of their code.
    fn members(&mut self, texts: &[String]) -> Vec<(String, u32)> {
        let mut members = Vec::new();
        for _ in 0..self.number(2) {
            self.at += 2;
            let name = texts[self.number(2) as usize].clone();
            self.at += 2;
            let mut code = 0;
            for _ in 0..self.number(2) {
                let is_code = texts[self.number(2) as usize] == "Code";
                let length = self.number(4) as usize;
                let next = self.at + length;
                if is_code {
                    self.at += 4;
                    code = self.number(4);
                }
                self.at = next;
            }
            members.push((name, code));
        }
        members
    }
}

/// The methods of a class, with the bytes of their code.
fn methods(bytes: &[u8]) -> Vec<(String, u32)> {
    let mut file = ClassFile { bytes, at: 0 };
    assert_eq!(file.number(4), 0xcafe_babe);
    file.at += 4;
    let texts = file.texts();
    file.at += 6;
    let interfaces = file.number(2) as usize;
    file.at += 2 * interfaces;
    file.members(&texts);
    file.members(&texts)
}

/// The methods of the classes below a folder that the JVM does not compile.
pub(super) fn too_long(classes: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for path in files_of(classes, ".class") {
        for (name, bytes) in methods(&fs::read(&path).unwrap()) {
            if bytes > LONGEST && name != INITIALIZER {
                found.push(format!("{}: {name} has {bytes} bytes", path.display()));
            }
        }
    }
    found
}
