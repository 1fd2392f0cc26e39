//! The entities of the topic `chat`, written by hand.

use serde_json::Value;
use tdproto_macros::Entity;

use super::*;

/// A chat with a contact, in a group or about a task, as one participant sees it.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct Chat {
    /// Id of the contact, group or task.
    pub(crate) jid: JID,
    /// Type of the chat.
    pub(crate) chat_type: ChatType,
    /// Version of the fields that are the same for every participant.
    #[proto(omitempty)]
    pub(crate) base_gentime: i64,
    /// Version of the fields that depend on the participant.
    pub(crate) gentime: i64,
    /// When the chat was created.
    pub(crate) created: ISODateTimeString,
    /// Title of the chat.
    pub(crate) display_name: String,
    /// Icons of the chat.
    #[proto(nullable)]
    pub(crate) icons: Option<IconData>,
    /// Whether counters take in the chat's unread messages.
    #[proto(omitempty)]
    pub(crate) counters_enabled: bool,
    /// Whether the current user may call this chat.
    #[proto(omitempty)]
    pub(crate) can_call: bool,
    /// Whether the current user may send messages to this chat.
    #[proto(omitempty)]
    pub(crate) can_send_message: bool,
    /// Why the current user may not send messages to this chat, when that is so.
    #[proto(omitempty)]
    pub(crate) cant_send_message_reason: String,
    /// Whether the description is shown folded; only tasks use it.
    #[proto(omitempty)]
    pub(crate) collapsed: bool,
    /// Text of the latest draft in the chat.
    #[proto(omitempty)]
    pub(crate) draft: String,
    /// Version of the latest draft in the chat.
    #[proto(omitempty, since = "1.33.1")]
    pub(crate) draft_gentime: i64,
    /// Whether the chat is hidden.
    #[proto(omitempty)]
    pub(crate) hidden: bool,
    /// Whether push notifications are on for the chat.
    #[proto(omitempty)]
    pub(crate) notifications_enabled: bool,
    /// Count of important messages in the chat.
    #[proto(type = "int", type = "int", omitempty)]
    pub(crate) num_importants: i64,
    /// Count of unread messages in the chat.
    #[proto(type = "uint", type = "uint", omitempty)]
    pub(crate) num_unread: u64,
    /// Count of mentions (@) in the chat.
    #[proto(type = "uint", type = "uint", omitempty)]
    pub(crate) num_unread_notices: u64,
    /// Most recent message of the chat.
    #[proto(nullable, omitempty)]
    pub(crate) last_message: Option<Message>,
    /// Id of the last message read.
    #[proto(omitempty)]
    pub(crate) last_read_message_id: String,
    /// Id of the section or project the chat is in.
    #[proto(omitempty)]
    pub(crate) section: String,
    /// Names of the fields that can be edited.
    #[proto(omitempty)]
    pub(crate) changeable_fields: Vec<String>,
    /// Whether the chat is kept at the top as a pinned one.
    #[proto(omitempty)]
    pub(crate) pinned: bool,
    /// Sorting position of the chat when it is pinned.
    #[proto(type = "int", type = "int", omitempty)]
    pub(crate) pinned_sort_ordering: i64,
    /// Count of participants, not including archived ones.
    #[proto(type = "uint", type = "uint", nullable, omitempty)]
    pub(crate) num_members: Option<u64>,
    /// Whether the current user may delete this chat.
    #[proto(omitempty)]
    pub(crate) can_delete: bool,
    /// Text describing what the group or task is about.
    #[proto(omitempty)]
    pub(crate) description: String,
    /// Markup entities that apply to the description.
    #[proto(readonly, omitempty, since = "1.13.0", experimental)]
    pub(crate) markup: Vec<MarkupEntity>,
    /// Whether the chat is shown in the feed on the main screen.
    #[proto(omitempty)]
    pub(crate) feed: bool,
    /// Message pinned in the chat.
    #[proto(nullable, omitempty)]
    pub(crate) pinned_message: Option<Message>,
    /// Index of the task's custom color in the color table.
    #[proto(nullable, omitempty, when(chat_type = "task"))]
    pub(crate) color_index: Option<u16>,
    /// How many items the task's checklist has.
    #[proto(
        type = "uint",
        type = "uint",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) num_items: Option<u64>,
    /// How many of the task's checklist items are ticked off.
    #[proto(
        type = "uint",
        type = "uint",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) num_checked_items: Option<u64>,
    /// Contact the task is assigned to.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) assignee: JID,
    /// Number of the task within its team.
    #[proto(type = "uint", type = "uint", omitempty, when(chat_type = "task"))]
    pub(crate) num: u64,
    /// Contact ids of those who follow the task.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) observers: Vec<JID>,
    /// Contact id of the task's creator.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) owner: JID,
    /// Status of the task, possibly a custom one.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) task_status: String,
    /// Title the task gets from its number and description.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) title: String,
    /// When the task was done; absent while it is not.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) done: ISODateTimeString,
    /// Why the task is done.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) done_reason: String,
    /// When the task is due.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) deadline: ISODateTimeString,
    /// Whether the task's deadline has passed.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) deadline_expired: bool,
    /// Links found in the description.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) links: MessageLinks,
    /// Tags of the task.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) tags: Vec<String>,
    /// Importance of the task, where the team has this feature.
    #[proto(
        type = "int",
        type = "int",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) importance: Option<i64>,
    /// Urgency of the task, where the team has this feature.
    #[proto(
        type = "int",
        type = "int",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) urgency: Option<i64>,
    /// Amount of time spent on the task.
    #[proto(
        type = "int",
        type = "int",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) spent_time: Option<i64>,
    /// Complexity of the task.
    #[proto(
        type = "int",
        type = "int",
        nullable,
        omitempty,
        when(chat_type = "task")
    )]
    pub(crate) complexity: Option<i64>,
    /// Messages a task is to be made from.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) linked_messages: Vec<Value>,
    /// Attached uploads. A response has them as whole objects, a request only their ids.
    #[proto(omitempty, when(chat_type = "task"), since = "1.0")]
    pub(crate) uploads: Vec<Upload>,
    /// Items of the checklist.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) items: Vec<TaskItem>,
    /// Tasks that are parents of this one.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) parents: Vec<Subtask>,
    /// Names of the chat's tabs.
    #[proto(omitempty, when(chat_type = "task"))]
    pub(crate) tabs: Vec<TaskTabKey>,
    /// Standing of the current user as a group member.
    #[proto(nullable, omitempty, when(chat_type = "group"))]
    pub(crate) status: Option<GroupStatus>,
    /// Members of the group chat.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) members: Vec<GroupMembership>,
    /// Whether the current user may add members to this group chat.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) can_add_member: bool,
    /// Whether the current user may remove members from this group chat.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) can_remove_member: bool,
    /// Whether the current user may change members' statuses in this group chat.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) can_change_member_status: bool,
    /// Whether the current user may change the chat's settings.
    #[proto(
        omitempty,
        when(chat_type = "group"),
        deprecated = "use changeable_fields instead"
    )]
    pub(crate) can_change_settings: bool,
    /// Whether people who join the team automatically become members of the group.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) default_for_all: bool,
    /// Whether only admins may write in this group chat.
    #[proto(omitempty, when(chat_type = "group"))]
    pub(crate) readonly_for_members: bool,
    /// Age in seconds at which messages in this chat are deleted.
    #[proto(
        type = "int",
        type = "int",
        nullable,
        omitempty,
        when(chat_type = "group"),
        experimental
    )]
    pub(crate) autocleanup_age: Option<i64>,
    /// Whether the task or group is visible to the rest of the team.
    #[proto(omitempty, when(chat_type = ["group", "task"]))]
    pub(crate) public: bool,
    /// Whether the current user may join this public group or task.
    #[proto(omitempty, when(chat_type = ["group", "task"]))]
    pub(crate) can_join: bool,
    /// Whether the current user may delete anyone's message in this chat.
    #[proto(omitempty)]
    pub(crate) can_delete_any_message: bool,
    /// Whether the current user may change the important flag of every message here.
    #[proto(omitempty)]
    pub(crate) can_set_important_any_message: bool,
    /// When the latest message was sent, even one deleted since.
    #[proto(omitempty, since = "1.21.4")]
    pub(crate) last_activity: ISODateTimeString,
    /// Number of the draft.
    #[proto(omitempty, deprecated)]
    pub(crate) draft_num: i64,
}

/// A chat reduced to its id, type, title and icons.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct ChatShort {
    /// Id of the group, task or contact.
    pub(crate) jid: JID,
    /// Type of the chat.
    pub(crate) chat_type: ChatType,
    /// Title of the chat.
    pub(crate) display_name: String,
    /// Icons of the chat.
    #[proto(nullable)]
    pub(crate) icons: Option<IconData>,
}

/// A deleted chat, reduced to its id, type and version.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct DeletedChat {
    /// Id of the deleted group, task or contact.
    pub(crate) jid: JID,
    /// Type of the deleted chat.
    pub(crate) chat_type: ChatType,
    /// Version of the fields that depend on the participant.
    pub(crate) gentime: i64,
    /// Whether the chat is archived; always true here.
    pub(crate) is_archive: bool,
}

/// A contact's membership in a group chat, with its status.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct GroupMembership {
    /// Contact id of the member.
    pub(crate) jid: JID,
    /// Status of the member in the group.
    pub(crate) status: GroupStatus,
    /// Whether the current user may remove this member.
    #[proto(omitempty)]
    pub(crate) can_remove: bool,
}

/// A request for access to a group.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct GroupAccessRequest {
    /// Id of the access request.
    pub(crate) uid: String,
    /// When the access request was created.
    pub(crate) created: ISODateTimeString,
    /// Id of whom the request is about.
    pub(crate) subject: JID,
}

/// An item in the checklist of a task.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct TaskItem {
    /// Id of the checklist item.
    #[proto(omitempty)]
    pub(crate) uid: String,
    /// Version of the checklist item.
    #[proto(readonly, since = "1.35.0")]
    pub(crate) gentime: i64,
    /// Position of the item when the checklist is sorted.
    #[proto(type = "uint", type = "uint", omitempty)]
    pub(crate) sort_ordering: u64,
    /// Text of the item, or "#" followed by another task's number.
    pub(crate) text: String,
    /// Whether the item is checked.
    #[proto(omitempty)]
    pub(crate) checked: bool,
    /// Whether the current user may check or uncheck this item.
    #[proto(omitempty)]
    pub(crate) can_toggle: bool,
    /// Whether the current user may change this item.
    #[proto(omitempty, since = "1.46.5")]
    pub(crate) can_change: bool,
    /// Task the item refers to.
    #[proto(nullable, omitempty)]
    pub(crate) subtask: Option<Subtask>,
}

/// A reference to a subtask or a parent task.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0")]
pub(crate) struct Subtask {
    /// Id of the task.
    pub(crate) jid: JID,
    /// Contact the task is assigned to.
    pub(crate) assignee: JID,
    /// Title the task gets from its number and description.
    pub(crate) title: String,
    /// Number of the task within its team.
    #[proto(type = "uint", type = "uint")]
    pub(crate) num: u64,
    /// Title of the task.
    pub(crate) display_name: String,
    /// Whether the task is open to everyone in the team but guests.
    #[proto(omitempty)]
    pub(crate) public: bool,
    /// Task status of the subtask.
    #[proto(omitempty, since = "1.35.3")]
    pub(crate) task_status: String,
    /// When the subtask is due.
    #[proto(omitempty, since = "1.50.24")]
    pub(crate) deadline: ISODateTimeString,
    /// Whether the subtask's deadline has passed.
    #[proto(omitempty, since = "1.50.27")]
    pub(crate) deadline_expired: bool,
}

/// Details of typing or audio recording, sent in client.chat.composing.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.11")]
pub(crate) struct ClientChatComposingParams {
    /// Id of the chat or contact being written to.
    pub(crate) jid: JID,
    /// Whether an audio message is being recorded; false means text is being typed.
    #[proto(omitempty)]
    pub(crate) is_audio: bool,
    /// Whether typing or audio recording starts; false means it stops.
    #[proto(omitempty)]
    pub(crate) composing: bool,
    /// Content of the message draft.
    #[proto(nullable, omitempty)]
    pub(crate) draft: Option<String>,
}

/// Parameters of client.chat.lastread, marking how far a chat is read.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.11")]
pub(crate) struct ClientChatLastreadParams {
    /// Id of the chat or contact being read.
    pub(crate) jid: JID,
    /// Id of the last message read; when omitted, the last one in the chat.
    #[proto(nullable, omitempty)]
    pub(crate) last_read_message_id: Option<String>,
}

/// Created or updated chats and unread counters, sent in server.chat.updated.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.9")]
pub(crate) struct ServerChatUpdatedParams {
    /// Chats that are created or updated, with their counters.
    pub(crate) chats: Vec<Chat>,
    /// Unread counters of the current team.
    #[proto(nullable)]
    pub(crate) team_unread: Option<TeamUnread>,
    /// Badge value: the count of all unreads.
    #[proto(type = "uint", type = "uint")]
    pub(crate) badge: u64,
}

/// Parameters of server.chat.deleted, with the deleted chats and fresh counters.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.9")]
pub(crate) struct ServerChatDeletedParams {
    /// Chats that were deleted.
    pub(crate) chats: Vec<DeletedChat>,
    /// Counters of the team as they are now.
    #[proto(nullable)]
    pub(crate) team_unread: Option<TeamUnread>,
    /// Total unread count.
    #[proto(type = "uint", type = "uint")]
    pub(crate) badge: u64,
}

/// Parameters of server.chat.lastread: counters of chats and of the current team.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.9")]
pub(crate) struct ServerChatLastreadParams {
    /// Counters of the chats.
    pub(crate) chats: Vec<ChatCounters>,
    /// Counters of the current team by chat type.
    #[proto(nullable)]
    pub(crate) team_unread: Option<TeamUnread>,
    /// Number of unreads in total.
    #[proto(type = "uint", type = "uint")]
    pub(crate) badge: u64,
}

/// Changed message draft of a chat, sent in server.chat.draft.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.9")]
pub(crate) struct ServerChatDraftParams {
    /// Id of the chat or contact the draft belongs to.
    pub(crate) jid: JID,
    /// Text of the draft.
    pub(crate) draft: String,
    /// Version of the draft.
    #[proto(since = "1.33.1")]
    pub(crate) draft_gentime: i64,
    /// Number of the draft.
    #[proto(deprecated)]
    pub(crate) draft_num: i64,
}

/// Parameters of server.chat.composing, saying who is composing a message and where.
#[derive(Entity)]
#[proto(topic = "chat", since = "0.0.9")]
pub(crate) struct ServerChatComposingParams {
    /// Id of the chat or contact where the message is composed.
    pub(crate) jid: JID,
    /// Id of whoever is composing.
    pub(crate) actor: JID,
    /// Whether typing or audio recording starts (true) or stops (false).
    pub(crate) composing: bool,
    /// Whether an audio message is being recorded (true) or text typed (false).
    #[proto(omitempty)]
    pub(crate) is_audio: bool,
    /// When the composing event expires at the latest.
    #[proto(omitempty, since = "1.25.1")]
    pub(crate) valid_until: ISODateTimeString,
}
