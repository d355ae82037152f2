//! How scrublint gets to its users: one version everywhere, archives that the installer takes, and what the GitHub Action runs.
//!
//! `UPDATE_VERSION=1 cargo test --test delivery` carries the version of `Cargo.toml` to all other places.
#![cfg(feature = "cli")]

#[cfg(target_os = "linux")]
mod action;
#[cfg(target_os = "linux")]
mod install;
mod version;
