//! The command line as its users meet it: the real binary on real folders.

#![cfg(feature = "cli")]

mod accept;
mod check;
mod commands;
mod encodings;
mod failures;
mod files;
mod fix;
#[cfg(unix)]
mod interactive;
mod project;
mod reports;
mod restore;
#[cfg(unix)]
mod rights;
mod settings;
mod since;
#[cfg(unix)]
mod watch;
