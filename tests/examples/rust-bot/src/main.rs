//! Connects the bot to the server of the first argument.

use std::error::Error;

use tdproto_example_rust_bot::bot;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("usage: rust-bot URL")?;
    bot(&url).await
}
