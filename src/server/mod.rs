//! The language server: what the command line finds, in an editor, while the article is written.
//!
//! Two threads. The main one takes messages and notes what follows from them; the worker checks, answers and publishes, and a
//! third one hands over to the editor what is to be sent. Nothing here judges or fixes: that is the engine's, and settings,
//! suppressions and baselines are those of the command line, found in the same way.
//!
//! Holds always: nothing is sent about a state of a document that the editor has left behind; an edit is made from the
//! server's own findings in the text as it is, never from a range that the editor sends along; an edit that nobody asked for by
//! its name is a safe one.

mod actions;
mod buffer;
mod client;
mod commands;
mod completion;
mod edits;
mod findings;
mod hover;
mod main_loop;
mod mistakes;
mod names;
mod outbox;
mod progress;
mod project;
mod scan;
mod shared;
mod uri;
mod worker;

use std::sync::Arc;
use std::thread;

use anyhow::Context as _;
use lsp_server::{Connection, ErrorCode, Response};
use lsp_types::InitializeParams;

use crate::config::Configs;
use client::Client;
use outbox::Outbox;
use project::Project;
use shared::Shared;
use worker::Worker;

/// Serves the editor that holds the other ends of standard input and output. Returns whether it said goodbye.
///
/// # Errors
/// If what it says is not the protocol.
pub fn run(configs: Arc<Configs>) -> anyhow::Result<bool> {
    let (connection, threads) = Connection::stdio();
    let orderly = serve(connection, configs)?;
    if orderly {
        threads.join()?;
    }
    Ok(orderly)
}

/// Serves the editor at the other end of a connection. Returns whether it said goodbye.
///
/// # Errors
/// If the first messages are not those of the protocol.
pub fn serve(connection: Connection, configs: Arc<Configs>) -> anyhow::Result<bool> {
    let (id, params) = connection.initialize_start()?;
    let client = match serde_json::from_value::<InitializeParams>(params) {
        Ok(params) => Client::new(params),
        Err(error) => {
            let message = format!("the parameters cannot be read: {error}");
            let _ = connection.sender.send(Response::new_err(id, ErrorCode::InvalidParams as i32, message).into());
            return Err(error).context("initialize");
        }
    };
    connection.initialize_finish(id, serde_json::to_value(client.answer())?)?;

    let (messages, outgoing) = crossbeam_channel::unbounded();
    let sender = connection.sender.clone();
    let posting = thread::spawn(move || outgoing.iter().all(|message| sender.send(message).is_ok()));
    let orderly = work(&connection, &client, Outbox::new(messages), configs);
    if orderly {
        // What was answered last is still on its way. An editor that has gone away may never read it.
        let _ = posting.join();
    }
    Ok(orderly)
}

/// Works until the editor says goodbye, or goes without.
fn work(connection: &Connection, client: &Client, outbox: Outbox, configs: Arc<Configs>) -> bool {
    let project = Project::new(configs, &client.folders);
    let shared = Shared::new(outbox.clone(), client.folders.clone());
    thread::scope(|scope| {
        scope.spawn(|| Worker::new(&shared, client, &outbox, project).run());
        let orderly = main_loop::run(connection, &shared, client, &outbox);
        shared.end();
        orderly
    })
}
