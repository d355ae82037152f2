//! The language server, asked as an editor asks.

mod actions;
mod client;
mod diagnostics;
mod projects;
mod settings_files;
mod timing;

/// An article with emoji and CRLF: a skip link, a repair in its second paragraph, and a comment form.
pub const ARTICLE: &str = "\u{1F6A2} Skip to content\r\n\r\n# The ferry is back \u{26F4}\u{FE0F}\r\n\r\n\
    The small ferry between the two harbours runs again since Monday, after nine weeks in the yard.\r\n\r\n\
    \u{1F9D1}\u{200D}\u{2708}\u{FE0F} Its skipper &amp; his mate say that the new engine is so quiet that passengers ask whether it runs.\r\n\r\n\
    Leave a Reply\r\n\r\nYour email address will not be published.\r\n";
