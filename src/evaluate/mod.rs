//! How good is the matching? Labelled questions are asked and judged, and what came of them is counted.

mod case;
mod fit;
mod judge;
pub mod measures;
pub mod render;
mod report;
mod rows;
mod run;
pub mod sets;
pub mod variants;

pub use case::{Case, Facts, Question, Wanted, cases};
pub use fit::{Example, RIDGE, fit, fit_some};
pub use judge::{Judged, Verdict, judge};
pub use report::{Bin, Counts, KindRow, Report};
pub use rows::{MADE, Row, made_rows, rows};
pub use run::{World, run};
