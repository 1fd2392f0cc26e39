//! The entities of the topic `message`, written by hand.

use tdproto_macros::Entity;

use super::*;

/// A message in a chat, as stored by the server.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct Message {
    /// Content of the message.
    pub(crate) content: MessageContent,
    /// Content of the message as plain text, without markup.
    #[proto(readonly, omitempty)]
    pub(crate) push_text: String,
    /// Contact that sent the message.
    #[proto(readonly)]
    pub(crate) from: JID,
    /// Group, task or contact the message is sent to.
    pub(crate) to: JID,
    /// Id of the message.
    pub(crate) message_id: String,
    /// When the server created the message; for a draft, when it will be sent.
    #[proto(readonly)]
    pub(crate) created: ISODateTimeString,
    /// When the draft was created.
    #[proto(readonly, omitempty, since = "1.14.0")]
    pub(crate) drafted: ISODateTimeString,
    /// Version of the message, in nanoseconds.
    #[proto(readonly)]
    pub(crate) gentime: i64,
    /// Type of the chat the message belongs to.
    #[proto(readonly)]
    pub(crate) chat_type: ChatType,
    /// Chat the message belongs to.
    #[proto(readonly)]
    pub(crate) chat: JID,
    /// Links in the message, both internal and external.
    #[proto(readonly, omitempty)]
    pub(crate) links: MessageLinks,
    /// Markup of the message text.
    #[proto(readonly, omitempty, since = "1.0", experimental)]
    pub(crate) markup: Vec<MarkupEntity>,
    /// Whether the message is flagged as important.
    #[proto(omitempty)]
    pub(crate) important: bool,
    /// When the message was changed or deleted.
    #[proto(readonly, omitempty)]
    pub(crate) edited: ISODateTimeString,
    /// Whether anybody in the chat has seen the message.
    #[proto(readonly, omitempty)]
    pub(crate) received: bool,
    /// Number of receipts of the message; not in use yet.
    #[proto(type = "int", type = "int", readonly, omitempty)]
    pub(crate) num_received: i64,
    /// Whether link previews are off for the message.
    #[proto(omitempty)]
    pub(crate) nopreview: bool,
    /// Whether the message has previews of links.
    #[proto(readonly, omitempty)]
    pub(crate) has_previews: bool,
    /// Id of the message before this one in the chat.
    #[proto(readonly, omitempty)]
    pub(crate) prev: String,
    /// Whether no message precedes this one in the chat.
    #[proto(readonly, omitempty)]
    pub(crate) is_first: bool,
    /// Whether no message follows this one in the chat.
    #[proto(readonly, omitempty)]
    pub(crate) is_last: bool,
    /// Uploads attached to the message.
    #[proto(omitempty, since = "1.0")]
    pub(crate) uploads: Vec<Upload>,
    /// Reactions to the message.
    #[proto(readonly, omitempty)]
    pub(crate) reactions: Vec<MessageReaction>,
    /// Message this one replies to.
    #[proto(nullable, omitempty)]
    pub(crate) reply_to: Option<Box<Message>>,
    /// Forwarded messages; repeats reply_to as well, for backward compatibility.
    #[proto(omitempty)]
    pub(crate) linked_messages: Vec<Message>,
    /// Whether the message mentions (@) somebody.
    #[proto(readonly, omitempty)]
    pub(crate) notice: bool,
    /// Whether the message causes no pushes and leaves all counters unchanged.
    #[proto(readonly, omitempty)]
    pub(crate) silently: bool,
    /// When the author's right to change the message ends.
    #[proto(readonly, omitempty)]
    pub(crate) editable_until: ISODateTimeString,
    /// Position of the message in the chat, counted from 0. It shifts when an earlier message is deleted, and is null once this one is.
    #[proto(type = "int", type = "int", readonly, nullable, omitempty)]
    pub(crate) num: Option<i64>,
    /// Whether the message is archived.
    #[proto(readonly, omitempty, since = "1.18.1")]
    pub(crate) is_archive: bool,
    /// Details for debugging.
    #[proto(rename = "_debug", readonly, omitempty)]
    pub(crate) debug: String,
}

/// The content of a message; type decides which fields apply.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct MessageContent {
    /// Text of the message.
    pub(crate) text: String,
    /// Type of the message.
    pub(crate) r#type: Mediatype,
    /// Subtype of the message.
    #[proto(omitempty)]
    pub(crate) subtype: Mediasubtype,
    /// Id of the upload.
    #[proto(omitempty, when(r#type = ["audiomsg", "image", "video", "file"]), deprecated = "use uploads of Message instead")]
    pub(crate) upload: String,
    /// URL of the upload.
    #[proto(rename = "mediaURL", omitempty, when(r#type = ["audiomsg", "image", "video", "file"]), deprecated = "use uploads of Message instead")]
    pub(crate) media_url: String,
    /// Size of the upload.
    #[proto(type = "int", type = "int", omitempty, when(r#type = ["audiomsg", "image", "video", "file"]), deprecated = "use uploads of Message instead")]
    pub(crate) size: i64,
    /// Duration of the upload.
    #[proto(type = "uint", type = "uint", nullable, omitempty, when(r#type = ["audiomsg", "video"]), deprecated = "use uploads of Message instead")]
    pub(crate) duration: Option<u64>,
    /// Whether the upload is being processed at the moment.
    #[proto(
        omitempty,
        when(r#type = "video"),
        deprecated = "use uploads of Message instead"
    )]
    pub(crate) processing: bool,
    /// Compact stand-in for an image, to show as a placeholder.
    #[proto(
        omitempty,
        when(r#type = "image"),
        since = "1.28.1",
        deprecated = "use uploads of Message instead"
    )]
    pub(crate) blurhash: String,
    /// Height of the upload's preview in pixels.
    #[proto(type = "int", rename = "previewHeight", type = "int", omitempty, when(r#type = ["image", "video"]), deprecated = "use uploads of Message instead")]
    pub(crate) preview_height: i64,
    /// Width of the upload's preview in pixels.
    #[proto(type = "int", rename = "previewWidth", type = "int", omitempty, when(r#type = ["image", "video"]), deprecated = "use uploads of Message instead")]
    pub(crate) preview_width: i64,
    /// Absolute URL of the upload's preview.
    #[proto(rename = "previewURL", omitempty, when(r#type = ["image", "video"]), deprecated = "use uploads of Message instead")]
    pub(crate) preview_url: String,
    /// Absolute URL of the upload's high-resolution preview.
    #[proto(rename = "preview2xURL", omitempty, when(r#type = ["image", "video"]), deprecated = "use uploads of Message instead")]
    pub(crate) preview2x_url: String,
    /// Name of the upload.
    #[proto(omitempty, when(r#type = ["image", "video", "file"]), deprecated = "use uploads of Message instead")]
    pub(crate) name: String,
    /// Whether the upload is an animated image.
    #[proto(
        omitempty,
        when(r#type = "image"),
        deprecated = "use uploads of Message instead"
    )]
    pub(crate) animated: bool,
    /// Title of the change.
    #[proto(omitempty, when(r#type = "change"))]
    pub(crate) title: String,
    /// Value before the change.
    #[proto(nullable, omitempty, when(r#type = "change"))]
    pub(crate) old: Option<String>,
    /// Value after the change.
    #[proto(nullable, omitempty, when(r#type = "change"))]
    pub(crate) new: Option<String>,
    /// Contact that made the change.
    #[proto(omitempty, when(r#type = "change"))]
    pub(crate) actor: JID,
    /// Comment that goes with the audio message.
    #[proto(omitempty, when(r#type = "audiomsg"))]
    pub(crate) comment: String,
    /// Given name of the contact.
    #[proto(omitempty, when(r#type = "contact"))]
    pub(crate) given_name: String,
    /// Family name of the contact.
    #[proto(omitempty, when(r#type = "contact"))]
    pub(crate) family_name: String,
    /// Patronymic of the contact.
    #[proto(omitempty, when(r#type = "contact"))]
    pub(crate) patronymic: String,
    /// Phone numbers of the contact.
    #[proto(omitempty, when(r#type = "contact"))]
    pub(crate) phones: Vec<String>,
    /// Email addresses of the contact.
    #[proto(omitempty, when(r#type = "contact"))]
    pub(crate) emails: Vec<String>,
    /// Name of the sticker pack.
    #[proto(omitempty, when(subtype = "sticker"))]
    pub(crate) stickerpack: String,
    /// PDF version of the content.
    #[proto(nullable, omitempty)]
    pub(crate) pdf_version: Option<PdfVersion>,
}

/// A link that the server has found in a text: where pattern stands, show text as a link to url.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct MessageLink {
    /// Fragment of the message text to replace by the link.
    pub(crate) pattern: String,
    /// Address of the link, internal or external.
    pub(crate) url: String,
    /// Text to show in place of the pattern.
    pub(crate) text: String,
    /// Preview of the website.
    #[proto(nullable, omitempty)]
    pub(crate) preview: Option<MessageLinkPreview>,
    /// Uploads of the link.
    #[proto(omitempty)]
    pub(crate) uploads: Vec<Upload>,
    /// Whether previews of websites are off.
    #[proto(omitempty)]
    pub(crate) nopreview: bool,
    /// Id of the YouTube video.
    #[proto(omitempty)]
    pub(crate) youtube_id: String,
}

/// A preview of a linked website: its title and description.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct MessageLinkPreview {
    /// Title of the website, or its og:title.
    pub(crate) title: String,
    /// Description of the website.
    #[proto(omitempty)]
    pub(crate) description: String,
}

/// A piece of marked-up text, between an opening and a closing marker. Offsets and lengths count Unicode code points of the text.
#[derive(Entity)]
#[proto(topic = "message", since = "1.0", experimental)]
pub(crate) struct MarkupEntity {
    /// Offset of the opening marker.
    #[proto(type = "int", type = "int")]
    pub(crate) op: i64,
    /// Length of the opening marker.
    #[proto(type = "int", type = "int", omitempty)]
    pub(crate) oplen: i64,
    /// Offset of the closing marker.
    #[proto(type = "int", type = "int")]
    pub(crate) cl: i64,
    /// Length of the closing marker.
    #[proto(type = "int", type = "int", omitempty)]
    pub(crate) cllen: i64,
    /// Kind of markup.
    pub(crate) typ: MarkupType,
    /// Address that a link leads to; links only.
    #[proto(omitempty)]
    pub(crate) url: String,
    /// Text to show in place of the original.
    #[proto(omitempty)]
    pub(crate) repl: String,
    /// The time meant; times only.
    #[proto(omitempty)]
    pub(crate) time: String,
    /// Markup inside this piece.
    #[proto(omitempty)]
    pub(crate) childs: Vec<MarkupEntity>,
}

/// An emoji put on a message, with its count and authors.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct MessageReaction {
    /// Emoji of the reaction.
    pub(crate) name: String,
    /// Number of reactions with this emoji.
    #[proto(type = "int", type = "int")]
    pub(crate) counter: i64,
    /// Single reactions with their authors and times.
    pub(crate) details: Vec<MessageReactionDetail>,
}

/// One reaction to a message: who put which emoji, and when.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct MessageReactionDetail {
    /// When the reaction was added.
    pub(crate) created: ISODateTimeString,
    /// Contact that reacted to the message.
    pub(crate) sender: JID,
    /// Emoji of the reaction.
    pub(crate) name: String,
}

/// A reaction expressed by an emoji symbol.
#[derive(Entity)]
#[proto(topic = "message", since = "1.29.5")]
pub(crate) struct Reaction {
    /// Unicode symbol of the reaction.
    pub(crate) name: String,
}

/// An emoji as a Unicode symbol and its text form.
#[derive(Entity)]
#[proto(topic = "message", since = "1.29.5")]
pub(crate) struct Emoji {
    /// Unicode symbol of the emoji.
    pub(crate) char: String,
    /// Text form of the emoji.
    pub(crate) key: String,
}

/// A shortened form of a message in a chat.
#[derive(Entity)]
#[proto(topic = "message", since = "1.20.0")]
pub(crate) struct ShortMessage {
    /// Contact that sent the message.
    #[proto(readonly)]
    pub(crate) from: JID,
    /// Group, task or contact the message is sent to.
    pub(crate) to: JID,
    /// Id of the message.
    pub(crate) message_id: String,
    /// When the server created the message; for a draft, when it will be sent.
    #[proto(readonly)]
    pub(crate) created: ISODateTimeString,
    /// Version of the message.
    #[proto(readonly)]
    pub(crate) gentime: i64,
    /// Type of the chat.
    #[proto(readonly)]
    pub(crate) chat_type: ChatType,
    /// Chat the message belongs to.
    #[proto(readonly)]
    pub(crate) chat: JID,
    /// Whether the message is archived.
    #[proto(readonly, omitempty)]
    pub(crate) is_archive: bool,
}

/// An upload together with the message it belongs to, in short form.
#[derive(Entity)]
#[proto(topic = "message", since = "1.20.0")]
pub(crate) struct UploadShortMessage {
    /// The upload.
    pub(crate) upload: Upload,
    /// The message, in short form.
    pub(crate) message: ShortMessage,
}

/// Parameters of client.message.updated, with the message to create or change.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct ClientMessageUpdatedParams {
    /// Chat, task or contact the message goes to.
    pub(crate) to: JID,
    /// Content of the message.
    pub(crate) content: MessageContent,
    /// Id of the message, made by the client. Sending one is recommended.
    #[proto(omitempty)]
    pub(crate) message_id: String,
    /// Id of the message this one replies to.
    #[proto(omitempty)]
    pub(crate) reply_to: String,
    /// Ids of forwarded messages; once used for replies as well.
    #[proto(omitempty)]
    pub(crate) linked_messages: Vec<String>,
    /// Whether the message is important.
    #[proto(omitempty)]
    pub(crate) important: bool,
    /// Whether previews of links are not to be made.
    #[proto(omitempty)]
    pub(crate) nopreview: bool,
    /// Ids of uploads attached to the message.
    #[proto(omitempty, since = "1.0")]
    pub(crate) uploads: Vec<String>,
    /// Whether attachments work in backward compatibility mode.
    #[proto(omitempty, since = "1.0")]
    pub(crate) old_style_attachment: bool,
    /// Comment on the message.
    #[proto(omitempty, deprecated)]
    pub(crate) comment: String,
}

/// Parameters of client.message.deleted, naming the message to delete.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0.11")]
pub(crate) struct ClientMessageDeletedParams {
    /// Id of the message to delete.
    #[proto(omitempty)]
    pub(crate) message_id: String,
}

/// Changed messages and unread counters, sent in server.message.updated.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0.9")]
pub(crate) struct ServerMessageUpdatedParams {
    /// Messages that are created, updated or deleted.
    pub(crate) messages: Vec<Message>,
    /// Whether this is a silent update of a message; false means a new message.
    pub(crate) delayed: bool,
    /// Counters of the chats.
    pub(crate) chat_counters: Vec<ChatCounters>,
    /// Unread counters of the current team.
    #[proto(nullable)]
    pub(crate) team_unread: Option<TeamUnread>,
    /// Badge value: the count of all unreads, given only when it changes.
    #[proto(type = "uint", type = "uint", nullable)]
    pub(crate) badge: Option<u64>,
}

/// Receiving statuses of messages, sent in server.message.received.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0.9")]
pub(crate) struct ServerMessageReceivedParams {
    /// Receiving statuses of the messages.
    pub(crate) messages: Vec<ReceivedMessage>,
}

/// The receiving status of one message in a chat.
#[derive(Entity)]
#[proto(topic = "message", since = "0.0")]
pub(crate) struct ReceivedMessage {
    /// Id of the chat or contact the message belongs to.
    pub(crate) chat: JID,
    /// Id of the message.
    pub(crate) message_id: String,
    /// Whether the message has been received.
    pub(crate) received: bool,
    /// Number of contacts who have received the message.
    #[proto(type = "int", type = "int", omitempty, experimental)]
    pub(crate) num_received: i64,
    /// Details for debugging.
    #[proto(rename = "_debug", omitempty)]
    pub(crate) debug: String,
}
