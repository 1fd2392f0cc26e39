//! The paths that a file names, from its tokens: those of `use` and those inline, in macros too.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a file names.
#[derive(Default)]
pub(super) struct Uses {
    /// The paths of its `use` declarations, each with the name that it gets.
    pub(super) imports: Vec<(String, Vec<String>)>,
    /// The paths of two and more segments elsewhere.
    pub(super) inline: Vec<Vec<String>>,
}

impl Uses {
    /// Those of a file. Modules that are written in the file, such as its tests, are left out.
    pub(super) fn of(text: &str) -> Self {
        let mut uses = Self::default();
        uses.read(text.parse().expect("a file of the workspace is Rust"));
        uses
    }

    fn read(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if is_ident(&tokens, at, "use") {
                at = self.import(&tokens, at + 1, &[]);
            } else if is_ident(&tokens, at, "mod") && is_group(&tokens, at + 2, Delimiter::Brace) {
                at += 3;
            } else if is_ident(&tokens, at, "pub")
                && is_group(&tokens, at + 1, Delimiter::Parenthesis)
            {
                at += 2;
            } else if let TokenTree::Group(group) = &tokens[at] {
                self.read(group.stream());
                at += 1;
            } else {
                let (path, next) = path(&tokens, at);
                if path.len() > 1 {
                    self.inline.push(path);
                }
                at = next.max(at + 1);
            }
        }
    }

    /// Reads a tree of a `use` declaration, and returns the place after it.
    fn import(&mut self, tokens: &[TokenTree], at: usize, prefix: &[String]) -> usize {
        let (found, mut at) = path(tokens, at);
        let full = [prefix, &found].concat();
        match tokens.get(at) {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let branches: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut next = 0;
                while next < branches.len() {
                    next = self.import(&branches, next, &full) + 1;
                }
                return at + 1;
            }
            Some(TokenTree::Punct(star)) if star.as_char() == '*' => {
                self.imports.push(("*".to_owned(), full));
                return at + 1;
            }
            _ => {}
        }
        let full = without_self(full);
        let mut name = full.last().cloned().unwrap_or_default();
        if is_ident(tokens, at, "as") {
            name = tokens[at + 1].to_string();
            at += 2;
        }
        self.imports.push((name, full));
        at
    }
}

/// The path that begins at a token, and the place after it and its last `::`.
fn path(tokens: &[TokenTree], mut at: usize) -> (Vec<String>, usize) {
    let mut segments = Vec::new();
    while let Some(TokenTree::Ident(segment)) = tokens.get(at) {
        segments.push(segment.to_string());
        at += 1;
        if !(is_punct(tokens, at, ':') && is_punct(tokens, at + 1, ':')) {
            break;
        }
        at += 2;
    }
    (segments, at)
}

/// `a::{self}` is `a`.
fn without_self(mut path: Vec<String>) -> Vec<String> {
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    path
}

fn is_ident(tokens: &[TokenTree], at: usize, text: &str) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == text)
}

fn is_punct(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn is_group(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}
