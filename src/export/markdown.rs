//! The brief in Markdown: what happened, the toll by side, who says what, what is open, and what a coder must look up.
//!
//! Words of the article are written so that Markdown shows them and does nothing with them.

use super::view::{View, is_background, list, number, strings, text};
use super::{acled, gtd, ucdp};
use serde_json::Value;

/// The brief of one report.
pub(super) fn brief(view: &View) -> String {
    let document = view.document();
    let sentence = view.report.get("summary").and_then(|summary| text(summary, "sentence"));
    let mut out = vec![format!("# {}", plain(text(document, "title").unwrap_or("Article without a title"))), String::new()];
    out.push(plain(sentence.unwrap_or("No conflict event is reported.")));
    section(&mut out, "Article", article(document));
    for event in list(view.report, "events").iter().filter(|event| text(event, "status") != Some("hypothetical")) {
        section(
            &mut out,
            &format!("{}: {}", plain(text(event, "status").unwrap_or("-")), plain(text(event, "label").unwrap_or("-"))),
            event_lines(view, event),
        );
    }
    section(&mut out, "Figures as written", list(view.report, "casualty_claims").iter().map(|claim| figure(view, claim)).collect());
    section(&mut out, "Contested", list(view.report, "contested").iter().filter_map(|item| text(item, "note")).map(plain).collect());
    section(&mut out, "Withheld", list(view.report, "undisclosed").iter().map(|item| withheld(view, item)).collect());
    section(&mut out, "To know before use", list(view.report, "warnings").iter().map(|warning| warned(view, warning)).collect());
    section(&mut out, "Overrides", view.overrides().iter().map(|one| plain(one)).collect());
    section(&mut out, "How this was made", made(view));
    out.push(String::new());
    out.join("\n")
}

fn section(out: &mut Vec<String>, title: &str, lines: Vec<String>) {
    if !lines.is_empty() {
        out.extend([String::new(), format!("## {title}"), String::new()]);
        out.extend(lines.iter().map(|line| format!("- {line}")));
    }
}

fn article(document: &Value) -> Vec<String> {
    let known = ["publisher", "author", "published", "url"].iter().map(|key| format!("{key}: {}", plain(text(document, key).unwrap_or("not stated"))));
    known.chain([format!("text: {}", plain(text(document, "id").unwrap_or("-")))]).collect()
}

fn event_lines(view: &View, event: &Value) -> Vec<String> {
    let row = list(event, "acled").first().unwrap_or(&Value::Null);
    let cell = |key: &str| plain(text(row, key).unwrap_or("not stated"));
    let mut lines = vec![
        format!("type: {} / {}{}", cell("event_type"), cell("sub_event_type"), runner_up(row)),
        format!("who: {}", parties(view, event, &["attacker", "participant"])),
        format!("to whom: {}", parties(view, event, &["target", "defender", "victim"])),
        format!("when: {}", when(view, event, row)),
        format!("where: {}", places(view, event)),
        format!("deaths: {}", deaths(event)),
    ];
    lines.extend(acled::by_side(event).iter().map(|side| format!("deaths of side {}", plain(side))));
    if !is_background(event) {
        let open = [("ACLED", acled::gaps(view, event)), ("UCDP GED", ucdp::gaps(view, event)), ("GTD", gtd::gaps(view, event))];
        lines.extend(
            open.iter()
                .filter(|(_, gaps)| !gaps.is_empty())
                .map(|(name, gaps)| format!("{name}, not to be filled from the article: {}", plain(&gaps.join("; ")))),
        );
    }
    lines
}

fn runner_up(row: &Value) -> String {
    let others = list(row, "sub_event_type_alternatives").iter();
    others.filter_map(|other| Some(format!("; else {}, {}", plain(text(other, "sub_event_type")?), plain(text(other, "reason")?)))).collect()
}

fn parties(view: &View, event: &Value, roles: &[&str]) -> String {
    let names: Vec<String> = view.actors(event, roles).filter_map(|entity| text(entity, "name")).map(plain).collect();
    if names.is_empty() { "not stated".to_string() } else { names.join(", ") }
}

fn when(view: &View, event: &Value, row: &Value) -> String {
    let words = view.at(event, "date").and_then(|date| text(date, "text"));
    match (text(row, "event_date"), words) {
        (Some(day), Some(words)) => format!("{} (\"{}\")", plain(day), plain(words)),
        (None, Some(words)) => format!("\"{}\", day not known", plain(words)),
        (day, None) => plain(day.unwrap_or("not stated")),
    }
}

fn places(view: &View, event: &Value) -> String {
    let precision = |place: &Value| number(place, "acled_geo_precision").map_or_else(String::new, |code| format!(", geo precision {code}"));
    let one = |place: &Value| format!("{} ({}{})", plain(text(place, "name").unwrap_or("-")), plain(text(place, "status").unwrap_or("-")), precision(place));
    let named: Vec<String> = view.all(event, "places").map(one).collect();
    if named.is_empty() { "not stated".to_string() } else { named.join(", ") }
}

fn deaths(event: &Value) -> String {
    let total = event.get("fatalities").and_then(|toll| toll.get("total")).unwrap_or(&Value::Null);
    let figure = |key: &str| number(total, key).map_or_else(|| "open".to_string(), |number| number.to_string());
    match ["low", "best", "high"].iter().any(|key| number(total, key).is_some()) {
        true => format!("best {}, low {}, high {}", figure("best"), figure("low"), figure("high")),
        false => super::gaps::deaths(event, &[]).to_string(),
    }
}

/// "more than 60 terrorists, neutralised; says The army; unverified".
fn figure(view: &View, claim: &Value) -> String {
    let words = claim.get("figure").and_then(|figure| text(figure, "text")).unwrap_or("no number");
    let victims = claim.get("victim").and_then(|victim| text(victim, "text"));
    let source = view.at(claim, "attributed_to").and_then(|entity| text(entity, "name"));
    let mut parts = vec![[Some(words), victims].into_iter().flatten().map(plain).collect::<Vec<String>>().join(" ")];
    parts.push(plain(text(claim, "outcome").unwrap_or("-")));
    parts.push(format!("side {}", plain(text(claim, "side").unwrap_or("-"))));
    parts.push(source.map_or_else(|| "source not stated".to_string(), |name| format!("says {}", plain(name))));
    let usual = ["current", "asserted"];
    let marks = ["status", "polarity", "verification", "relation"].iter().filter_map(|key| text(claim, key)).filter(|mark| !usual.contains(mark));
    parts.extend(marks.map(|mark| plain(&mark.replace('_', " "))));
    parts.extend((claim.get("hedged") == Some(&Value::Bool(true))).then(|| "hedged".to_string()));
    parts.join("; ")
}

fn withheld(view: &View, item: &Value) -> String {
    let by = view.at(item, "by").and_then(|entity| text(entity, "name")).unwrap_or("the article");
    format!("{} of side {}, by {}", plain(text(item, "outcome").unwrap_or("-")), plain(text(item, "side").unwrap_or("-")), plain(by))
}

fn warned(view: &View, warning: &Value) -> String {
    let code = plain(&text(warning, "code").unwrap_or("-").replace('_', " "));
    let about: Vec<String> = strings(warning, "refs").filter_map(|id| words_of(view.get(id)?)).map(plain).collect();
    let detail = text(warning, "detail").map_or_else(String::new, |detail| format!(" ({})", plain(detail)));
    if about.is_empty() { format!("{code}{detail}") } else { format!("{code}: {}{detail}", about.join(", ")) }
}

/// What a thing is called, or its words.
fn words_of(thing: &Value) -> Option<&str> {
    let figure = thing.get("figure").and_then(|figure| text(figure, "text"));
    ["name", "text", "label"].iter().find_map(|key| text(thing, key)).or(figure)
}

fn made(view: &View) -> Vec<String> {
    vec![format!("coding profile: {}", plain(&view.profile())), format!("engine: {}", plain(&view.engine())), crate::schema::NOTICE.to_string()]
}

/// Words as words: no markup, no line ends.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<&str>>().join(" ").chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '!' => out.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
