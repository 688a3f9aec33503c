//! Reading the article: a file or standard input, UTF-8 text and nothing else.

use crate::Failure;
use sitrep::articles::{About, Article, split};
use sitrep::schema::Report;
use sitrep::text::OffsetMap;
use sitrep::{AnalyzeError, Options};
use std::io::Read;

/// The text of `file`, `-` being standard input.
pub fn read(file: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let result = match file {
        "-" => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
        path => std::fs::read(path).map(|read| bytes = read),
    };
    result.map_err(|error| Failure::Input(format!("{}: cannot be read ({error}); give a text file, or - for standard input", name(file))))?;
    String::from_utf8(bytes).map_err(|error| Failure::Input(format!("{}: {}", name(file), not_text(error.as_bytes(), error.utf8_error().valid_up_to()))))
}

/// A report for each article of `text`, or one for all of it; an error names the file.
pub fn reports<'t>(file: &str, text: &'t str, options: &Options, whole: bool) -> Result<Vec<Report<'t>>, Failure> {
    if whole {
        return Ok(vec![analyze(file, text, options)?]);
    }
    let map = OffsetMap::new(text, options.offsets);
    let one = |article: Article<'t>| {
        let mut report = analyze(file, text.get(article.range.clone()).unwrap_or_default(), &known(options, &article.about))?;
        report.document.start = map.at(article.range.start as u32);
        Ok(report)
    };
    split(text).into_iter().map(one).collect()
}

/// The options with what the headers of an article say, where the caller says nothing.
fn known(options: &Options, about: &About) -> Options {
    let or = |given: &Option<String>, said: Option<&str>| given.clone().or_else(|| said.map(str::to_string));
    Options {
        title: or(&options.title, about.title),
        publisher: or(&options.publisher, about.publisher),
        author: or(&options.author, about.author),
        url: or(&options.url, about.url),
        ..options.clone()
    }
}

/// The report on `text`; an error names the file.
pub fn analyze<'t>(file: &str, text: &'t str, options: &Options) -> Result<Report<'t>, Failure> {
    sitrep::analyze(text, options).map_err(|error| match error {
        AnalyzeError::BadOption { option, given, allowed } => Failure::Usage(format!("--{option} is '{given}'; {allowed}")),
        other => Failure::Input(format!("{}: {other}", name(file))),
    })
}

/// What a file is called in messages.
pub fn name(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}

fn not_text(bytes: &[u8], at: usize) -> String {
    let byte = bytes.get(at).copied().unwrap_or(0);
    let kind = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) { "; it looks like UTF-16" } else { "" };
    format!("byte {at} (0x{byte:02X}) is not UTF-8 text{kind}; save the file as UTF-8 text")
}
