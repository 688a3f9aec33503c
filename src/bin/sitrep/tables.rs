//! `sitrep rules` and `sitrep lookup`: what the program goes by.

use crate::Failure;
use sitrep::lexicon::{describe, tables};
use sitrep::recognize::{Atlas, Spot};
use sitrep::rule::RuleInfo;
use sitrep::syntax;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Lists all rules, or describes those whose name is `name` or begins with it.
pub fn rules(name: Option<&str>, output: &mut impl Write) -> Result<(), Failure> {
    let Some(name) = name else {
        let width = sitrep::rules().map(|rule| rule.name.len()).max().unwrap_or(0);
        for rule in sitrep::rules() {
            writeln!(output, "{:<width$}  {}", rule.name, rule.summary)?;
        }
        return Ok(());
    };
    let exact = sitrep::rules().filter(|rule| rule.name == name).count() > 0;
    let wanted: Vec<_> = sitrep::rules().filter(|rule| if exact { rule.name == name } else { rule.name.starts_with(name) }).collect();
    if wanted.is_empty() {
        return Err(Failure::Usage(format!("there is no rule '{name}'; `sitrep rules` lists them all")));
    }
    wanted.into_iter().try_for_each(|rule| describe_rule(rule, output)).map_err(Failure::from)
}

fn describe_rule(rule: &RuleInfo, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{}\n    {}", rule.name, rule.summary)?;
    for text in rule.fires {
        writeln!(output, "    fires     {text}")?;
    }
    for text in rule.not {
        writeln!(output, "    does not  {text}")?;
    }
    writeln!(output)
}

/// Says which tables know `phrase` or a part of it; or, for a key such as `harm_verbs:kill`, shows that row.
pub fn lookup(phrase: &str, output: &mut impl Write) -> Result<(), Failure> {
    if describe(phrase).is_some() {
        return Ok(print_row(phrase, output)?);
    }
    let parsed = syntax::parse(phrase);
    let mut found: Vec<_> = parsed.phrases.all().to_vec();
    // The whole phrase first, then its parts from left to right.
    found.sort_by_key(|found| (std::cmp::Reverse(found.last - found.first), found.first));
    let mut seen = BTreeSet::new();
    for found in &found {
        let key = sitrep::lexicon::row(found.sense.entry()).key();
        if seen.insert(key.clone()) {
            let words = parsed.tokens.span(found.first as usize, found.last as usize).of(phrase);
            writeln!(output, "\"{words}\" as {}", format!("{:?}", found.sense.form()).to_lowercase())?;
            print_row(&key, output)?;
        }
    }
    let places = Atlas::current().places(phrase);
    print_places(phrase, &places, output)?;
    if seen.is_empty() && places.is_empty() {
        let rows: usize = tables().map(|(_, rows)| rows).sum();
        writeln!(output, "no table knows \"{phrase}\" ({} tables, {rows} rows)", tables().count())?;
    }
    Ok(())
}

/// The places of that name, the most prominent first.
fn print_places(phrase: &str, places: &[Spot], output: &mut impl Write) -> io::Result<()> {
    if places.is_empty() {
        return Ok(());
    }
    writeln!(output, "\"{phrase}\" as a place")?;
    for spot in places.iter().take(MOST_PLACES) {
        let within = if spot.admin1.is_empty() { spot.country.to_string() } else { format!("{}, {}", spot.admin1, spot.country) };
        writeln!(output, "    {:<16} {} ({within})  {:.2} {:.2}  population {}", spot.feature, spot.name, spot.lat, spot.lon, spot.population)?;
    }
    if places.len() > MOST_PLACES {
        writeln!(output, "    and {} more", places.len() - MOST_PLACES)?;
    }
    writeln!(output)
}

/// At most this many places of one name are shown.
const MOST_PLACES: usize = 8;

/// A row, one filled cell a line.
fn print_row(key: &str, output: &mut impl Write) -> io::Result<()> {
    writeln!(output, "{key}")?;
    for (column, cell) in describe(key).unwrap_or_default() {
        if !cell.is_empty() && column != "table" && column != "id" {
            writeln!(output, "    {column:<13} {cell}")?;
        }
    }
    writeln!(output)
}
