use citebot::*;
fn main() {
    let r = check::run(&facts::Files::embedded(), None);
    println!("{r}");
    let mut by: std::collections::BTreeMap<&str, usize> = Default::default();
    for f in &r.findings {
        *by.entry(f.rule.name()).or_default() += 1;
        let (l, _) = f.place.line_column();
        println!("{}:{l} [{}] {} | {}", f.place.file.name, f.rule.name(), f.message, f.place.marked());
    }
    println!("{by:?}");
}
