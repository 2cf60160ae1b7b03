//! temporary
use citebot::*;
use std::collections::HashMap;
use std::io::BufRead;
#[allow(clippy::all)]
fn main() {
    let base = match facts::load(&facts::Files::embedded()) {
        Ok(b) => b,
        Err(f) => {
            for x in f.iter().take(50) {
                let (l, c) = x.place.line_column();
                println!("{}:{l}:{c} {} {:?} {:?}", x.place.file.name, x.message, x.hint, x.rule);
            }
            std::process::exit(2);
        }
    };
    let m = matching::Matcher::new(&base);
    let mut mem: HashMap<String, conversation::Memory> = HashMap::new();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let id = v["id"].as_str().unwrap();
        let mut fresh = conversation::Memory::default();
        let memory = match v["chat"].as_str() {
            Some(c) => mem.entry(c.to_string()).or_default(),
            None => &mut fresh,
        };
        let turn = conversation::turn(&base, &m, memory, v["q"].as_str().unwrap(), None);
        let r = reply::reply(&base, &turn);
        println!("{}", reply::json::line(&base, &turn, &r, Some(id)));
    }
}
