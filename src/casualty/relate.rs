//! How claims relate across the article: elided counts, conflicting tolls, the same people again, new tolls for old.

use super::LEAD;
use super::draft::{Draft, Relation, Status};
use super::rules;
use super::victim::PlaceSpans;
use crate::lexicon::{Code, Table};
use crate::recognize::Dates;
use crate::syntax::{Amount, ChunkKind, Parsed};
use crate::text::sum;
use crate::token::SectionKind;

/// How many claims back another telling of the same people is looked for.
const WINDOW: usize = 60;
/// How many sentences later somebody is named.
const NAMED_WITHIN: usize = 12;
/// Headings stand among the first lines.
const HEADINGS: usize = 12;

/// Counts whose noun or verb stands in a clause before: "and three in Kidal", "Moscow puts the figure at 89".
pub fn add_elided(parsed: &Parsed, drafts: &mut Vec<Draft>) {
    let read = drafts.len();
    for sentence in 0..parsed.sentences.len() {
        let (from, to) = sentences_before(drafts.get(..read).unwrap_or(&[]), sentence);
        let added = drafts.len().saturating_sub(8).max(read);
        let near = move |drafts: &Vec<Draft>| (from..to).chain(added..drafts.len());
        let clauses = parsed.clauses(sentence);
        for at in 0..clauses.list.len() {
            let Some(quantity) = clauses.quantity(at) else { continue };
            let bare = clauses.np(at).is_some_and(|np| np.head.is_none()) && matches!(quantity.amount, Amount::Number | Amount::Vague);
            if !bare
                || near(drafts)
                    .filter_map(|at| drafts.get(at))
                    .any(|draft| draft.sentence == sentence && draft.figure.first <= quantity.last && quantity.first <= draft.figure.last)
            {
                continue;
            }
            let joined = clauses.kind(at.wrapping_sub(1)) == Some(ChunkKind::Conj) && clauses.kind(at + 1) == Some(ChunkKind::Prep);
            let counted_by = said_figure(parsed, sentence, at);
            let Some(model) = model_before(drafts, near(drafts), sentence, at, counted_by.is_some()).filter(|_| joined || counted_by.is_some()) else {
                continue;
            };
            let Some(base) = drafts.get(model).cloned() else { continue };
            let mut draft = Draft {
                sentence,
                chunk: at,
                trigger: if counted_by.is_some() { at } else { base.trigger },
                rule: &rules::ELIDED,
                relation: None,
                inherited: true,
                ..base
            };
            draft.figure = super::draft::Figure::of(quantity);
            if let Some((side, outcome)) = side_after(parsed, sentence, at, counted_by) {
                draft.side = side.unwrap_or(draft.side);
                draft.outcome = outcome.unwrap_or(draft.outcome);
            }
            if counted_by.is_some() {
                draft.relation = Some((Relation::ConflictsWith, vec![model]));
            }
            drafts.push(draft);
        }
    }
}

/// The drafts of this sentence and the one before, as a range.
fn sentences_before(drafts: &[Draft], sentence: usize) -> (usize, usize) {
    let from = drafts.partition_point(|draft| draft.sentence + 1 < sentence);
    (from, drafts.partition_point(|draft| draft.sentence <= sentence))
}

/// "puts the figure at 89", "acknowledged only nine", "another said seven": the verb of speech before the number.
fn said_figure(parsed: &Parsed, sentence: usize, at: usize) -> Option<usize> {
    let clauses = parsed.clauses(sentence);
    let is_speech = |chunk: usize| clauses.vg(chunk).is_some_and(|vg| parsed.phrases.has(vg.main as usize, Table::Attribution));
    let before = at.checked_sub(1)?;
    let ends = !clauses.is_vg(at + 1) && !clauses.is(at + 1, "of");
    if is_speech(before) && ends {
        return Some(before);
    }
    let at_figure = clauses.is(before, "at") && clauses.is_np(before.checked_sub(1)?) && is_speech(before.checked_sub(2)?);
    (at_figure && ends).then(|| before - 2)
}

/// The nearest earlier draft that an elided count repeats the words of.
fn model_before(drafts: &[Draft], places: impl Iterator<Item = usize>, sentence: usize, at: usize, speech: bool) -> Option<usize> {
    let near = |draft: &Draft| (draft.sentence == sentence && draft.chunk < at) || (speech && draft.sentence < sentence && sentence - draft.sentence <= 1);
    places
        .filter_map(|place| drafts.get(place).map(|draft| (place, draft)))
        .filter(|(_, draft)| near(draft) && !draft.perpetrator)
        .max_by_key(|(_, draft)| (draft.sentence, draft.chunk))
        .map(|(index, _)| index)
}

/// "six on the government side": the side; "put their losses at three": the outcome.
fn side_after(parsed: &Parsed, sentence: usize, at: usize, verb: Option<usize>) -> Option<(Option<Code>, Option<Code>)> {
    let clauses = parsed.clauses(sentence);
    if let Some(verb) = verb {
        let object = clauses.list.get(verb + 1)?;
        let loss = (object.first..=object.last).find_map(|tok| parsed.phrases.of(tok as usize, Table::HarmNouns).next())?;
        return Some((None, Some(loss.sense.code())));
    }
    let np = clauses.list.get(at + 2)?;
    let side = (np.first..=np.last).find_map(|tok| parsed.phrases.of(tok as usize, Table::Sides).next())?;
    Some((Some(side.sense.code()), None))
}

/// Elided victims: "killed 37 people and wounded 112", "Gunmen fired on worshippers. Eleven were killed."
pub fn inherit_victims(parsed: &Parsed, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.victim.is_none() && !draft.perpetrator && inherits(draft)) else { continue };
        let reduced = std::ptr::eq(draft.rule, &rules::REDUCED);
        let one = draft.anaphoric && draft.figure.best == Some(1);
        let own_part = |other: &Draft| matches!(&other.relation, Some((Relation::SubsetOf, targets)) if targets.contains(&index));
        let earlier = drafts.get(..index).unwrap_or(&[]).iter().rev().take_while(|other| other.sentence == draft.sentence).find(|other| {
            !own_part(other)
                && !is_part(other)
                && other.victim.is_some()
                && !other.perpetrator
                && (!one || other.figure.best == Some(1))
                && joined(parsed, other, draft)
        });
        let later = || {
            drafts.get(index + 1).filter(|other| {
                other.sentence == draft.sentence
                    && other.victim.is_some()
                    && !other.perpetrator
                    && !additional(parsed, other)
                    && std::ptr::eq(other.rule, draft.rule)
                    && joined(parsed, draft, other)
            })
        };
        let nobody = draft.figure.best == Some(0) && !parsed.tokens.text_of(draft.figure.first as usize).eq_ignore_ascii_case("none");
        let found = earlier.or_else(later).map(|other| (other.victim, other.side)).or_else(|| {
            antecedent(parsed, draft).filter(|_| !nobody && !reduced && !one && (!std::ptr::eq(draft.rule, &rules::STATE) || draft.trigger > draft.chunk + 1))
        });
        if let (Some((victim, side)), Some(draft)) = (found, drafts.get_mut(index)) {
            draft.victim = victim;
            draft.side = if draft.side == Code::Unknown { side } else { draft.side };
            draft.inherited = true;
        }
    }
}

fn is_part(draft: &Draft) -> bool {
    matches!(draft.relation, Some((Relation::SubsetOf, _)))
}

fn inherits(draft: &Draft) -> bool {
    std::ptr::eq(draft.rule, &rules::VERB_OBJECT)
        || std::ptr::eq(draft.rule, &rules::PARTICIPLE)
        || std::ptr::eq(draft.rule, &rules::VERB_SUBJECT)
        || std::ptr::eq(draft.rule, &rules::ELIDED)
        || std::ptr::eq(draft.rule, &rules::STATE)
        || std::ptr::eq(draft.rule, &rules::REDUCED)
}

/// Two claims of one coordination: the same verb, or verbs joined without a new subject.
fn joined(parsed: &Parsed, first: &Draft, second: &Draft) -> bool {
    let clauses = parsed.clauses(second.sentence);
    let (from, to) = (first.chunk + 1, second.chunk);
    !(from..to).any(|at| matches!(clauses.kind(at), Some(ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Sub)))
}

/// The last plural noun phrase of people before a bare count, in this sentence or the one before.
fn antecedent(parsed: &Parsed, draft: &Draft) -> Option<(Option<super::draft::Victim>, Code)> {
    let own = parsed.clauses(draft.sentence);
    let start = own.list.get(draft.trigger.min(draft.chunk))?.first;
    let before = draft.sentence.checked_sub(1);
    let sentences = [Some(draft.sentence), before];
    for sentence in sentences.into_iter().flatten() {
        let clauses = parsed.clauses(sentence);
        for at in (0..clauses.list.len()).rev() {
            let counted_ok = std::ptr::eq(draft.rule, &rules::VERB_SUBJECT) || std::ptr::eq(draft.rule, &rules::STATE);
            let Some(np) = clauses.np(at).filter(|np| np.last < start && np.plural && (np.quantity.is_none() || counted_ok)) else { continue };
            let Some(head) = np.head else { continue };
            let people = (np.inner..=head).find_map(|tok| parsed.phrases.of(tok as usize, Table::People).find(|found| found.last == head));
            let object = clauses.is_vg(at.wrapping_sub(1)) || clauses.governor(at).is_some();
            if let Some(people) = people.filter(|_| object || (sentence == draft.sentence && counted_ok)) {
                return Some((Some(super::draft::Victim { first: np.inner, last: np.last, head }), people.sense.code()));
            }
        }
    }
    None
}

/// "Two more soldiers died, taking the toll to 13": the news is inside the toll.
pub fn nest_in_tolls(parsed: &Parsed, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let (Some(previous), Some(toll)) = (drafts.get(index - 1).cloned(), drafts.get(index).cloned()) else { continue };
        let is_toll = std::ptr::eq(toll.rule, &rules::TOLL) && toll.sentence == previous.sentence && previous.relation.is_none() && toll.relation.is_none();
        let clauses = parsed.clauses(toll.sentence);
        let bringing = clauses.vg(toll.trigger.wrapping_sub(1)).is_some_and(|vg| vg.form == crate::syntax::VerbForm::Ing);
        let fits = previous.figure.best.zip(toll.figure.best).is_some_and(|(part, whole)| part < whole);
        if is_toll && bringing && fits && previous.outcome == toll.outcome {
            if let Some(draft) = drafts.get_mut(index - 1) {
                draft.relation = Some((Relation::SubsetOf, vec![index]));
            }
            if let Some(draft) = drafts.get_mut(index) {
                draft.victim = draft.victim.or(previous.victim);
                draft.side = if draft.side == Code::Unknown { previous.side } else { draft.side };
                draft.inherited = true;
            }
        }
    }
}

/// "The toll rose to nine following the death of a woman": the news behind the toll is inside it too.
pub fn nest_behind_tolls(parsed: &Parsed, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let (Some(toll), Some(part)) = (drafts.get(index - 1), drafts.get(index)) else { continue };
        if !std::ptr::eq(toll.rule, &rules::TOLL) || toll.sentence != part.sentence || part.relation.is_some() {
            continue;
        }
        let after = parsed.clauses(toll.sentence);
        let joined = (toll.chunk + 1..part.chunk.min(part.trigger)).any(|at| ["following", "after", "with"].iter().any(|word| after.is(at, word)));
        let fits = toll.outcome == part.outcome && part.figure.best.is_some() && part.figure.best < toll.figure.best && part.figure.qualifier != "none";
        if let Some(draft) = drafts.get_mut(index).filter(|_| fits && joined) {
            draft.relation = Some((Relation::SubsetOf, vec![index - 1]));
        }
    }
}

/// "12 people, seven women and five men": the items after the first add up to it.
pub fn nest_appositions(drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(whole) = drafts.get(index) else { continue };
        let Some(total) = whole.figure.best.filter(|total| *total > 1) else { continue };
        let same_list = |draft: &&Draft| {
            draft.sentence == whole.sentence && draft.trigger_tok == whole.trigger_tok && draft.outcome == whole.outcome && draft.relation.is_none()
        };
        let rest: Vec<u64> = drafts.iter().skip(index + 1).take_while(same_list).map(|draft| draft.figure.best.unwrap_or(0)).collect();
        if rest.len() >= 2 && sum(rest.iter().copied()) == total {
            for draft in drafts.iter_mut().skip(index + 1).take(rest.len()) {
                draft.relation = Some((Relation::SubsetOf, vec![index]));
            }
        }
    }
}

/// "Nine people died. ... At the station two soldiers were killed": what the body tells of a toll's people is part of it, where it adds
/// up to it, or does not exceed it and names no new place and no armed side.
pub fn nest_in_lead(parsed: &Parsed, places: &PlaceSpans, drafts: &mut [Draft]) {
    point_at_roots(drafts);
    for index in 0..drafts.len().min(LEAD) {
        let current = |whole: Draft| Draft { status: if std::ptr::eq(whole.rule, &rules::TOLL) { Status::Current } else { whole.status }, ..whole };
        let whole = drafts.get(index).filter(|whole| whole.status != Status::Superseded).cloned().map(current);
        let Some(whole) = whole.filter(|whole| is_lead_toll(parsed, drafts, index, whole)) else { continue };
        let total = whole.figure.best.unwrap_or(0);
        let told = drafts.iter().filter(|part| matches!(&part.relation, Some((Relation::SubsetOf, targets)) if targets.contains(&index)));
        let told = sum(told.filter_map(|part| part.figure.best));
        let (mut found, mut inside, mut exact) = (told, Vec::new(), 0);
        for at in index + 1..drafts.len().min(index + WINDOW) {
            let Some(part) = drafts.get(at).filter(|part| tells_of(parsed, &whole, part)) else { continue };
            found = sum([found, part.figure.best.unwrap_or(0)]);
            inside.push(at);
            let again = found == sum([total, told]) && total > 5 && part.sentence - whole.sentence <= 6;
            exact = if (found == total || again) && inside.len() > 1 { inside.len() } else { exact };
        }
        if exact > 0 {
            inside.truncate(exact);
        } else {
            let armed = |part: &Draft| matches!(part.side, Code::State | Code::Nonstate | Code::External);
            inside.retain(|&at| drafts.get(at).is_some_and(|part| !armed(part) && !names_new_place(parsed, places, whole.sentence, part.sentence)));
            found = sum([told].into_iter().chain(inside.iter().filter_map(|&at| drafts.get(at)?.figure.best)));
        }
        for at in inside.into_iter().filter(|_| exact > 0 || found <= total) {
            if let Some(part) = drafts.get_mut(at) {
                part.relation = Some((Relation::SubsetOf, vec![index]));
            }
        }
    }
}

/// "killing 12 and injuring several others ... killing one and injuring four": the wounded beside a part are a part of the wounded
/// beside the whole, if those are not counted.
pub fn nest_beside(drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none()) else { continue };
        let Some((Relation::SubsetOf, wholes)) = drafts.get(index - 1).filter(|part| part.sentence == draft.sentence).and_then(|part| part.relation.as_ref())
        else {
            continue;
        };
        let again = |at: usize| wholes.contains(&at) || wholes.contains(&first_telling(drafts, at));
        let beside = |at: &usize| {
            let pair = drafts.get(at - 1).zip(drafts.get(*at)).filter(|(whole, other)| whole.sentence == other.sentence && again(at - 1));
            pair.is_some_and(|(_, other)| stands(other) && other.figure.best.is_none() && other.sentence < draft.sentence && kin(other, draft))
        };
        let found = (1..LEAD.min(index)).find(beside);
        if let (Some(at), Some(draft)) = (found, drafts.get_mut(index)) {
            draft.relation = Some((Relation::SubsetOf, vec![at]));
        }
    }
}

/// The first figure of its outcome, of people who bear no arms or are of no one kind.
fn is_lead_toll(parsed: &Parsed, drafts: &[Draft], index: usize, whole: &Draft) -> bool {
    let first = !drafts.iter().take(index).any(|other| other.outcome == whole.outcome && stands(other) && other.status == whole.status);
    first
        && whole.status == Status::Current
        && matches!(whole.side, Code::Unknown | Code::Civilian)
        && whole.figure.best > Some(2)
        && whole.figure.qualifier != "none"
        && stands(whole)
        && !whole.perpetrator
        && !whole.denied
        && !additional(parsed, whole)
}

/// Whether a later claim may tell of some of the people of `whole`.
fn tells_of(parsed: &Parsed, whole: &Draft, part: &Draft) -> bool {
    part.sentence > whole.sentence
        && part.relation.is_none()
        && kin(whole, part)
        && part.figure.best < whole.figure.best
        && part.figure.qualifier != "vague"
        && (part.figure.best.is_some() || part.victim.is_some() && !part.inherited)
        && !additional(parsed, part)
}

/// Killed people with killed people, held people with held people.
fn family(outcome: Code) -> Code {
    if outcome == Code::Captured { Code::Detained } else { outcome }
}

/// What an earlier claim must share with a later one that may speak of the same people.
pub fn kin(a: &Draft, b: &Draft) -> bool {
    comparable(a, b) && a.trigger_tok != b.trigger_tok && sides_fit(a, b)
}

/// Whether a claim stands on its own: it repeats nothing and is part of nothing, though it may replace an older figure.
fn stands(draft: &Draft) -> bool {
    matches!(draft.relation, None | Some((Relation::Supersedes, _)))
}

/// "other", "another", "additional" people are new people.
pub fn additional(parsed: &Parsed, draft: &Draft) -> bool {
    let end = draft.victim.map_or(draft.figure.last, |victim| victim.last).max(draft.figure.last + 1);
    let start = draft.figure.first.saturating_sub(1).min(draft.figure.first);
    (start..=end).any(|at| parsed.phrases.coded(at as usize, Table::Cues, Code::Additional).is_some())
}

/// "the attackers", "these men", "all four": mentioned before.
pub fn is_definite(parsed: &Parsed, draft: &Draft) -> bool {
    let first = draft.victim.map_or(draft.figure.first, |victim| victim.first.min(draft.figure.first));
    let definite = |at: u32| parsed.phrases.at(at as usize).iter().any(|found| found.sense.code() == Code::Definite);
    definite(first) || (first > 0 && definite(first - 1))
}

pub fn in_heading(parsed: &Parsed, draft: &Draft) -> bool {
    let at = parsed.tokens.span(draft.figure.first as usize, draft.figure.first as usize);
    parsed
        .sections
        .iter()
        .take(HEADINGS)
        .any(|section| matches!(section.kind, SectionKind::Title | SectionKind::TitleRepeat | SectionKind::Standfirst) && section.span.contains(at))
}

/// Pronouns and definite phrases speak of people counted before.
pub fn mark_anaphora(parsed: &Parsed, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none() && !additional(parsed, draft)) else { continue };
        let pronoun = draft.victim.is_none() && draft.anaphoric && draft.figure.best == Some(1);
        if !pronoun && !is_definite(parsed, draft) {
            continue;
        }
        let fits = |other: &Draft| match draft.figure.best {
            Some(best) => other.figure.best == Some(best),
            None => other.figure.best != Some(1),
        };
        let target = (0..index).rev().take(WINDOW).find(|&other| drafts.get(other).is_some_and(|first| kin(first, draft) && fits(first)));
        let root = target.map(|target| first_telling(drafts, target));
        if let (Some(root), Some(draft)) = (root, drafts.get_mut(index)) {
            draft.relation = Some((Relation::SameAs, vec![root]));
        }
    }
}

/// The draft that `at` says it repeats, or itself.
pub fn first_telling(drafts: &[Draft], at: usize) -> usize {
    match drafts.get(at).and_then(|draft| draft.relation.as_ref()) {
        Some((Relation::SameAs, targets)) => targets.first().copied().unwrap_or(at),
        _ => at,
    }
}

/// A part of a toll told twice is also part of the telling that stands; what disagrees with one disagrees with the other.
pub fn point_at_roots(drafts: &mut [Draft]) {
    for at in 0..drafts.len() {
        let Some((relation, targets)) = drafts.get(at).and_then(|draft| draft.relation.clone()) else { continue };
        if !matches!(relation, Relation::SubsetOf | Relation::ConflictsWith) {
            continue;
        }
        let mut all = targets.clone();
        for root in targets.into_iter().map(|target| first_telling(drafts, target)) {
            if root != at && !all.contains(&root) {
                all.push(root);
            }
        }
        if let Some(draft) = drafts.get_mut(at) {
            draft.relation = Some((relation, all));
        }
    }
}

/// A headline or a vague count, told exactly further down: the exact wording stands for both.
pub fn mark_vague_previews(parsed: &Parsed, drafts: &mut [Draft]) {
    let mut told = vec![false; drafts.len()];
    for (_, targets) in
        drafts.iter().filter_map(|draft| draft.relation.as_ref()).filter(|(relation, targets)| *relation == Relation::SameAs && targets.len() == 1)
    {
        for target in targets {
            if let Some(told) = told.get_mut(*target) {
                *told = true;
            }
        }
    }
    for index in 0..drafts.len() {
        let Some(first) = drafts.get(index).filter(|draft| draft.relation.is_none() && !additional(parsed, draft)) else { continue };
        let heading = in_heading(parsed, first);
        let open = first.figure.best.is_none();
        if !(heading || open) {
            continue;
        }
        let better = |one: bool| {
            drafts.iter().enumerate().skip(index + 1).take(WINDOW).find(|(_, later)| {
                let near = later.sentence > first.sentence && (heading || later.sentence - first.sentence <= 6);
                let exact = later.figure.best.is_some() || heading;
                let same_count = later.figure.best == first.figure.best || (open && (one || later.figure.best != Some(1)));
                near && exact
                    && same_count
                    && kin(first, later)
                    && stands(later)
                    && !super::retell::some_of_them(parsed, later)
                    && (heading || !additional(parsed, later))
                    && (heading || (first.side == later.side && later.figure.best > Some(1)))
            })
        };
        let Some((target, _)) = better(false).or_else(|| better(true).filter(|_| heading && told.get(index) == Some(&false))) else { continue };
        let equal = drafts.get(target).is_some_and(|later| later.figure.best == first.figure.best && !open && later.relation.is_none());
        let (from, to) = if equal { (target, index) } else { (index, target) };
        if let (Some(draft), Some(told)) = (drafts.get_mut(from), told.get_mut(to)) {
            draft.relation = Some((Relation::SameAs, vec![to]));
            *told = true;
        }
    }
}

/// "Two policemen were among the dead": part of the last larger figure of that outcome.
pub fn nest_parts(drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let Some(part) = drafts.get(index).filter(|draft| draft.part && draft.relation.is_none()) else { continue };
        let fits = |at: usize, open: bool| {
            drafts.get(at).is_some_and(|whole| {
                !whole.part
                    && (whole.side == Code::Unknown || !open)
                    && whole.outcome == part.outcome
                    && whole.status == part.status
                    && whole.relation.is_none()
                    && whole.figure.best > part.figure.best
                    && whole.figure.best > Some(1)
                    && sides_fit(whole, part)
            })
        };
        let before = || (0..index).rev().take(WINDOW);
        let whole = before().find(|&at| fits(at, true)).or_else(|| before().find(|&at| fits(at, false)));
        if let (Some(whole), Some(draft)) = (whole, drafts.get_mut(index)) {
            draft.relation = Some((Relation::SubsetOf, vec![whole]));
        }
    }
}

/// "Four attacks killed 14 people": the figures that follow are parts of it, as long as they fit in.
pub fn nest_in_roundups(parsed: &Parsed, drafts: &mut [Draft]) {
    let whole =
        |draft: &Draft| draft.relation.is_none() && draft.status == Status::Current && draft.figure.best > Some(1) && several_incidents(parsed, draft.sentence);
    let wholes: Vec<usize> = (0..drafts.len().min(LEAD)).filter(|at| drafts.get(*at).is_some_and(whole)).collect();
    for at in wholes {
        let Some(whole) = drafts.get(at).cloned() else { continue };
        let mut left = whole.figure.best.unwrap_or(0);
        let free = |draft: &Draft| match &draft.relation {
            None => true,
            Some((relation, targets)) => *relation == Relation::ConflictsWith && targets.contains(&at),
        };
        for part in drafts.iter_mut().skip(at + 1).filter(|draft| draft.sentence > whole.sentence && free(draft)) {
            let count = part.figure.best.filter(|count| *count <= left && *count > 0 && Some(*count) != whole.figure.best);
            if let Some(count) = count.filter(|_| part.outcome == whole.outcome && comparable(part, &whole) && sides_fit(part, &whole)) {
                part.relation = Some((Relation::SubsetOf, vec![at]));
                left -= count;
            }
        }
    }
}

/// Whether a sentence counts incidents: "four attacks", "two bombings".
pub fn several_incidents(parsed: &Parsed, sentence: usize) -> bool {
    let clauses = parsed.clauses(sentence);
    (0..clauses.list.len()).any(|at| {
        let counted = clauses.quantity(at).is_some_and(|quantity| quantity.best > Some(1));
        let head = clauses.np(at).filter(|np| np.plural && counted).and_then(|np| np.head);
        head.is_some_and(|head| parsed.phrases.has(head as usize, Table::EventNouns))
    })
}

/// "initially said six ... later nine", "had earlier put the number at 11": the first figure is replaced.
pub fn supersede_earlier(parsed: &Parsed, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(old) = drafts.get(index).filter(|draft| draft.relation.is_none() && draft.status == Status::Current && draft.figure.best.is_some()) else {
            continue;
        };
        let start = parsed.sentences.get(old.sentence).map_or(0, |sentence| sentence.first as u32).max(old.figure.first.saturating_sub(8));
        let earlier = (start..old.figure.first).any(|at| parsed.phrases.coded(at as usize, Table::Cues, Code::EarlierFigure).is_some());
        if !earlier {
            continue;
        }
        let free = |other: &Draft| match &other.relation {
            None => true,
            Some((relation, targets)) => *relation == Relation::ConflictsWith && targets.contains(&index),
        };
        let fits = |other: &Draft| {
            other.outcome == old.outcome
                && free(other)
                && !other.part
                && other.figure.best.is_some()
                && other.figure.best != old.figure.best
                && sides_fit(other, old)
                && other.status == Status::Current
        };
        let near = |other: &Draft| fits(other) && old.sentence.abs_diff(other.sentence) <= 2;
        let mut around = (index + 1..drafts.len().min(index + 3)).chain((0..index).rev().take(4)).filter(|&at| drafts.get(at).is_some_and(near));
        let newer = around.clone().find(|&at| drafts.get(at).is_some_and(|other| other.side == old.side)).or_else(|| around.next());
        let Some(newer) = newer else { continue };
        let same = |other: &Draft| drafts.get(newer).is_some_and(|newer| other.figure.best == newer.figure.best && comparable(other, newer));
        let newer = drafts.iter().take(LEAD).position(|other| same(other) && fits(other) && !in_heading(parsed, other)).unwrap_or(newer);
        if let Some(draft) = drafts.get_mut(index) {
            draft.status = Status::Superseded;
        }
        if let Some(draft) = drafts.get_mut(newer) {
            draft.relation = Some((Relation::Supersedes, vec![index]));
        }
    }
}

/// Everything two drafts need to be compared as tolls of one incident.
fn comparable(a: &Draft, b: &Draft) -> bool {
    family(a.outcome) == family(b.outcome)
        && a.status == b.status
        && !a.perpetrator
        && !b.perpetrator
        && !a.denied
        && !b.denied
        && a.figure.qualifier != "none"
        && b.figure.qualifier != "none"
}

fn sides_fit(a: &Draft, b: &Draft) -> bool {
    a.side == b.side || a.side == Code::Unknown || b.side == Code::Unknown
}

fn head_of<'t>(parsed: &Parsed<'t>, draft: &Draft) -> Option<&'t str> {
    draft.victim.map(|victim| parsed.tokens.text_of(victim.head as usize))
}

/// Whether the victims are called by the same word, where both are called anything.
fn same_head(parsed: &Parsed, a: &Draft, b: &Draft) -> Option<bool> {
    head_of(parsed, a).zip(head_of(parsed, b)).map(|(a, b)| a.eq_ignore_ascii_case(b))
}

fn heads_fit(parsed: &Parsed, a: &Draft, b: &Draft) -> bool {
    let alike = a.side == b.side && a.side != Code::Civilian && a.figure.best > Some(1);
    a.side == Code::Unknown || b.side == Code::Unknown || alike || same_head(parsed, a, b) != Some(false)
}

/// The same people again: equal figures, fitting sides and words, in another sentence.
pub fn mark_repeats(parsed: &Parsed, places: &PlaceSpans, drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none() && draft.status != Status::Hypothetical) else { continue };
        let window = index.saturating_sub(WINDOW);
        let beside = index.checked_sub(1).and_then(|before| drafts.get(before)).filter(|before| before.sentence == draft.sentence);
        let further = additional(parsed, draft) && beside.is_none_or(|before| family(before.outcome) == family(draft.outcome));
        let same = (0..LEAD.min(index)).chain(window.max(LEAD.min(index))..index).find(|&place| {
            let Some(other) = drafts.get(place) else { return false };
            let counts = other.figure.best == draft.figure.best && draft.figure.best.is_some();
            let open = other.figure.best.is_none() && draft.figure.best.is_none() && other.figure.qualifier == draft.figure.qualifier && draft.victim.is_some();
            let again = || {
                (counts && (draft.figure.best > Some(1) || same_single(parsed, other, draft) || same_scene(parsed, places, other, draft)))
                    || (open && same_head(parsed, other, draft) == Some(true))
                    || echoes(parsed, places, other, draft)
            };
            comparable(other, draft)
                && sides_fit(other, draft)
                && heads_fit(parsed, other, draft)
                && !matches!(other.relation, Some((Relation::SameAs, _)))
                && (!further && other.sentence != draft.sentence || run_in(parsed, other, draft))
                && again()
        });
        let same = same.or_else(|| named_now(parsed, places, drafts, index));
        if let (Some(target), Some(draft)) = (same, drafts.get_mut(index)) {
            draft.relation = Some((Relation::SameAs, vec![target]));
        }
    }
}

/// How many sentences later a round word still stands for a number.
const ECHO: usize = 6;

/// "21 people were killed ... dozens were killed, officials said": a round word for a number told before, of no other place.
fn echoes(parsed: &Parsed, places: &PlaceSpans, first: &Draft, second: &Draft) -> bool {
    second.figure.qualifier == "vague"
        && second.sentence - first.sentence <= ECHO
        && (first.side == second.side || second.side == Code::Unknown)
        && !matches!(first.figure.qualifier, "vague" | "indeterminate")
        && second.figure.best <= first.figure.best
        && second.figure.low <= first.figure.best
        && !names_new_place(parsed, places, first.sentence, second.sentence)
}

/// "Five soldiers were killed. Dozens were killed, witnesses said": a round word above a number told before, of no other place or day,
/// is another count of the same people, not more of them.
pub fn mark_rounder(parsed: &Parsed, places: &PlaceSpans, dates: &Dates, drafts: &mut [Draft]) {
    for index in 1..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none() && draft.figure.qualifier == "vague" && !additional(parsed, draft)) else {
            continue;
        };
        let own = draft.victim.filter(|_| !draft.inherited).map(|victim| parsed.tokens.text_of(victim.head as usize));
        let counted = |first: &Draft| {
            let near = draft.sentence > first.sentence && draft.sentence - first.sentence <= ECHO;
            let number = !matches!(first.figure.qualifier, "vague" | "indeterminate") && first.figure.best > Some(1) && first.figure.best < draft.figure.best;
            let anybody = own.is_none_or(|own| own.eq_ignore_ascii_case("people") || head_of(parsed, first).is_some_and(|head| head.eq_ignore_ascii_case(own)));
            near && number && anybody && draft.status == Status::Current && stands(first) && comparable(first, draft) && sides_fit(first, draft)
        };
        let found = (0..index).rev().take(WINDOW).find(|&at| {
            drafts.get(at).is_some_and(|first| {
                counted(first) && !names_new_place(parsed, places, first.sentence, draft.sentence) && !another_day(parsed, dates, first, draft)
            })
        });
        if let (Some(target), Some(draft)) = (found, drafts.get_mut(index)) {
            draft.relation = Some((Relation::ConflictsWith, vec![target]));
        }
    }
}

/// Both sentences tell a day, and not the same.
fn another_day(parsed: &Parsed, dates: &Dates, first: &Draft, second: &Draft) -> bool {
    let day = |draft: &Draft| {
        let span = parsed.sentence_span(draft.sentence)?;
        dates.list.iter().find(|date| date.kind == "event_date" && span.start <= date.start && date.end <= span.end).map(|date| &date.text)
    };
    day(first).zip(day(second)).is_some_and(|(one, other)| one != other)
}

/// "Kill 2 Commanders in Hama The army said ... killing two commanders": a heading runs into the text, or the lead is told twice, without
/// a full stop.
fn run_in(parsed: &Parsed, first: &Draft, second: &Draft) -> bool {
    let capital = |draft: &Draft| draft.victim.and_then(|victim| parsed.tokens.get(victim.head as usize)).is_some_and(|token| token.capital());
    let named = first.victim.is_some() && second.victim.is_some() && capital(first) && !capital(second);
    let apart = first.sentence == second.sentence && first.trigger_tok != second.trigger_tok && !second.inherited;
    let armed = first.side == second.side && matches!(first.side, Code::State | Code::Nonstate | Code::External);
    let alike = armed || same_head(parsed, first, second) != Some(false);
    apart && additional(parsed, first) == additional(parsed, second) && (named || alike && second.sentence == 0 && second.figure.best > Some(2))
}

/// "killed one insurgent ... resulting in one insurgent being killed": told again without a new place.
fn same_scene(parsed: &Parsed, places: &PlaceSpans, first: &Draft, second: &Draft) -> bool {
    let armed = first.side == Code::Nonstate && second.side == Code::Nonstate;
    let stated = |draft: &Draft| parsed.quantity_at(draft.figure.first).is_some();
    armed
        && second.sentence - first.sentence <= 5
        && first.figure.qualifier == "exact"
        && stated(first)
        && stated(second)
        && !names_new_place(parsed, places, first.sentence, second.sentence)
}

/// "One woman has died. ... Amina Diallo was pronounced dead": the one told of gets a name, unless another name was given to that one.
fn named_now(parsed: &Parsed, places: &PlaceSpans, drafts: &[Draft], index: usize) -> Option<usize> {
    let head = |draft: &Draft| draft.victim.filter(|_| !draft.inherited && draft.figure.best == Some(1)).map(|victim| victim.head as usize);
    let named = |draft: &Draft| head(draft).is_some_and(|head| parsed.tag(head) == crate::token::Tag::Propn);
    let draft = drafts.get(index).filter(|draft| named(draft) && !additional(parsed, draft))?;
    let told = |other: &Draft| kin(other, draft) && stands(other) && !additional(parsed, other) && other.sentence + NAMED_WITHIN >= draft.sentence;
    let mut before = (0..index).rev().take(WINDOW).filter(|&at| drafts.get(at).is_some_and(|other| told(other) && other.sentence < draft.sentence));
    let only = before.next_back().filter(|_| before.next().is_none())?;
    let fits = |other: &&Draft| other.side == draft.side || other.side == Code::Unknown || (other.side, draft.side) == (Code::Civilian, Code::Unknown);
    let other = drafts.get(only).filter(|other| head(other).is_some() && !named(other)).filter(fits)?;
    (!names_new_place(parsed, places, other.sentence, draft.sentence)).then_some(only)
}

/// Whether a sentence names a place that the earlier one does not.
pub fn names_new_place(parsed: &Parsed, places: &PlaceSpans, earlier: usize, later: usize) -> bool {
    let (Some(early), Some(late)) = (parsed.sentence_span(earlier), parsed.sentence_span(later)) else { return true };
    let before: Vec<usize> = places.inside(early).collect();
    places.inside(late).any(|place| !before.contains(&place))
}

/// One person again: the same name or the same definite noun.
fn same_single(parsed: &Parsed, first: &Draft, second: &Draft) -> bool {
    let before = second.victim.and_then(|victim| (victim.first as usize).checked_sub(1));
    let near = second.sentence - first.sentence <= 3;
    let definite = before.is_some_and(|at| near && parsed.tag(at) == crate::token::Tag::Poss || parsed.tokens.text_of(at).eq_ignore_ascii_case("the"));
    let named = second.victim.is_some_and(|victim| parsed.tag(victim.head as usize) == crate::token::Tag::Propn);
    same_head(parsed, first, second) == Some(true) && (definite || named)
}

/// Two speakers, two figures for the same people.
pub fn mark_conflicts(parsed: &Parsed, drafts: &mut [Draft], speakers: &[Option<crate::schema::Id>]) {
    for index in 1..drafts.len() {
        let Some(draft) = drafts.get(index).filter(|draft| draft.relation.is_none()) else { continue };
        let other_speaker = |other: usize| {
            speakers.get(index).copied().flatten().is_some_and(|speaker| speakers.get(other).copied().flatten().is_some_and(|first| first != speaker))
        };
        let conflict = (0..index).rev().take(WINDOW).find(|&other| {
            let Some(first) = drafts.get(other) else { return false };
            let both_armed = draft.side == first.side && matches!(draft.side, Code::State | Code::Nonstate) && first.figure.best > Some(1);
            let totals = (draft.side == Code::Unknown && first.side == Code::Unknown || both_armed)
                && draft.sentence - first.sentence <= 3
                && !additional(parsed, draft);
            let near = draft.sentence - first.sentence <= 1;
            (near || totals)
                && other_speaker(other)
                && first.figure.best != draft.figure.best
                && first.figure.best.is_some()
                && draft.figure.best.is_some()
                && comparable(first, draft)
                && stands(first)
                && sides_fit(first, draft)
                && heads_fit(parsed, first, draft)
                && (draft.victim.is_none() || draft.inherited || totals)
        });
        if let (Some(target), Some(draft)) = (conflict, drafts.get_mut(index)) {
            draft.relation = Some((Relation::ConflictsWith, vec![target]));
        }
    }
}
