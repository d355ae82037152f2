//! Labelled pages to what the segmenter's weights are trained from: the features of each block, and the table of words.
//!
//! `cargo run --release --example training -- PAGES OUT` reads labelled pages (see README.md) and writes into the folder OUT
//! `features` (one byte a feature, row by row), `blocks.tsv` (what each row is), `words` (the table of all pages) and
//! `words-K` (that of all pages but those of fold K). The rows' word features come from the table without the row's own fold.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use scrublint::Linter;
use scrublint::document::Block;
use scrublint::document::training::{FEATURES, Words, features, words};

mod pages;
use pages::{Labelled, Page};

/// Parts that the hosts are split into.
const FOLDS: u64 = 5;
/// Hosts that a word must stand on to be in the table.
const FEWEST_HOSTS: usize = 10;
/// Blocks of a host that a word is counted in at most, for each label: no site's own vocabulary outweighs the others.
const MOST_A_HOST: u32 = 4;

/// Which part a page is in.
fn fold(page: &Page) -> u64 {
    // FNV-1a (Fowler, Noll and Vo 1991): the same split everywhere.
    page.host.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)) % FOLDS
}

/// Whether a block is furniture: what all its lines are labelled, if they are.
fn furniture(page: &Labelled, block: &Block) -> Option<bool> {
    match page.labels(block.span()).as_slice() {
        [] => None,
        all if all.iter().all(|label| *label == "b") => Some(true),
        all if all.iter().all(|label| *label == "c") => Some(false),
        _ => None,
    }
}

/// For each word the blocks that it stands in, furniture and content, host by host.
type Counts = HashMap<u32, BTreeMap<u32, [u32; 2]>>;

fn count(pages: &[Labelled]) -> Counts {
    let mut hosts: HashMap<&str, u32> = HashMap::new();
    let mut counts = Counts::new();
    for labelled in pages {
        let next = hosts.len() as u32;
        let host = *hosts.entry(&labelled.page.host).or_insert(next) * FOLDS as u32 + fold(&labelled.page) as u32;
        for block in labelled.document.blocks() {
            let Some(furniture) = furniture(labelled, block) else { continue };
            let mut said = words(&labelled.document, block);
            said.sort_unstable();
            said.dedup();
            for word in said {
                let cell = &mut counts.entry(word).or_default().entry(host).or_default()[usize::from(furniture)];
                *cell = (*cell + 1).min(MOST_A_HOST);
            }
        }
    }
    counts
}

/// The table of words of all hosts but those of a fold: log-odds in sixteenths, drawn to even for rare ones.
fn table(counts: &Counts, without: Option<u64>) -> Vec<(u32, i8)> {
    let mut totals = [0.0, 0.0];
    let mut sums = Vec::new();
    for (&word, hosts) in counts {
        let (mut sum, mut on) = ([0.0, 0.0], 0);
        for (host, cell) in hosts {
            if Some(u64::from(*host) % FOLDS) != without {
                sum[0] += f64::from(cell[0]);
                sum[1] += f64::from(cell[1]);
                on += 1;
            }
        }
        totals[0] += sum[0];
        totals[1] += sum[1];
        if on >= FEWEST_HOSTS {
            sums.push((word, sum));
        }
    }
    let even = totals[1] / totals[0];
    let odds = |sum: [f64; 2]| (((sum[1] + 2.0 * even) / (sum[0] + 2.0) / even).ln() * 16.0).round().clamp(-127.0, 127.0) as i8;
    let mut table: Vec<(u32, i8)> = sums.into_iter().map(|(word, sum)| (word, odds(sum))).filter(|(_, odds)| odds.abs() >= 4).collect();
    table.sort_unstable();
    table
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(pages), Some(out)) = (args.next(), args.next()) else { return Err("usage: training PAGES OUT".into()) };
    let out = Path::new(&out);
    fs::create_dir_all(out)?;
    let pages = pages::read(&pages)?.collect::<io::Result<Vec<Labelled>>>()?;

    let counts = count(&pages);
    let mut tables = Vec::new();
    for fold in (0..FOLDS).map(Some).chain([None]) {
        let table = table(&counts, fold);
        let name = fold.map_or("words".to_owned(), |fold| format!("words-{fold}"));
        let mut file = BufWriter::new(fs::File::create(out.join(name))?);
        for (word, odds) in &table {
            writeln!(file, "{word:08x} {odds}")?;
        }
        tables.push(Words::new(&table));
    }

    let linter = Linter::default();
    let mut rows = BufWriter::new(fs::File::create(out.join("features"))?);
    let mut blocks = BufWriter::new(fs::File::create(out.join("blocks.tsv"))?);
    writeln!(blocks, "# {}", FEATURES.join(" "))?;
    for labelled in &pages {
        let Labelled { page, document, .. } = labelled;
        let fold = fold(page);
        let features = features(&linter, document, &tables[fold as usize]);
        for (index, block) in document.blocks().iter().enumerate() {
            let row: Vec<u8> = (0..FEATURES.len()).map(|feature| features.column(feature)[index]).collect();
            rows.write_all(&row)?;
            let label = furniture(labelled, block).map_or('-', |furniture| if furniture { 'b' } else { 'c' });
            let chars = document.slice(block.span()).chars().count();
            writeln!(blocks, "{}\t{}\t{}\t{}\t{fold}\t{label}\t{chars}", page.id, page.page, page.set, page.scraper)?;
        }
    }
    Ok(())
}
