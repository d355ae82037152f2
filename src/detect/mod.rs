//! Detectors: the algorithms behind lints that phrases alone cannot express, one file each.
//!
//! A detector reads the document, its layout and the raw hits and says what it found. It knows nothing of levels,
//! suppressions or other lints' findings, so detectors have no order. To add one: one file, and one line in the table.

mod about;
mod breadcrumb_trail;
mod code_page;
mod comment_thread;
mod duplicate_block;
mod duplicate_title;
mod html_entity;
mod image_description;
mod inline_code;
mod interstitial;
mod invisible_character;
mod irregular_space;
mod mojibake;
mod nav_menu;
mod orphan_heading;
mod orphan_toc_heading;
mod page_furniture;
mod related_card;
mod replacement_character;
mod shortcode;
mod stray_tag;
mod too_little_content;
mod truncated_text;
mod wiki_residue;

use crate::check::{Context, Finding};

/// A detector: what a lint file calls it, and the function that runs it.
#[derive(Debug)]
pub(crate) struct Detector {
    /// The name under `detector = …`.
    pub name: &'static str,
    /// The options that it reads; a lint file must give each of them a value, and no others.
    pub options: &'static [&'static str],
    /// Appends what it finds.
    pub run: fn(&Context<'_>, &mut Vec<Finding>),
}

static DETECTORS: &[Detector] = &[
    Detector { name: "breadcrumb-trail", options: &["longest"], run: breadcrumb_trail::run },
    Detector {
        name: "comment-thread",
        options: &["article", "heads", "longest", "reach", "marked", "veto", "most-vetoed"],
        run: comment_thread::run,
    },
    Detector { name: "duplicate-block", options: &["paragraph", "words", "odds", "opening"], run: duplicate_block::run },
    Detector { name: "duplicate-title", options: &["similarity"], run: duplicate_title::run },
    Detector { name: "html-entity", options: &[], run: html_entity::run },
    Detector { name: "image-description", options: &["longest"], run: image_description::run },
    Detector { name: "invisible-character", options: &[], run: invisible_character::run },
    Detector { name: "interstitial", options: &["rest", "rest-beside-one"], run: interstitial::run },
    Detector { name: "irregular-space", options: &[], run: irregular_space::run },
    Detector { name: "mojibake", options: &[], run: mojibake::run },
    Detector {
        name: "nav-menu",
        options: &["shortest", "reach", "reach-below-title", "most-dates", "most-figures", "odds", "sure-odds"],
        run: nav_menu::run,
    },
    Detector { name: "orphan-heading", options: &[], run: orphan_heading::run },
    Detector { name: "orphan-toc-heading", options: &["repeated"], run: orphan_toc_heading::run },
    Detector { name: "page-furniture", options: &["odds", "odds-in-body"], run: page_furniture::run },
    Detector { name: "related-card", options: &["blurb", "overlap", "around", "most"], run: related_card::run },
    // Raised by fixing, which knows how much it would remove; a check alone has nothing to say.
    Detector { name: "removal-guard", options: &[], run: |_, _| {} },
    // Raised by the check of suppressions, when it is known what they covered.
    Detector { name: "invalid-suppression", options: &[], run: |_, _| {} },
    Detector { name: "suppression-without-reason", options: &[], run: |_, _| {} },
    Detector { name: "unknown-lint", options: &[], run: |_, _| {} },
    Detector { name: "unused-suppression", options: &[], run: |_, _| {} },
    Detector { name: "replacement-character", options: &[], run: replacement_character::run },
    Detector { name: "shortcode", options: &[], run: shortcode::run },
    Detector { name: "stray-tag", options: &[], run: stray_tag::run },
    Detector { name: "too-little-content", options: &["words"], run: too_little_content::run },
    Detector { name: "truncated-text", options: &["words"], run: truncated_text::run },
    Detector { name: "wiki-residue", options: &["numbers"], run: wiki_residue::run },
];

/// The detector of a name.
pub(crate) fn find(name: &str) -> Option<&'static Detector> {
    DETECTORS.iter().find(|detector| detector.name == name)
}

/// The names of all detectors.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    DETECTORS.iter().map(|detector| detector.name)
}
