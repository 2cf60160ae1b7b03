//! How good is the matching? Labelled questions are asked and judged, and what came of them is counted.

mod asked;
pub mod bound;
mod case;
mod fit;
mod judge;
pub mod measures;
mod own;
pub mod page;
pub mod render;
mod report;
mod rows;
mod run;
pub mod sets;
pub mod variants;

pub use asked::{AskedQuestion, Set};
pub use case::{Case, Facts, Question, Wanted, cases};
pub use fit::{Example, RIDGE, fit, fit_some};
pub use judge::{Grade, Graded, judge};
pub use own::{Own, SLIPS};
pub use report::{Bin, Counts, KindRow, Report};
pub use rows::{EvidenceRow, MADE, made_rows, rows};
pub use run::{Keep, World, run, run_keeping};
