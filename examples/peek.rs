use scrublint::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let mode = args.next().unwrap();
    let linter = Linter::default();
    if mode == "ex" {
        let want: Vec<String> = args.collect();
        let set = std::sync::Arc::new(LintSet::bundled());
        let mut fails = 0;
        let mut all = 0;
        for r in lint::run_examples(&set, |id| want.is_empty() || want.iter().any(|w| w == id)) {
            all += 1;
            if let lint::Verdict::Fail(d) = &r.verdict {
                fails += 1;
                println!("FAIL {} / {}", r.lint, r.name);
                for l in d {
                    println!("     {l}");
                }
            }
        }
        println!("{fails} of {all} failed");
        return;
    }
    for f in args {
        let text = Text::decode(std::fs::read(&f).unwrap()).unwrap();
        let doc = Document::parse(text, Format::of(&f), &Hints::default());
        let ch = linter.check(&doc);
        if mode == "find" {
            println!("== {f}");
            for d in &ch.diagnostics {
                println!("{} {:?} {} | {}", d.lint, d.applicability(), d.parts.len(), d.evidence.text);
                for p in &d.parts {
                    println!("      {}", doc.slice(p.span).chars().take(100).collect::<String>());
                }
            }
        }
        if mode == "lines" {
            println!("== {f}");
            let mut m = std::collections::BTreeMap::new();
            for d in &ch.diagnostics {
                for p in &d.parts {
                    m.insert(p.span.start, format!("{}/{}", d.lint, ["none", "uns", "SAFE"][d.applicability() as usize]));
                }
            }
            let lay = linter.layout(&doc);
            for (i, b) in doc.blocks().iter().enumerate() {
                println!(
                    "{:5.1} {:?} {:28} | {}",
                    lay.furniture.odds(i),
                    lay.zone(i),
                    m.get(&b.span.start).cloned().unwrap_or_default(),
                    doc.slice(b.span).chars().take(90).collect::<String>().replace('\n', "⏎")
                );
            }
        }
    }
}
