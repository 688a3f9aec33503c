//! The card as text: the report in a form that can be read in a terminal or pasted into a message.
//!
//! In: a report. Out: lines of at most 80 columns. Only what the report says; what it does not say is "not stated". Codes
//! are shown with spaces for underscores. Control characters of the article never get through.

use crate::schema::*;

/// Columns a line may have.
const WIDTH: usize = 80;
/// Columns of the label at the left.
const MARGIN: usize = 12;
/// What is written for null.
const NOT_STATED: &str = "not stated";

/// The card of `report` as text, ending in a line end.
///
/// # Examples
/// ```
/// let report = sitrep::analyze("The match ended 2-1.", &sitrep::Options::default())?;
/// assert!(sitrep::report::card(&report).contains("Who         not stated"));
/// # Ok::<(), sitrep::AnalyzeError>(())
/// ```
pub fn card(report: &Report<'_>) -> String {
    let mut card = Card { report, out: String::new() };
    card.head();
    card.summary();
    card.toll();
    card.disputes();
    card.figures("Figures", false);
    card.background();
    card.warnings();
    card.out
}

/// `text` on one line: white space joined, control and direction characters dropped.
pub fn one_line(text: &str) -> String {
    let unseen = |c: &char| c.is_control() || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let words = text.split_whitespace().map(|word| word.chars().filter(|c| !unseen(c)).collect::<String>());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A code in words.
pub fn in_words(code: &str) -> String {
    code.replace('_', " ")
}

struct Card<'r, 't> {
    report: &'r Report<'t>,
    out: String,
}

impl<'r, 't> Card<'r, 't> {
    fn head(&mut self) {
        let document = &self.report.document;
        self.row("Title", &stated(document.title.as_deref()));
        let from = [&document.publisher, &document.author, &document.url].into_iter().flatten().map(|part| one_line(part));
        self.list("From", from.collect());
        let source = document.published_source.map_or(String::new(), |source| format!(" (from the {source})"));
        self.row("Published", &format!("{}{source}", stated(document.published.as_deref())));
        self.gap();
        if let Some(sentence) = &self.report.summary.sentence {
            self.block("", &one_line(sentence));
            self.gap();
        }
    }

    fn summary(&mut self) {
        let summary = &self.report.summary;
        self.list("Who", summary.who.iter().map(|id| self.entity(*id)).collect());
        self.row("Did what", &stated(summary.did_what.as_deref()));
        self.list("To whom", summary.to_whom.iter().map(|id| self.entity(*id)).collect());
        self.list("Where", summary.r#where.iter().map(|id| self.place(*id)).collect());
        self.row("When", &summary.when.map_or(NOT_STATED.to_string(), |id| self.date(id)));
        self.list("How", summary.how.iter().map(|how| one_line(how)).collect());
        self.list("Claimed by", summary.claimed_by.iter().map(|id| self.claimant(*id)).collect());
    }

    fn toll(&mut self) {
        let report = self.report;
        let lines = report.summary.toll.iter().map(|line| format!("{}: {}", in_words(line.side), one_line(&line.text)));
        self.list("Toll", lines.collect());
    }

    fn disputes(&mut self) {
        let summary = &self.report.summary;
        let contested = summary.contested.iter().filter_map(|id| self.report.contested.get(id.index()));
        let contested: Vec<String> = contested.map(|question| format!("{}: {}", in_words(question.topic), one_line(&question.note))).collect();
        let withheld = summary.undisclosed.iter().filter_map(|id| self.report.undisclosed.get(id.index()));
        let withheld: Vec<String> = withheld.map(|loss| self.withheld(loss)).collect();
        self.section("Contested", &contested);
        self.section("Withheld", &withheld);
    }

    fn figures(&mut self, label: &str, of_background: bool) {
        let report = self.report;
        let wanted = report.casualty_claims.iter().filter(|claim| self.is_background(claim) == of_background);
        let lines: Vec<String> = wanted.map(|claim| self.claim(claim)).collect();
        self.apart(label, &lines);
    }

    fn background(&mut self) {
        let report = self.report;
        let events = report.summary.background.iter().filter_map(|id| report.events.get(id.index()));
        let lines: Vec<String> = events.map(|event| self.event(event)).collect();
        self.apart("Background", &lines);
        self.figures("Earlier tolls", true);
    }

    fn warnings(&mut self) {
        let line = |warning: &Warning<'_>| {
            let refs: Vec<String> = warning.refs.iter().map(|id| self.name_of(*id)).collect();
            let of = if refs.is_empty() { String::new() } else { format!(": {}", refs.join(", ")) };
            let detail = warning.detail.as_deref().map_or(String::new(), |detail| format!(" ({})", one_line(detail)));
            format!("{}{of}{detail}", in_words(warning.code))
        };
        let lines: Vec<String> = self.report.warnings.iter().map(line).collect();
        self.apart("Note", &lines);
    }

    fn entity(&self, id: Id) -> String {
        let Some(entity) = self.report.entities.get(id.index()) else { return id.to_string() };
        let name = one_line(&entity.name);
        match entity.acronym.as_deref().filter(|acronym| *acronym != entity.name) {
            Some(acronym) => format!("{name} ({})", one_line(acronym)),
            None => name,
        }
    }

    fn place(&self, id: Id) -> String {
        let Some(place) = self.report.places.get(id.index()) else { return id.to_string() };
        let parts = [Some(one_line(&place.name)), place.admin1.as_deref().map(one_line), place.country.as_deref().map(one_line)];
        let mut parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.dedup();
        let resolved = place.status == "resolved" || place.status == "user";
        let doubt = if resolved { String::new() } else { format!(" ({})", in_words(place.status)) };
        parts.join(", ") + &doubt
    }

    fn date(&self, id: Id) -> String {
        let Some(date) = self.report.dates.get(id.index()) else { return id.to_string() };
        let words = one_line(&date.text);
        match (value_of(&date.value), date.needs) {
            (Some(value), None) if date.kind == "publication" => format!("by {value}, the day of the report"),
            (Some(value), None) if value == words => value,
            (Some(value), None) => format!("{value} (\"{words}\")"),
            (Some(value), Some(needs)) => format!("\"{words}\", {value}; needs the {}", in_words(needs)),
            (None, Some(needs)) => format!("\"{words}\"; the day needs the {}", in_words(needs)),
            (None, None) => format!("\"{words}\""),
        }
    }

    fn claimant(&self, id: Id) -> String {
        let Some(statement) = self.report.statements.get(id.index()) else { return id.to_string() };
        let who = statement.source.or(statement.actor).map_or(NOT_STATED.to_string(), |who| self.entity(who));
        statement.channel.map_or(who.clone(), |channel| format!("{who} ({})", in_words(channel)))
    }

    fn withheld(&self, loss: &Undisclosed) -> String {
        let by = loss.by.map_or(String::new(), |by| format!(", by {}", self.entity(by)));
        format!("{} of side {}{by}", in_words(loss.outcome), in_words(loss.side))
    }

    fn is_background(&self, claim: &CasualtyClaim<'_>) -> bool {
        let event = claim.event.and_then(|id| self.report.events.get(id.index()));
        claim.status == "background" || event.is_some_and(|event| event.status == "background")
    }

    /// A figure in the words of the text, then how it stands.
    fn claim(&self, claim: &CasualtyClaim<'_>) -> String {
        let victim = claim.victim.as_ref().map_or(String::new(), |victim| one_line(&victim.text));
        let figure = one_line(&claim.figure.text);
        let what = if victim.contains(&figure) { victim } else { format!("{figure} {victim}").trim_end().to_string() };
        let source = claim.attributed_to.map_or("source not stated".to_string(), |id| format!("says {}", self.entity(id)));
        let mut parts = vec![format!("{what}: {}", in_words(claim.outcome)), source];
        parts.extend(self.standing(claim));
        parts.join("; ")
    }

    /// What keeps a figure from being plain fact, in the codes of the report.
    fn standing(&self, claim: &CasualtyClaim<'_>) -> Vec<String> {
        let plain = |code: &'static str, usual: &str| (code != usual).then(|| in_words(code));
        let parts = [
            plain(claim.polarity, "asserted"),
            plain(claim.status, "current"),
            claim.hedged.then(|| "hedged".to_string()),
            claim.verification.map(in_words),
            claim.since.as_deref().map(|since| format!("since {}", one_line(since))),
            claim.relation.map(|relation| self.relation(relation, &claim.not_additive_with)),
        ];
        parts.into_iter().flatten().collect()
    }

    fn relation(&self, relation: &str, others: &[Id]) -> String {
        let others: Vec<String> = others.iter().map(|id| format!("\"{}\"", self.name_of(*id))).collect();
        format!("{} {}", in_words(relation), others.join(", ")).trim_end().to_string()
    }

    fn event(&self, event: &Event<'_>) -> String {
        let places: Vec<String> = event.places.iter().map(|id| self.place(*id)).collect();
        let at = if places.is_empty() { "place not stated".to_string() } else { places.join("; ") };
        let day = event.date.map_or("date not stated".to_string(), |id| self.date(id));
        format!("{}: {at}; {day}", one_line(&event.label))
    }

    /// The thing an id stands for, in a few words.
    fn name_of(&self, id: Id) -> String {
        let report = self.report;
        let name = match id.0 {
            'E' => Some(self.entity(id)),
            'P' => report.places.get(id.index()).map(|place| one_line(&place.name)),
            'D' => report.dates.get(id.index()).map(|date| one_line(&date.text)),
            'C' => report.casualty_claims.get(id.index()).map(|claim| one_line(&claim.figure.text)),
            'V' => report.events.get(id.index()).map(|event| one_line(&event.label)),
            _ => None,
        };
        name.unwrap_or_else(|| id.to_string())
    }

    /// A label with one item a line; "not stated" where there is none.
    fn list(&mut self, label: &str, items: Vec<String>) {
        if items.is_empty() {
            return self.row(label, NOT_STATED);
        }
        self.section(label, &items);
    }

    /// The same, left out where there is none.
    fn section(&mut self, label: &str, items: &[String]) {
        for (at, item) in items.iter().enumerate() {
            self.row(if at == 0 { label } else { "" }, item);
        }
    }

    /// The same, after an empty line.
    fn apart(&mut self, label: &str, items: &[String]) {
        if !items.is_empty() {
            self.gap();
            self.section(label, items);
        }
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn row(&mut self, label: &str, text: &str) {
        self.block(&format!("{label:<MARGIN$}"), text);
    }

    /// `text` after `label`, wrapped, the following lines indented under it.
    fn block(&mut self, label: &str, text: &str) {
        let indent = label.chars().count();
        self.out.push_str(label);
        let mut column = indent;
        for word in text.split(' ') {
            let width = word.chars().count();
            if column > indent && column + 1 + width > WIDTH {
                self.out.push('\n');
                self.out.extend(std::iter::repeat_n(' ', indent + 2));
                column = indent + 2;
            } else if column > indent {
                self.out.push(' ');
                column += 1;
            }
            self.out.push_str(word);
            column += width;
        }
        self.gap();
    }
}

fn stated(text: Option<&str>) -> String {
    text.map_or(NOT_STATED.to_string(), one_line)
}

fn value_of(value: &DateValue) -> Option<String> {
    match value {
        DateValue::Bounds { start: Some(start), end: Some(end) } if start == end => Some(start.clone()),
        DateValue::Bounds { start: Some(start), end: Some(end) } => Some(format!("{start} to {end}")),
        DateValue::Bounds { start: Some(start), end: None } => Some(format!("from {start}")),
        DateValue::Bounds { start: None, end: Some(end) } => Some(format!("until {end}")),
        DateValue::Bounds { start: None, end: None } => None,
        DateValue::Length { iso8601, .. } => Some(iso8601.clone()),
    }
}
