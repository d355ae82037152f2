//! The language server, asked as an editor asks.

mod actions;
mod client;
mod diagnostics;
mod projects;
mod settings_files;
mod timing;

/// An article with emoji and CRLF: a skip link, a repair in its second paragraph, and a comment form.
pub const ARTICLE: &str = include_str!("../editors/articles/as-scraped.md");
/// What is left of it once all is fixed that is safe to fix.
pub const FIXED: &str = include_str!("../editors/articles/fix-all.md");
