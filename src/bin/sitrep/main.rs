//! The command line: reads arguments and files, calls the library, prints. No knowledge of conflict or grammar here.
//!
//! Exit codes: 0 done, 1 the input cannot be read or analysed, 2 wrong usage. Errors go to standard error, one line each,
//! with the input they are about and what to do.

mod analyze;
mod batch;
mod explain;
mod export;
mod input;
mod profile;
mod stage;
mod tables;

use clap::{Args, Parser, Subcommand, ValueEnum};
use sitrep::text::OffsetUnit;
use sitrep::{Options, Profile};
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Reads conflict news: who did what to whom, where, when, at what toll, and who says so.
#[derive(Parser)]
#[command(name = "sitrep", version, disable_help_subcommand = true)]
struct Cli {
    /// A TSV file with names of your own: a column 'table', then columns of data/world such as id, term, also, code
    #[arg(long, global = true, value_name = "FILE")]
    words: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read an article, or each of several in one file, and print its card
    Analyze {
        /// A text file in UTF-8, or - for standard input
        file: String,
        /// What to print
        #[arg(long, value_enum, default_value = "text")]
        format: analyze::Format,
        /// Read the file as one article, whatever seems to divide it
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        about: About,
    },
    /// Read JSON Lines {"id","text","date"?} on standard input, write {"id","report"} or {"id","error"} in the same order
    Batch {
        /// Text files instead, each with one article or several: a line {"id","report"} for each article
        files: Vec<String>,
        /// Read each file as one article, whatever seems to divide it
        #[arg(long)]
        whole: bool,
        /// Publication date of the files, YYYY-MM-DD
        #[arg(long, requires = "files")]
        date: Option<String>,
        /// Unit of all offsets
        #[arg(long, value_enum, default_value = "utf16")]
        offsets: Offsets,
        /// Coding profile, or a JSON file of your own values
        #[arg(long, default_value = "acled", value_name = "NAME|FILE", value_parser = profile::read)]
        profile: Profile,
    },
    /// Write reports as tables, maps or briefs: ACLED-, UCDP- and GTD-shaped CSV, PLOVER, GeoJSON, Markdown, JSON
    Export {
        /// Text files in UTF-8 with one article or several, reports in JSON, or the output of batch; - for standard input
        #[arg(required = true)]
        files: Vec<String>,
        /// What to write: acled, ucdp, gtd, plover, geojson, markdown or json
        #[arg(long)]
        format: String,
        /// A JSON file with your corrections, laid over the reports
        #[arg(long, value_name = "FILE")]
        overrides: Option<String>,
        /// Divide a toll that stands for several places over their rows, the remainder to the first (acled)
        #[arg(long)]
        split_evenly: bool,
        /// Read each file as one article, whatever seems to divide it
        #[arg(long)]
        whole: bool,
        #[command(flatten)]
        about: About,
    },
    /// Print the JSON Schema of the report
    Schema,
    /// Show what one stage makes of a text, one thing a line, offsets in bytes
    Stage {
        /// Which stage
        #[arg(value_enum)]
        stage: stage::Stage,
        /// A text file in UTF-8, or - for standard input
        file: String,
        /// Publication date, YYYY-MM-DD
        #[arg(long)]
        date: Option<String>,
    },
    /// Say for each thing found which rule made it, from which words and which rows of data
    Explain {
        /// A text file in UTF-8, or - for standard input
        file: String,
        /// Only what stands at this line and column (both from 1, columns in characters)
        #[arg(long, value_name = "LINE:COL")]
        at: Option<explain::Position>,
        /// What was considered and dropped instead
        #[arg(long)]
        lost: bool,
        /// Publication date, YYYY-MM-DD
        #[arg(long)]
        date: Option<String>,
        /// Coding profile, or a JSON file of your own values
        #[arg(long, default_value = "acled", value_name = "NAME|FILE", value_parser = profile::read)]
        profile: Profile,
    },
    /// List the rules, or describe one
    Rules {
        /// Name of a rule, or the beginning of names
        name: Option<String>,
    },
    /// Say which tables know a phrase, with row and source
    Lookup {
        /// The phrase, or the key of a row such as harm_verbs:kill
        phrase: String,
    },
}

/// The JSON Schema of the report, as `cargo xtask accept` writes it.
const SCHEMA: &str = include_str!("../../../data/schema/report.schema.json");

/// What is known about an article beside its text.
#[derive(Args)]
struct About {
    /// Publication date, YYYY-MM-DD; dates such as "on Tuesday" need it
    #[arg(long)]
    date: Option<String>,
    /// Title, where it is not part of the text
    #[arg(long)]
    title: Option<String>,
    /// Publisher
    #[arg(long)]
    publisher: Option<String>,
    /// Author
    #[arg(long)]
    author: Option<String>,
    /// Address of the article; nothing is fetched
    #[arg(long)]
    url: Option<String>,
    /// Unit of all offsets
    #[arg(long, value_enum, default_value = "utf16")]
    offsets: Offsets,
    /// Coding profile, which says how vague quantities become numbers: acled, ucdp, literal, nextier, or a JSON file of your
    /// own values such as {"base": "literal", "dozens": 24}
    #[arg(long, default_value = "acled", value_name = "NAME|FILE", value_parser = profile::read)]
    profile: Profile,
}

impl About {
    fn options(self) -> Options {
        let About { date, title, publisher, author, url, offsets, profile } = self;
        Options { date, title, publisher, author, url, offsets: offsets.unit(), profile, ..Options::default() }
    }
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

/// Why a command stopped.
enum Failure {
    /// Reading or writing failed.
    Io(io::Error),
    /// The input is wrong: what, and what to do.
    Input(String),
    /// The command was called wrongly: how, and what to do.
    Usage(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

fn main() -> ExitCode {
    let Cli { words, command } = Cli::parse();
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match words.map_or(Ok(()), |file| use_words(&file)).and_then(|()| run(command, &mut output)).and_then(|()| Ok(output.flush()?)) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader has seen enough, as in `sitrep rules | head`.
        Err(Failure::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => leave_quietly(output),
        Err(failure) => {
            // What was written so far comes before the complaint; if it cannot be written, the complaint still can.
            let _ = output.flush();
            complain(&failure)
        }
    }
}

/// Takes the user's own names from a file.
fn use_words(file: &str) -> Result<(), Failure> {
    let refused = |error: sitrep::lexicon::WordsError| Failure::Input(format!("{}: {error}", input::name(file)));
    sitrep::lexicon::load_words(&input::read(file)?).map(|_| ()).map_err(refused)
}

fn run(command: Command, output: &mut impl Write) -> Result<(), Failure> {
    match command {
        Command::Analyze { file, format, whole, about } => analyze::run(&file, format, whole, &about.options(), output),
        Command::Batch { files, whole, date, offsets, profile } => {
            let options = Options { date, offsets: offsets.unit(), profile, ..Options::default() };
            match files.is_empty() {
                true => Ok(batch::run(io::stdin().lock(), output, &options)?),
                false => batch::files(&files, whole, output, &options),
            }
        }
        Command::Export { files, format, overrides, split_evenly, whole, about } => {
            let order = export::Order { format, overrides, split_evenly, whole };
            export::run(&files, &order, &about.options(), output)
        }
        Command::Schema => Ok(output.write_all(SCHEMA.as_bytes())?),
        Command::Stage { stage, file, date } => stage::run(stage, &file, &by_bytes(date), output),
        Command::Explain { file, at, lost, date, profile } => explain::run(&file, at, lost, &Options { profile, ..by_bytes(date) }, output),
        Command::Rules { name } => tables::rules(name.as_deref(), output),
        Command::Lookup { phrase } => tables::lookup(&phrase, output),
    }
}

fn by_bytes(date: Option<String>) -> Options {
    Options { date, offsets: OffsetUnit::Byte, ..Options::default() }
}

/// Forgets what is still buffered, so that leaving does not write to the closed pipe again.
fn leave_quietly(output: BufWriter<io::StdoutLock<'static>>) -> ExitCode {
    let _ = output.into_parts();
    ExitCode::SUCCESS
}

fn complain(failure: &Failure) -> ExitCode {
    let (code, message) = match failure {
        Failure::Io(error) => (1, error.to_string()),
        Failure::Input(message) => (1, message.clone()),
        Failure::Usage(message) => (2, message.clone()),
    };
    // Nobody to tell if standard error is closed; the exit code still says it.
    let _ = writeln!(io::stderr(), "sitrep: {message}");
    ExitCode::from(code)
}
