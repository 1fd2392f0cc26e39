//! Frames of a Discord gateway. No derive of serde knows variants by integers.

use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A frame of the server.
#[derive(Debug, Clone)]
pub enum ServerFrame {
    Ready(i64, ReadyData),
    MessageCreate(i64, Message),
    InvalidSession(bool),
    Hello(HelloData),
    HeartbeatAck,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ReadyData {
    #[serde(deserialize_with = "super::lenient")]
    pub v: i64,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct HelloData {
    #[serde(deserialize_with = "super::lenient")]
    pub heartbeat_interval: i64,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Message {
    #[serde(deserialize_with = "super::lenient")]
    pub id: String,
    #[serde(deserialize_with = "super::lenient")]
    pub components: Vec<ActionRow>,
    pub edited_timestamp: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActionRow {
    #[serde(deserialize_with = "super::lenient")]
    pub components: Vec<Component>,
}

#[derive(Debug, Clone)]
pub enum Component {
    ActionRow(Box<ActionRow>),
    Button(Button),
    TextInput(Box<TextInput>),
    Unknown(i64, Box<RawValue>),
}

#[derive(Debug, Clone)]
pub enum Button {
    Primary(Box<CustomIdButton>),
    Secondary(Box<CustomIdButton>),
    Link(Box<UrlButton>),
    Premium(Box<SkuButton>),
    Unknown(i64, Box<RawValue>),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct CustomIdButton {
    #[serde(deserialize_with = "super::lenient")]
    pub custom_id: String,
    pub label: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct UrlButton {
    #[serde(deserialize_with = "super::lenient")]
    pub url: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SkuButton {
    #[serde(deserialize_with = "super::lenient")]
    pub sku_id: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TextInput {
    #[serde(deserialize_with = "super::lenient")]
    pub custom_id: String,
}

#[derive(Deserialize)]
struct Tag {
    #[serde(rename = "type")]
    tag: i64,
}

#[derive(Deserialize)]
struct Style {
    style: i64,
}

fn from_raw<'a, T: Deserialize<'a>, E: serde::de::Error>(raw: &'a RawValue) -> Result<T, E> {
    serde_json::from_str(raw.get()).map_err(E::custom)
}

impl<'de> Deserialize<'de> for Component {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(from)?;
        let Tag { tag } = from_raw(raw)?;
        Ok(match tag {
            1 => Self::ActionRow(from_raw(raw)?),
            2 => Self::Button(from_raw(raw)?),
            4 => Self::TextInput(from_raw(raw)?),
            tag => Self::Unknown(tag, raw.to_owned()),
        })
    }
}

impl<'de> Deserialize<'de> for Button {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(from)?;
        let Style { style } = from_raw(raw)?;
        Ok(match style {
            1 => Self::Primary(from_raw(raw)?),
            2 => Self::Secondary(from_raw(raw)?),
            5 => Self::Link(from_raw(raw)?),
            6 => Self::Premium(from_raw(raw)?),
            style => Self::Unknown(style, raw.to_owned()),
        })
    }
}

#[derive(Deserialize)]
struct Frame<'a> {
    op: i64,
    #[serde(borrow)]
    t: Option<Cow<'a, str>>,
    s: Option<i64>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

impl ServerFrame {
    /// Reads a frame.
    ///
    /// # Errors
    /// If it is none.
    pub fn read(frame: &[u8]) -> serde_json::Result<Self> {
        let frame: Frame<'_> = serde_json::from_slice(frame)?;
        let data = || {
            let raw = frame.d.map(RawValue::get);
            raw.ok_or_else(|| serde_json::Error::custom("no data"))
        };
        Ok(match (frame.op, frame.t.as_deref(), frame.s) {
            (0, Some("READY"), Some(s)) => Self::Ready(s, serde_json::from_str(data()?)?),
            (0, Some("MESSAGE_CREATE"), Some(s)) => {
                Self::MessageCreate(s, serde_json::from_str(data()?)?)
            }
            (9, None, None) => Self::InvalidSession(serde_json::from_str(data()?)?),
            (10, None, None) => Self::Hello(serde_json::from_str(data()?)?),
            (11, None, None) => Self::HeartbeatAck,
            _ => return Err(serde_json::Error::custom("not known")),
        })
    }
}
