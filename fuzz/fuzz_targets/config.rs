//! Any configuration: it is taken or its mistakes are told, each within its text.

#![no_main]

use std::path::Path;

use libfuzzer_sys::fuzz_target;
use scrublint::config::{ConfigError, Configs, Discovery, Flags};

fuzz_target!(|text: &str| {
    // Folders of lints would be read, and chance must not choose them.
    if text.contains("lints") {
        return;
    }
    let config = Configs::new(Discovery::Isolated, &[text.to_owned()], Flags::default());
    match config.and_then(|configs| configs.for_folder(Path::new("/")).map(drop)) {
        Ok(()) | Err(ConfigError::Read { .. }) => {}
        Err(ConfigError::Mistakes(mistakes)) => {
            assert!(!mistakes.is_empty());
            for mistake in mistakes {
                assert!(mistake.span.clone().is_none_or(|span| mistake.text.get(span).is_some()), "{mistake:?}");
                assert!(!mistake.with_line().contains('\n'));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
