//! The command `tdproto explain`.

use tdproto_schema::{Code, did_you_mean};

use super::args::ExplainArgs;
use super::{Exit, Io};
use crate::rules::{self, Article};

pub(super) fn run(args: &ExplainArgs, io: &mut Io<'_>) -> Exit {
    let articles = rules::articles();
    let Some(id) = &args.code else {
        list(&articles, io);
        return Exit::Clean;
    };
    if let Some(article) = articles.iter().find(|article| article.id == id) {
        io.say(format!("{}: {}", article.id, article.title));
        article.place.iter().for_each(|place| io.say(place));
        io.say(format!("\n{}", article.explanation));
        return Exit::Clean;
    }
    let help = did_you_mean(id, articles.iter().map(|article| article.id));
    let help = help.unwrap_or_else(|| "`tdproto explain` lists every code and rule".to_owned());
    io.complain(&format!("there is no code or rule `{id}`; {help}"));
    Exit::Usage
}

/// Lists the codes of diagnostics, then the rules that have no code.
fn list(articles: &[Article], io: &mut Io<'_>) {
    for Article {
        id, title, place, ..
    } in articles
    {
        match place {
            Some(place) if Code::from_id(id).is_none() => {
                io.say(format!("{id:<29} {title} ({place})"));
            }
            Some(_) | None => io.say(format!("{id:<29} {title}")),
        }
    }
}
