//! `sitrep batch`: JSON Lines in, JSON Lines out, same order.
//!
//! In: `{"id","text","date"?}` a line. Out: `{"id","report"}` or `{"id","error":{"code","message"}}`. A bad line becomes
//! an error line and never stops the rest; empty lines are skipped. Files are texts of one or several articles instead: a
//! line for each, the id being the name of the file, with `#2` where it holds several.

use crate::{Failure, input};
use serde::Serialize;
use serde_json::Value;
use sitrep::schema::Report;
use sitrep::{AnalyzeError, Options};
use std::io::{self, BufRead, BufReader, Read, Write};

/// What went wrong with one line.
#[derive(Serialize)]
struct Problem {
    code: &'static str,
    message: String,
}

impl Problem {
    fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

impl From<AnalyzeError> for Problem {
    fn from(error: AnalyzeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

/// One line out.
#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<Report<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Problem>,
}

/// One line in. Keys other than these three are ignored.
struct Request {
    id: Value,
    text: String,
    date: Option<String>,
}

/// Answers every line of `input` on `output`.
pub fn run(input: impl Read, output: &mut impl Write, options: &Options) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if !line.trim_ascii().is_empty() {
            answer(&line, number, options, output)?;
        }
        // Somebody may be waiting for this answer before asking again.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
    output.flush()
}

/// A line for each article of each file.
pub fn files(files: &[String], whole: bool, output: &mut impl Write, options: &Options) -> Result<(), Failure> {
    for file in files {
        let text = input::read(file)?;
        let reports = input::reports(file, &text, options, whole)?;
        let several = reports.len() > 1;
        for (at, report) in reports.into_iter().enumerate() {
            let id = if several { format!("{file}#{}", at + 1) } else { file.clone() };
            write_line(output, &Answer { id: &Value::from(id), report: Some(report), error: None })?;
        }
    }
    Ok(())
}

fn answer(line: &[u8], number: usize, options: &Options, output: &mut impl Write) -> io::Result<()> {
    match read_request(line, number) {
        Err((id, problem)) => write_line(output, &Answer { id: &id, report: None, error: Some(problem) }),
        Ok(Request { id, text, date }) => {
            let options = Options { date, ..options.clone() };
            let (report, error) = match sitrep::analyze(&text, &options) {
                Ok(report) => (Some(report), None),
                Err(error) => (None, Some(error.into())),
            };
            write_line(output, &Answer { id: &id, report, error })
        }
    }
}

fn write_line(output: &mut impl Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}

/// The request of one line, or its id (null where unknown) and what is wrong with it.
fn read_request(line: &[u8], number: usize) -> Result<Request, (Value, Problem)> {
    let mark = if number == 1 { &b"\xEF\xBB\xBF"[..] } else { b"" };
    let line = line.strip_prefix(mark).unwrap_or(line);
    let value = serde_json::from_slice(line).map_err(|error| {
        let reason = error.to_string().replace(" at line 1 column", " at column");
        let message = format!("line {number} is not JSON: {reason}; write one object {{\"id\",\"text\",\"date\"?}} a line");
        (Value::Null, Problem::new("bad_json", message))
    })?;
    let Value::Object(mut object) = value else {
        return Err((Value::Null, Problem::new("bad_line", format!("line {number} is not an object; write {{\"id\",\"text\",\"date\"?}}"))));
    };
    let id = object.remove("id").unwrap_or(Value::Null);
    let text = match object.remove("text") {
        Some(Value::String(text)) => text,
        _ => return Err((id, Problem::new("bad_line", format!("line {number} has no string 'text'")))),
    };
    match object.remove("date") {
        None | Some(Value::Null) => Ok(Request { id, text, date: None }),
        Some(Value::String(date)) => Ok(Request { id, text, date: Some(date) }),
        Some(_) => Err((id, Problem::new("bad_option", format!("line {number}: 'date' is not a string; write YYYY-MM-DD or leave it out")))),
    }
}
