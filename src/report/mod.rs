//! The report: what the stages found, put together, summed up, and its offsets converted once.

mod assemble;
mod convert;

pub use assemble::{Parts, assemble};
pub use convert::convert_offsets;
