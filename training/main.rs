//! Labelled pages to what the segmenter's weights are trained from: the features of each block, and the table of words.
//!
//! `cargo run --release --example training -- PAGES OUT` reads labelled pages (see README.md) and writes into the folder OUT
//! `features` (one byte a feature, row by row), `blocks.tsv` (what each row is), `words` (the table of all pages) and
//! `words-K` (that of all pages but those of fold K). The rows' word features come from the table without the row's own fold.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use scrublint::document::training::{FEATURES, Words, features, words};
use scrublint::{Document, Format, Hints, Linter};
use serde::Deserialize;

/// Parts that the hosts are split into.
const FOLDS: u64 = 5;
/// Hosts that a word must stand on to be in the table.
const FEWEST_HOSTS: usize = 10;
/// Blocks of a host that a word is counted in at most, for each label: no site's own vocabulary outweighs the others.
const MOST_A_HOST: u32 = 4;

#[derive(Deserialize)]
struct Page {
    id: String,
    set: String,
    page: String,
    host: String,
    scraper: String,
    lines: Vec<(String, String)>,
}

impl Page {
    fn fold(&self) -> u64 {
        // FNV-1a (Fowler, Noll and Vo 1991): the same split everywhere.
        self.host.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)) % FOLDS
    }
}

/// A parsed page, and for each block its label: that of its lines, if they have one.
struct Labelled {
    page: Page,
    document: Document,
    labels: Vec<Option<bool>>,
}

impl Labelled {
    fn new(page: Page) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (_, line) in &page.lines {
            starts.push(text.len());
            text.push_str(line);
            text.push('\n');
        }
        let document = Document::parse(text.into(), Format::Plain, &Hints::default());
        let labels = document.blocks().iter().map(|block| {
            let lines =
                starts.partition_point(|&start| start <= block.span.start) - 1..starts.partition_point(|&start| start < block.span.end);
            let labels: Vec<&str> = page.lines[lines].iter().map(|(label, _)| label.as_str()).filter(|label| !label.is_empty()).collect();
            match labels.as_slice() {
                [] => None,
                all if all.iter().all(|label| *label == "b") => Some(true),
                all if all.iter().all(|label| *label == "c") => Some(false),
                _ => None,
            }
        });
        Self { labels: labels.collect(), document, page }
    }
}

/// For each word the blocks that it stands in, furniture and content, host by host.
type Counts = HashMap<u32, BTreeMap<u32, [u32; 2]>>;

fn count(pages: &[Labelled]) -> Counts {
    let mut hosts: HashMap<&str, u32> = HashMap::new();
    let mut counts = Counts::new();
    for labelled in pages {
        let next = hosts.len() as u32;
        let host = *hosts.entry(&labelled.page.host).or_insert(next) * FOLDS as u32 + labelled.page.fold() as u32;
        for (block, label) in labelled.document.blocks().iter().zip(&labelled.labels) {
            let Some(furniture) = *label else { continue };
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
    let lines = BufReader::new(fs::File::open(pages)?).lines();
    let pages: Vec<Labelled> = lines.map(|line| Ok(Labelled::new(serde_json::from_str(&line?)?))).collect::<Result<_, std::io::Error>>()?;

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
    for Labelled { page, document, labels } in &pages {
        let fold = page.fold();
        let features = features(&linter, document, &tables[fold as usize]);
        for (index, block) in document.blocks().iter().enumerate() {
            let row: Vec<u8> = (0..FEATURES.len()).map(|feature| features.column(feature)[index]).collect();
            rows.write_all(&row)?;
            let label = labels[index].map_or('-', |furniture| if furniture { 'b' } else { 'c' });
            let chars = document.slice(block.span).chars().count();
            writeln!(blocks, "{}\t{}\t{}\t{}\t{fold}\t{label}\t{chars}", page.id, page.page, page.set, page.scraper)?;
        }
    }
    Ok(())
}
