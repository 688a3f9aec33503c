//! The command line: reads arguments and files, calls the library, prints. No knowledge of conflict or grammar here.

mod batch;

use clap::{Parser, Subcommand, ValueEnum};
use sitrep::text::OffsetUnit;
use std::process::ExitCode;

/// Reads conflict news: who did what to whom, where, when, at what toll, and who says so.
#[derive(Parser)]
#[command(name = "sitrep", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read JSON Lines {"id","text","date"?} on standard input, write {"id","report"} or {"id","error"} in the same order
    Batch {
        /// Unit of all offsets
        #[arg(long, value_enum, default_value = "utf16")]
        offsets: Offsets,
    },
}

/// Units of offsets, as written on the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Offsets {
    /// UTF-16 code units, as in JavaScript
    Utf16,
    /// Unicode code points, as in Python
    Codepoint,
    /// UTF-8 bytes, as in Rust
    Byte,
}

impl Offsets {
    fn unit(self) -> OffsetUnit {
        match self {
            Offsets::Utf16 => OffsetUnit::Utf16,
            Offsets::Codepoint => OffsetUnit::Codepoint,
            Offsets::Byte => OffsetUnit::Byte,
        }
    }
}

/// All places of GeoNames with 500 inhabitants or more; the page fetches the same pack.
static FULL_GAZETTEER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/full.pack"));

fn main() -> ExitCode {
    if let Err(error) = sitrep::recognize::load_gazetteer(FULL_GAZETTEER) {
        eprintln!("sitrep: the gazetteer cannot be read: {error:?}");
    }
    let result = match Cli::parse().command {
        Command::Batch { offsets } => batch::run(std::io::stdin().lock(), std::io::stdout().lock(), offsets.unit()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sitrep: {error}");
            ExitCode::from(1)
        }
    }
}
