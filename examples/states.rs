use scrublint::*;
use std::io::Write;
fn main() {
    let text = std::fs::read_to_string("/work/scratch/dev.jsonl").unwrap();
    let linter = Linter::default();
    let mut out = std::io::BufWriter::new(std::fs::File::create(std::env::args().nth(1).unwrap()).unwrap());
    for l in text.lines() {
        let d: serde_json::Value = serde_json::from_str(l).unwrap();
        let mut txt = String::new();
        for x in d["lines"].as_array().unwrap() {
            txt.push_str(x[1].as_str().unwrap());
            txt.push('\n');
        }
        let doc = Document::parse(txt.as_str().into(), Format::Plain, &Hints::default());
        let ch = linter.check(&doc);
        let lay = linter.layout(&doc);
        let mut st: std::collections::BTreeMap<usize, (u8, String)> = Default::default();
        for dg in &ch.diagnostics {
            if dg.category == "encoding" {
                continue;
            }
            for p in &dg.parts {
                let a = if p.edits.is_empty() { 0 } else { dg.applicability() as u8 };
                st.insert(p.span.start, (a, dg.lint.to_string()));
            }
        }
        for (i, b) in doc.blocks().iter().enumerate() {
            let (a, lint) = st.get(&b.span.start).cloned().unwrap_or((9, "-".to_string()));
            let run = lay.run(i);
            writeln!(
                out,
                "{}\t{}\t{:?}\t{}\t{}\t{}\t{}\t{}",
                a,
                lint,
                lay.zone(i),
                run.map_or(0, |r| r.len),
                run.map_or(0, |r| r.anchors),
                lay.kept_title() == Some(i),
                lay.may_be_title(i),
                doc.slice(b.span).replace(['\n', '\t', '\r'], " ")
            )
            .unwrap();
        }
    }
}
