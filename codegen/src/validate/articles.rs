//! What `tdproto explain` says about the deviations that `validate` reports.

use super::Rule;

impl Rule {
    /// Its title, a sentence.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::MissingKey => "A key that is always there is missing.",
            Self::UnexpectedNull => "A value is `null` where the schema allows none.",
            Self::UnknownKey => "A key is not in the schema.",
            Self::ReadonlyKey => "A client sent a key that only the server sets.",
            Self::DuplicateKey => "A key is in its object more than once.",
            Self::WrongType => "A value is of another type of JSON.",
            Self::WrongFormat => "A text is not of the format of its type.",
            Self::OutOfRange => "A number is out of the range of its type.",
            Self::OutOfBounds => "A value or a count is out of the bounds of the schema.",
            Self::WrongPattern => "A text does not match the pattern of its type.",
            Self::UnknownValue => "A closed enum or union does not have the value.",
            Self::HalfSurrogatePair => "A text has half a surrogate pair.",
            Self::NoEnvelope => "A frame does not say which event it is.",
            Self::UnknownEvent => "The schema does not have the event of a frame.",
            Self::WrongDirection => "A side sent a frame that only the other side sends.",
            Self::UnknownRequest => "A reply answers no request that waits for one.",
            Self::NotJson => "A value is not JSON.",
            Self::TooDeep => "Arrays and objects are nested too deeply.",
            Self::TooLong => "A frame is too long.",
        }
    }

    /// Why it matters, and what to do about it.
    #[must_use]
    pub fn explanation(self) -> &'static str {
        match self {
            Self::MissingKey => {
                "\
A required field is in every object, also when it is empty. Receivers read a missing key as the
empty value where the type has one, so --lenient reports only keys without which they refuse the
object. If senders may leave the key out, declare the field `omitempty` or `optional`; otherwise
correct the sender."
            }
            Self::UnexpectedNull => {
                "\
Only a field that is `nullable` may be `null`. Receivers read `null` as the empty value where the
type has one. Declare the field `nullable` if `null` means something; otherwise correct the sender."
            }
            Self::UnknownKey => {
                "\
A field may be missing in the schema, or a sender misspelt its key. Receivers skip keys that they do
not know, unless the entity keeps or refuses them, so a misspelt key is lost without a trace."
            }
            Self::ReadonlyKey => {
                "\
Servers ignore a readonly field that a client sends. Drop it from what the client sends, or drop
`readonly` if clients may set the field. Use --view to name the side that sent the data."
            }
            Self::DuplicateKey => {
                "\
Receivers take the last value of a repeated key, but other readers of JSON may take the first. One
of the values is lost in any case."
            }
            Self::WrongType => {
                "\
For example, a text is where the schema has a number. A receiver refuses the whole frame. Correct
the sender, or the type in the schema. A field with values of several types is a union by `kind`."
            }
            Self::WrongFormat => {
                "\
Dates, base64 and scalars with a `format` have a form beyond that of a text. Receivers keep most of
such texts unchanged; base64 that cannot be decoded is refused."
            }
            Self::OutOfRange => {
                "\
The number does not fit into the integer of the field, or has a fraction. A receiver refuses it,
since it could only store another number. Choose a larger type in the schema, or correct the sender."
            }
            Self::OutOfBounds => {
                "\
`min` and `max` limit numbers, lengths of texts, and counts of items. Receivers accept such values,
so that bounds may be widened later; the generated `check` functions report them before sending."
            }
            Self::WrongPattern => {
                "\
`pattern` is a regular expression of ECMAScript. Receivers accept other texts, so that a pattern may
be widened later; the generated `check` functions report them before sending."
            }
            Self::UnknownValue => {
                "\
The values of a closed enum, and the variants of a closed union, never change. A receiver refuses
any other one. Add the value to the schema, or declare the type `open` if values may be added later."
            }
            Self::HalfSurrogatePair => {
                "\
An escape such as `\\ud83d` stands for half a character. No text of Unicode holds it, so receivers
read U+FFFD in its place. A sender usually cut a text between the two halves."
            }
            Self::NoEnvelope => {
                "\
The key that names the event is missing, or no kind of frame fits. A receiver cannot read the
frame. Check the names of the frame in `[protocol]` or `[frame.NAME]`, and --input if the capture
has more around each frame."
            }
            Self::UnknownEvent => {
                "\
Receivers report the event as unknown and go on. Add the event to the schema, or correct its name at
the sender."
            }
            Self::WrongDirection => {
                "\
The direction of the event says which side sends it. With --view, or with `dir` in the capture, a
frame of the other side is reported. Correct the capture's direction, or the event's `direction`."
            }
            Self::UnknownRequest => {
                "\
With --correlate, a reply belongs to the request of the same id before it, sent by the other side.
The request may be missing at the beginning of a capture, or the id was answered before."
            }
            Self::NotJson => {
                "\
The text breaks the rules of JSON at the place that is shown. A receiver refuses the frame. If the
capture has a form of its own, see --input."
            }
            Self::TooDeep => {
                "\
Receivers refuse frames that are nested more than 127 levels deep, so that no frame can exhaust
their stack. Decoders take a lower limit as an option."
            }
            Self::TooLong => {
                "\
Values over 64 MiB are reported and skipped. Receivers refuse them, too; decoders take another limit
as an option."
            }
        }
    }
}
