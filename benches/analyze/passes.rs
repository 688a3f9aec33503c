//! What is timed: the whole analysis, its stages, and the look-up pass that any reader of this kind has to make.
//!
//! The native benchmark and the module that the benchmark of the page loads are made of this one file.

use sitrep::lexicon::gazetteer::fold::fold;
use sitrep::report::Parts;
use sitrep::text::OffsetMap;
use sitrep::{Options, casualty, event, mention, recognize, report, syntax, token};

/// Words of a name of the gazetteer that are looked at.
const REACH: usize = 4;

/// The stages in their order.
pub const STAGES: [&str; 6] = ["syntax", "dates", "mentions", "casualties", "events", "report"];

/// Tokens, each folded and looked up, and the phrases of the tables that start at each.
pub fn words(text: &str) -> usize {
    tokens(text).0
}

fn tokens(text: &str) -> (usize, token::Tokens<'_>) {
    let tokens = token::tokenize(text);
    (token::find_phrases(&tokens).all().len() + tokens.len(), tokens)
}

/// The same, and the longest name of the gazetteer at each capitalised word: the pass over all tables that the analysis uses.
pub fn bare(text: &str) -> usize {
    let (count, tokens) = tokens(text);
    let Some(gazetteer) = sitrep::lexicon::places() else { return count };
    let capital = |at: &usize| tokens.list.get(*at).is_some_and(|token| token.kind == token::Kind::Word && token.capital());
    let names = (0..tokens.len()).filter(capital).filter(|at| {
        let folded: Vec<String> = (*at..*at + REACH).map(|at| fold(tokens.text_of(at))).collect();
        gazetteer.longest_match(folded.iter().map(String::as_str)).is_some()
    });
    count + names.count()
}

/// The pipeline of `sitrep::analyze`; adds to `spent` what each stage took by the clock `now`.
pub fn stages(text: &str, now: impl Fn() -> f64, spent: &mut [f64; STAGES.len()]) {
    let options = Options::default();
    let (mut last, mut slots) = (now(), spent.iter_mut());
    let mut lap = || {
        let time = now();
        if let Some(slot) = slots.next() {
            *slot += time - last;
        }
        last = time;
    };
    let parsed = syntax::parse(text);
    lap();
    let mut dates = recognize::find_dates(&parsed, None);
    lap();
    let mut found = mention::find_mentions(&parsed);
    lap();
    let mut claims = casualty::read_claims(&parsed, &dates, &mut found);
    lap();
    let story = event::tell(&parsed, &mut dates, &mut found, &mut claims, &options.profile.coding());
    lap();
    let mut report = report::assemble(&parsed, &options, Parts { dates, found, claims, story });
    report::convert_offsets(&mut report, &OffsetMap::new(text, options.offsets), options.offsets);
    lap();
}
