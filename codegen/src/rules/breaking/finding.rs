//! A finding from the assessment of a rule: the side that breaks, the way to the change, and the
//! payload that shows it.

use serde_json::{Map, Value, json};
use tdproto_schema::model::Direction;
use tdproto_schema::{Severity, Span};

use super::payload::{Payload, payload};
use super::verdict::{Assessment, Mutation, Verdict};
use super::{Category, Context, Scope};
use crate::diff::{Change, Compared, Part, words};
use crate::report::Finding;

/// A change, and everything that a finding about it needs.
pub(super) struct ChangeFinding<'a> {
    pub(super) compared: &'a Compared<'a>,
    pub(super) context: &'a Context<'a>,
    pub(super) change: &'a Change,
    pub(super) category: Category,
}

/// A verdict that counts, and the payload that shows it.
struct Counted<'a> {
    direction: Direction,
    severity: Severity,
    verdict: &'a Verdict,
    /// The event, then the fields that lead to the change.
    chain: Option<Vec<String>>,
    payload: Option<Payload>,
}

impl Counted<'_> {
    /// Returns true if the severity is the one for generated code only.
    fn is_of_code(&self) -> bool {
        self.verdict.category == Category::Source || self.severity < self.verdict.severity
    }
}

impl ChangeFinding<'_> {
    /// The finding; `None`: no verdict is about the category, or about a direction that the change
    /// is in.
    pub(super) fn finding(&self, rule: &str, assessment: &Assessment) -> Option<Finding> {
        let scope = self.context.scope(self.change);
        let mut counted = self.counted(assessment, scope);
        // The stricter verdict comes first. Of two as strict, the one about what the server sends
        // does: its readers linger. A verdict about code only comes last.
        counted.sort_by_key(|finding| {
            let is_client = finding.direction == Direction::ClientToServer;
            (finding.severity, finding.is_of_code(), is_client)
        });
        let worst = counted.first()?;
        let subject = self.context.subject(self.change);
        let free = self.context.is_experimental(self.change) && worst.severity < Severity::Info;
        let severity = if free { Severity::Info } else { worst.severity };
        let mut finding = Finding::new(rule, severity, subject, &assessment.message);
        self.labels(assessment, &mut finding);
        notes(worst, counted.get(1), &mut finding);
        if scope.unreached {
            // Readonly fields do not count here: they do not say who sends the entity.
            let code = self.context.code_scope(self.change);
            let note = match (code.client, code.server) {
                (true, false) => "no event of the old schema reaches it: sent by clients alone",
                (false, true) => "no event of the old schema reaches it: sent by the server alone",
                (true, true) | (false, false) => {
                    "no event of the old schema reaches it: checked in both directions"
                }
            };
            finding.notes.push(note.to_owned());
        }
        if free {
            let note = "it is experimental, and may change without notice";
            finding.notes.push(note.to_owned());
        }
        if !assessment.help.is_empty() && severity < Severity::Info {
            finding.help.push(assessment.help.to_owned());
        }
        self.details(&counted, scope, &mut finding);
        accept(&mut finding);
        Some(finding)
    }

    fn counted<'a>(&self, assessment: &'a Assessment, scope: Scope) -> Vec<Counted<'a>> {
        let code = self.context.code_scope(self.change);
        let scope_of = |verdict: &Verdict| match verdict.category {
            Category::Source => code,
            Category::Wire | Category::Json => scope,
        };
        let (client, server) = (assessment.client.as_ref(), assessment.server.as_ref());
        let client = client.filter(|verdict| scope_of(verdict).client);
        let server = server.filter(|verdict| scope_of(verdict).server);
        let both = [
            (Direction::ClientToServer, client),
            (Direction::ServerToClient, server),
        ];
        both.into_iter()
            .filter_map(|(direction, verdict)| Some((direction, verdict?)))
            .filter(|(_, verdict)| verdict.category <= self.category)
            .map(|(direction, verdict)| Counted {
                direction,
                severity: match self.category {
                    Category::Source => verdict.on_source,
                    Category::Wire | Category::Json => verdict.severity,
                },
                verdict,
                chain: self.chain(direction).filter(|_| !scope.unreached),
                payload: self.payload(direction, verdict.mutation.as_ref()),
            })
            .collect()
    }

    /// Adds the labels. The new place is the one that the author can fix: it comes first.
    fn labels(&self, assessment: &Assessment, finding: &mut Finding) {
        let (old, new) = self.compared.places(self.change);
        let [old_words, new_words] = &assessment.labels;
        for (span, words) in [(new, new_words), (old, old_words)] {
            if span != Span::NONE {
                let text = words.clone();
                finding.labels.push(tdproto_schema::Label { span, text });
            }
        }
    }

    /// The way to the changed place: the event, then the fields, the changed one last.
    fn chain(&self, direction: Direction) -> Option<Vec<String>> {
        let pairs = self.context.pairs;
        let change = &*self.context.shown_by(self.change, direction);
        let old = self.context.chain(change, direction, true);
        let mut parts = match old {
            Some(chain) => chain.parts(pairs.old),
            None => self
                .context
                .chain(change, direction, false)?
                .parts(pairs.new),
        };
        // The type of a change is the type of the field before it.
        if !matches!(change.part, Part::Type(_)) {
            parts.push(self.context.subject(change));
        }
        Some(shortened(parts))
    }

    fn payload(&self, direction: Direction, mutation: Option<&Mutation>) -> Option<Payload> {
        let mutation = mutation?;
        let change = self.context.shown_by(self.change, direction);
        let shown = payload(self.context, &change, direction, mutation)?;
        // A missing key shows nothing, unless the reader misses it.
        let shows = shown.deviation.is_some() || *mutation != Mutation::AsIs;
        shows.then_some(shown)
    }

    fn details(&self, counted: &[Counted<'_>], scope: Scope, finding: &mut Finding) {
        let Some(worst) = counted.first() else {
            return;
        };
        let direction = match counted.get(1) {
            Some(second) if second.severity == worst.severity => "both",
            Some(_) | None => worst.direction.name(),
        };
        let verdicts = counted.iter();
        let verdicts: Map<String, Value> = verdicts
            .map(|counted| (counted.direction.name().to_owned(), verdict(counted)))
            .collect();
        finding.details.extend([
            ("category".to_owned(), worst.verdict.category.name().into()),
            ("direction".to_owned(), direction.into()),
            ("reached".to_owned(), (!scope.unreached).into()),
            (
                "change".to_owned(),
                words(self.context.pairs, self.change).to_string().into(),
            ),
            ("verdicts".to_owned(), verdicts.into()),
        ]);
    }
}

/// Adds the text that accepts a finding in the configuration file.
pub(super) fn accept(finding: &mut Finding) {
    let Finding { rule, subject, .. } = &*finding;
    let (rule, subject) = (json!(rule), json!(subject));
    let text = format!("[[breaking.accept]]\nrule = {rule}\nat = {subject}\nreason = \"…\"");
    if finding.severity < Severity::Info {
        finding.help.push(format!(
            "to accept it, put into tdproto.toml, with a reason:\n{text}"
        ));
    }
    finding.details.insert("accept".to_owned(), text.into());
}

fn verdict(counted: &Counted<'_>) -> Value {
    let shown = counted.payload.as_ref();
    let deviation = shown.and_then(|shown| shown.deviation.as_ref());
    json!({
        "severity": counted.severity.name(),
        "category": counted.verdict.category.name(),
        "who_breaks": who_breaks(counted),
        "effect": counted.verdict.effect,
        "chain": counted.chain,
        "payload": shown.map(|shown| &shown.value),
        "payload_of": shown.and_then(|shown| shown.body.as_ref()),
        "deviation": deviation.map(ToString::to_string),
    })
}

/// Names the side that breaks and the payload that shows it. A second direction is named if it is
/// as severe, and in one note if there is nothing to show.
fn notes(worst: &Counted<'_>, second: Option<&Counted<'_>>, finding: &mut Finding) {
    let is_as_bad =
        |second: &&Counted<'_>| second.severity == worst.severity && !second.is_of_code();
    let second = second.filter(is_as_bad);
    let effect = &worst.verdict.effect;
    if worst.is_of_code() {
        let who = who_breaks(worst).unwrap_or(OF_NOBODY);
        let place = match worst.verdict.category {
            Category::Source => "",
            Category::Wire | Category::Json => " on the wire,",
        };
        finding.notes.push(format!("{who}:{place} {effect}"));
        return;
    }
    let unshown = |counted: &Counted<'_>| counted.payload.is_none();
    let alike =
        |other: &&Counted<'_>| unshown(worst) && unshown(other) && *effect == other.verdict.effect;
    match second.filter(alike) {
        Some(other) => {
            let who = if worst.severity == Severity::Info {
                OF_NOBODY
            } else {
                OF_BOTH
            };
            finding.notes.push(format!("{who}: {effect}"));
            finding
                .notes
                .extend(reached(worst).into_iter().chain(reached(other)));
        }
        None => {
            for counted in std::iter::once(worst).chain(second) {
                let who = who_breaks(counted).unwrap_or(OF_NOBODY);
                finding
                    .notes
                    .push(format!("{who}: {}", counted.verdict.effect));
                finding.notes.extend(reached(counted));
                let shown = counted.payload.as_ref();
                finding
                    .notes
                    .extend(shown.map(|shown| describe_payload(shown, counted.direction)));
            }
        }
    }
}

/// The number of parts of a long chain that are shown at each end.
const SHOWN_PARTS: usize = 5;

/// A chain without the middle part, if it is long.
fn shortened(mut parts: Vec<String>) -> Vec<String> {
    let hidden = parts.len().saturating_sub(2 * SHOWN_PARTS);
    if hidden > 1 {
        let more = format!("… {hidden} more …");
        parts.splice(SHOWN_PARTS..SHOWN_PARTS + hidden, [more]);
    }
    parts
}

fn reached(counted: &Counted<'_>) -> Option<String> {
    let chain = counted.chain.as_ref()?;
    Some(format!("reached by {}", chain.join(" → ")))
}

/// The words for a change that breaks nobody.
const OF_NOBODY: &str = "breaks nobody";

/// The words for a change that is not on the wire.
const OF_CODE: &str = "breaks code that uses the generated types";

/// The words for a change that breaks either direction in the same way.
const OF_BOTH: &str = "breaks both old clients and new servers";

/// The side that breaks, in words.
fn who_breaks(counted: &Counted<'_>) -> Option<&'static str> {
    match (counted.severity, counted.direction) {
        (Severity::Info, _) => None,
        (Severity::Error | Severity::Warning, _) if counted.is_of_code() => Some(OF_CODE),
        (Severity::Error | Severity::Warning, Direction::ClientToServer) => {
            Some("breaks new servers that read data of old clients")
        }
        (Severity::Error | Severity::Warning, Direction::ServerToClient) => {
            Some("breaks old clients that read data of new servers")
        }
    }
}

/// A payload and the result of its reader, in words.
fn describe_payload(shown: &Payload, direction: Direction) -> String {
    let (writer, reader) = match direction {
        Direction::ClientToServer => ("an old client", "the new server"),
        Direction::ServerToClient => ("a new server", "an old client"),
    };
    let of = shown
        .body
        .as_ref()
        .map_or_else(String::new, |body| format!(" as {body}"));
    let value = &shown.value;
    match &shown.deviation {
        Some(deviation) => format!("{writer} sends{of} {value}\nfor {reader}, {deviation}"),
        None => format!("{writer} sends{of} {value}"),
    }
}
