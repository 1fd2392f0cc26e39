//! Replies of generated Rust whose texts borrow from the frame.

use std::borrow::Cow;

use crate::compiled::{jsonrpc_lsp, jsonrpc_lsp_borrowed as lsp, odd_frames_borrowed as odd};

const HOVER: &str = r#"{"jsonrpc":"2.0","id":3,"result":{"contents":"**push**"}}"#;

fn result(text: &str) -> lsp::ServerResultFrame<'_> {
    match lsp::ServerFrame::decode_str(text).known() {
        Some(lsp::ServerFrame::Result(frame)) => frame,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn a_reply_borrows_its_texts() {
    let text = HOVER.to_owned();
    let frame = result(&text);
    let hover = frame.reply::<lsp::requests::TextDocumentHover>().unwrap();
    let hover = hover.expect("it is not null");
    assert!(matches!(hover.contents, Cow::Borrowed("**push**")));
    // With texts of its own, it outlives the frame.
    let owned = hover.into_owned();
    drop(frame);
    drop(text);
    assert_eq!(owned.contents, "**push**");
}

#[test]
fn a_reply_of_owned_types_outlives_its_frame() {
    let hover = match jsonrpc_lsp::ServerFrame::decode_str(HOVER).known() {
        Some(jsonrpc_lsp::ServerFrame::Result(frame)) => {
            frame.reply::<jsonrpc_lsp::requests::TextDocumentHover>()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(hover.unwrap().unwrap().contents, "**push**");
}

/// The result of any request, written again: the types of a request are values without further bounds.
fn written<R: lsp::wire::Request>(
    frame: &lsp::ServerResultFrame<'_>,
) -> Result<String, lsp::wire::Error> {
    let reply: R::Reply<'_> = frame.reply::<R>()?;
    Ok(lsp::wire::to_string(&reply))
}

#[test]
fn a_reply_is_read_by_any_request() {
    let frame = result(HOVER);
    let hover = written::<lsp::requests::TextDocumentHover>(&frame);
    assert_eq!(hover.as_deref(), Ok(frame.result.as_str()));
    let wrong = written::<lsp::requests::Shutdown>(&frame).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "result: expected null, found an object at byte 0"
    );
}

#[test]
fn an_error_that_only_its_request_knows_borrows_too() {
    let text = r#"[1,"refusal","add up",{"text":"no","stamp":1}]"#;
    let Some(odd::ServerFrame::Refusal(frame)) = odd::ServerFrame::decode_str(text).known() else {
        panic!("{text}")
    };
    let error = frame.failure::<odd::requests::Sum>().unwrap();
    assert!(matches!(error.text, Cow::Borrowed("no")));
    let other = frame.failure::<odd::requests::Add>().unwrap_err();
    assert_eq!(other.path(), "[2]");
}
