use scrublint::*;
use std::collections::*;
use std::io::Write;
use std::sync::Mutex;
#[derive(Default, Clone)]
struct N {
    c: usize,
    b: usize,
    t: usize,
    u: usize,
    cc: usize,
    bc: usize,
    cpages: BTreeSet<String>,
    bpages: BTreeSet<String>,
}
fn main() {
    let path = std::env::args().nth(1).unwrap_or("/work/scratch/dev.jsonl".into());
    let text = std::fs::read_to_string(path).unwrap();
    let linter = Linter::default();
    let lines: Vec<&str> = text.lines().collect();
    let all = Mutex::new((
        BTreeMap::<(String, u8), N>::new(),
        [[0usize; 8]; 3],
        Vec::<String>::new(),
        Vec::<String>::new(),
        BTreeMap::<String, [usize; 6]>::new(),
        Vec::<String>::new(),
    ));
    let chunk = lines.len() / 2 + 1;
    let t0 = std::time::Instant::now();
    std::thread::scope(|s| {
        for part in lines.chunks(chunk) {
            let all = &all;
            let linter = &linter;
            s.spawn(move || {
                for l in part {
                    let d: serde_json::Value = serde_json::from_str(l).unwrap();
                    let dl: Vec<(&str, &str)> =
                        d["lines"].as_array().unwrap().iter().map(|x| (x[0].as_str().unwrap(), x[1].as_str().unwrap())).collect();
                    let mut txt = String::new();
                    let mut starts = vec![];
                    for (_, t) in &dl {
                        starts.push(txt.len());
                        txt.push_str(t);
                        txt.push('\n');
                    }
                    let doc = Document::parse(txt.as_str().into(), Format::Plain, &Hints::default());
                    let ch = linter.check(&doc);
                    let mut state = vec![0u8; dl.len()];
                    let lay = linter.layout(&doc);
                    let kept = lay.title.as_ref().and_then(|t| t.block).map(|b| doc.slice(doc.blocks()[b].span).trim().to_string());
                    let tz = lay.furniture.body();
                    let scraper = d["scraper"].as_str().unwrap().to_string();
                    let set = d["set"].as_str().unwrap();
                    let id = d["id"].as_str().unwrap();
                    let page = d["page"].as_str().unwrap_or("");
                    let dump = matches!(scraper.as_str(), "inscriptis" | "html-text" | "resiliparse_all");
                    let mut g = all.lock().unwrap();
                    for dg in &ch.diagnostics {
                        if dg.category == "encoding" {
                            continue;
                        }
                        let a = dg.applicability() as u8;
                        for p in &dg.parts {
                            if a > 0 && p.edits.is_empty() {
                                continue;
                            }
                            let i0 = starts.partition_point(|&x| x <= p.span.start) - 1;
                            let i1 = starts.partition_point(|&x| x < p.span.end) - 1;
                            for i in i0..=i1 {
                                let (lab, t) = dl[i];
                                if t.trim().is_empty() {
                                    continue;
                                }
                                state[i] = state[i].max(a);
                                let n = g.0.entry((dg.lint.to_string(), a)).or_default();
                                match lab {
                                    "c" => {
                                        n.c += 1;
                                        n.cc += t.trim().chars().count();
                                        n.cpages.insert(page.into());
                                    }
                                    "b" => {
                                        n.b += 1;
                                        n.bc += t.trim().chars().count();
                                        n.bpages.insert(page.into());
                                    }
                                    "t" => n.t += 1,
                                    _ => n.u += 1,
                                }
                                if lab == "c" {
                                    let k = format!(
                                        "{}\t{}\t{}\t{}\t{}",
                                        dg.lint,
                                        ["none", "unsafe", "safe"][a as usize],
                                        id,
                                        t.trim(),
                                        dg.evidence.text
                                    );
                                    g.2.push(k);
                                }
                            }
                        }
                    }
                    if let Some((_, tt)) = dl.iter().find(|x| x.0 == "t") {
                        let tt = tt.trim();
                        let norm = |x: &str| x.chars().filter(|c| c.is_alphanumeric()).flat_map(|c| c.to_lowercase()).collect::<String>();
                        let nt = norm(tt);
                        let copies: Vec<usize> = (0..dl.len()).filter(|&i| norm(dl[i].1) == nt).collect();
                        let e = g.4.entry("TITLES docs/found/gone-safe/gone-any".into()).or_default();
                        e[0] += 1;
                        let ok = kept.as_deref().map(|k| norm(k) == nt).unwrap_or(false);
                        e[1] += ok as usize;
                        e[2] += copies.iter().all(|&i| state[i] == 2) as usize;
                        e[3] += copies.iter().all(|&i| state[i] >= 1) as usize;
                        if !ok {
                            let row = format!(
                                "TITLE {} {}\t{}\t{:?}\tbody {:?} n {} state {}",
                                scraper,
                                id,
                                tt,
                                kept,
                                tz,
                                doc.blocks().len(),
                                copies.iter().map(|&i| state[i].to_string()).collect::<Vec<_>>().join("")
                            );
                            g.3.push(row);
                        }
                    }
                    let mut clean = true;
                    let mut touched = [false; 3];
                    let (mut c, mut cl) = (0, [0usize; 3]);
                    for (i, (lab, t)) in dl.iter().enumerate() {
                        let k = t.trim().chars().count();
                        if k == 0 {
                            continue;
                        }
                        if *lab == "c" {
                            c += k;
                            for lev in 1..3 {
                                if state[i] as usize >= lev {
                                    cl[lev] += k;
                                    touched[lev] = true;
                                }
                            }
                        }
                        if *lab == "b" {
                            clean = false;
                            for lev in 1..3 {
                                let x = &mut g.1[lev];
                                x[0] += 1;
                                x[2] += k;
                                if state[i] as usize >= lev {
                                    x[1] += 1;
                                    x[3] += k;
                                }
                            }
                            if state[i] == 0 {
                                g.3.push(format!("{}\t{}", id, t.trim()));
                            }
                            let e = g.4.entry(format!("{} {}", set, scraper)).or_default();
                            e[0] += 1;
                            if state[i] == 2 {
                                e[1] += 1;
                            }
                            if state[i] >= 1 {
                                e[2] += 1;
                            }
                        }
                        if *lab == "c" {
                            let e = g.4.entry(format!("{} {}", set, scraper)).or_default();
                            e[3] += k;
                            if state[i] == 2 {
                                e[4] += k;
                            }
                            if state[i] >= 1 {
                                e[5] += k;
                            }
                        }
                    }
                    for lev in 1..3 {
                        g.1[lev][4] += c;
                        g.1[lev][5] += cl[lev];
                    }
                    if !dump && clean && c > 0 {
                        for lev in 1..3 {
                            g.1[lev][6] += 1;
                            g.1[lev][7] += touched[lev] as usize;
                        }
                        if touched[2] {
                            g.5.push(id.to_string());
                        }
                    }
                }
            });
        }
    });
    let g = all.into_inner().unwrap();
    eprintln!("time {:?}", t0.elapsed());
    println!("{:24} {:6} {:>6} {:>7} {:>5} {:>6}  {:>5} {:>5}  prec-lines loss-chars", "lint", "fix", "c", "b", "t", "u", "cpg", "bpg");
    for ((l, a), n) in &g.0 {
        println!(
            "{:24} {:6} {:6} {:7} {:5} {:6}  {:5} {:5}  {:.3} {:7}",
            l,
            ["none", "unsafe", "safe"][*a as usize],
            n.c,
            n.b,
            n.t,
            n.u,
            n.cpages.len(),
            n.bpages.len(),
            n.b as f64 / (n.b + n.c).max(1) as f64,
            n.cc
        );
    }
    for (k, e) in &g.4 {
        if k.starts_with("TITLES") {
            println!("{k} {e:?}");
            continue;
        }
        println!(
            "{:28} b {:6} safe {:.3} any {:.3} | loss safe {:.4}% any {:.4}%",
            k,
            e[0],
            e[1] as f64 / e[0].max(1) as f64,
            e[2] as f64 / e[0].max(1) as f64,
            100.0 * e[4] as f64 / e[3].max(1) as f64,
            100.0 * e[5] as f64 / e[3].max(1) as f64
        );
    }
    for (lev, name) in [(2, "SAFE"), (1, "SAFE+UNSAFE")] {
        let x = g.1[lev];
        println!(
            "{name}: lines found {:.2}% chars {:.2}%  content lost {:.4}%  clean touched {:.2}% ({}/{})",
            100.0 * x[1] as f64 / x[0] as f64,
            100.0 * x[3] as f64 / x[2] as f64,
            100.0 * x[5] as f64 / x[4] as f64,
            100.0 * x[7] as f64 / x[6].max(1) as f64,
            x[7],
            x[6]
        );
    }
    let mut f = std::fs::File::create("/work/scratch/lost.tsv").unwrap();
    for l in &g.2 {
        writeln!(f, "{l}").unwrap();
    }
    let mut f = std::fs::File::create("/work/scratch/left.tsv").unwrap();
    for l in &g.3 {
        writeln!(f, "{l}").unwrap();
    }
    println!("clean touched safe: {:?}", &g.5[..g.5.len().min(30)]);
}
