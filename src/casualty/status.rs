//! Time and reality of a claim: hypothetical, hedged, denied, cumulative, background; and the dates beside it.

use super::draft::{Draft, Status};
use super::rules;
use crate::lexicon::{Code, Table, row};
use crate::recognize::Dates;
use crate::rule::EntryId;
use crate::schema::{Date, DateValue};
use crate::syntax::{ChunkKind, Clauses, Determiner, Frame, Parsed, VerbForm};
use crate::text::Span;

/// The day of the news is told by one of the first dates.
const FIRST_DATES: usize = 8;
/// More than any one event leaves.
const MANY: u64 = 10_000;
/// Sentences that tell the news.
const LEAD: usize = 4;
/// Tokens before an infinitive that tell whether it was done.
const INFINITIVE: u32 = 7;

/// Judges the drafts of one sentence.
pub struct StatusReader<'a, 't> {
    /// The text.
    pub parsed: &'a Parsed<'t>,
    /// Its dates.
    pub dates: &'a Dates<'t>,
    /// The sentence.
    pub clauses: Clauses<'a, 't>,
    /// Speech frames of the sentence.
    pub frames: &'a [Frame],
    /// The first full date of the text: the incident reported, most likely.
    pub main_date: Option<i32>,
    /// The headline or the lead gives the same figure.
    pub known: bool,
    /// They give another one, and not this.
    pub other_told: bool,
    /// The text tells what a group is, not what happened.
    pub profile: bool,
}

impl StatusReader<'_, '_> {
    /// Sets status, hedging and denial of `draft`; `false` if the draft must be dropped.
    pub fn judge(&self, draft: &mut Draft) -> bool {
        if self.negated(draft) {
            return false;
        }
        let (start, end) = self.clause(draft);
        draft.hedged |= self.has_cue(start, end, Code::Hedge) || self.modal_hedge(draft);
        draft.denied =
            !self.is_relative(draft) && self.frames.iter().any(|frame| frame.kind == Code::Deny && covers(frame, draft) && self.denies_harm(frame, draft));
        if draft.status != Status::Current {
            return true;
        }
        if self.hypothetical(draft, start) {
            draft.status = Status::Hypothetical;
        } else if self.is_tally(draft) {
            draft.status = Status::Cumulative;
        } else if let Some(since) = self.window(draft) {
            draft.status = Status::Cumulative;
            draft.since = since;
        } else if self.background(draft, start) {
            draft.status = Status::Background;
        }
        true
    }

    /// "denied the killing of 12 miners", not "denied any part in the killing of 12 miners".
    fn denies_harm(&self, frame: &Frame, draft: &Draft) -> bool {
        !std::ptr::eq(draft.rule, &rules::DEATHS_OF) || self.clauses.list.get(draft.trigger).is_some_and(|noun| noun.first == frame.verb + 1)
    }

    /// "the holiday road toll": kept over a season.
    fn is_tally(&self, draft: &Draft) -> bool {
        let accidents = |entry: &EntryId| row(*entry).get("kind") == Code::NonViolent.name();
        std::ptr::eq(draft.rule, &rules::TOLL) && draft.entries.first().is_some_and(accidents)
    }

    fn dates_in(&self, span: Span) -> impl Iterator<Item = &Date<'_>> {
        let start = self.dates.list.partition_point(|date| date.start < span.start);
        self.dates.list.get(start..).unwrap_or(&[]).iter().take_while(move |date| date.end <= span.end)
    }

    fn negated(&self, draft: &Draft) -> bool {
        self.clauses.vg(draft.trigger).is_some_and(|vg| vg.negated) && draft.figure.qualifier != "none"
    }

    /// Tokens of the clause around the trigger.
    fn clause(&self, draft: &Draft) -> (u32, u32) {
        let cut = |at: usize| matches!(self.clauses.kind(at), Some(ChunkKind::Semicolon | ChunkKind::Colon));
        let from = (0..draft.trigger.min(draft.chunk)).rev().find(|&at| cut(at)).map_or(0, |at| at + 1);
        let to = (draft.trigger.max(draft.chunk)..self.clauses.list.len()).find(|&at| cut(at)).unwrap_or(self.clauses.list.len());
        let first = self.clauses.list.get(from).map_or(0, |chunk| chunk.first);
        let last = to.checked_sub(1).and_then(|at| self.clauses.list.get(at)).map_or(first, |chunk| chunk.last);
        (first, last)
    }

    fn cues(&self, first: u32, last: u32, code: Code) -> impl Iterator<Item = (u32, u32)> {
        let found = (first..=last).flat_map(|at| self.parsed.phrases.of(at as usize, Table::Cues));
        found.filter(move |found| found.sense.code() == code).map(|found| (found.first, found.last))
    }

    fn has_cue(&self, first: u32, last: u32, code: Code) -> bool {
        self.cues(first, last, code).next().is_some()
    }

    /// "may have been killed".
    fn modal_hedge(&self, draft: &Draft) -> bool {
        let Some(modal) = self.clauses.vg(draft.trigger).and_then(|vg| vg.modal) else { return false };
        self.parsed.phrases.at(modal as usize).iter().any(|found| found.sense.code() == Code::MayHedge)
    }

    /// "would kill", "to arrest": what is meant, asked or feared, unless a word before tells that it was done.
    fn hypothetical(&self, draft: &Draft, start: u32) -> bool {
        if self.asked(draft) {
            return true;
        }
        let Some(vg) = self.clauses.vg(draft.trigger) else { return self.forecast(draft) || self.demanded(draft) || self.averted(draft) };
        if let Some(modal) = vg.modal {
            return self.parsed.phrases.coded(modal as usize, Table::Cues, Code::Hypothetical).is_some();
        }
        let before = draft.trigger_tok;
        let planned = || self.cues(start, before, Code::Hypothetical).any(|(_, last)| last + 1 >= before.saturating_sub(1) && last <= before);
        vg.form == VerbForm::Infinitive && !vg.perfect && (planned() || !vg.passive && !self.done(vg.first, start))
    }

    /// "prevented many deaths", "averted the killing of 40 hostages", "12 deaths were avoided".
    fn averted(&self, draft: &Draft) -> bool {
        let (low, high) = (draft.trigger.min(draft.chunk), draft.trigger.max(draft.chunk));
        let cue = |at: usize| self.clauses.vg(at).filter(|vg| self.cues(vg.main, vg.main, Code::Hypothetical).next().is_some());
        let before = (0..low).rev().find(|&at| self.clauses.kind(at) != Some(ChunkKind::Adv));
        // "failed to prevent": it came to pass.
        let failed = |first: u32| (1..=3).any(|back| self.parsed.tokens.text_of(first.saturating_sub(back) as usize).to_ascii_lowercase().starts_with("fail"));
        before.and_then(cue).is_some_and(|vg| !vg.passive && !vg.negated && !failed(vg.first)) || cue(high + 1).is_some_and(|vg| vg.passive && !vg.negated)
    }

    /// "managed to kill": a word before the infinitive tells that it was done.
    fn done(&self, infinitive: u32, start: u32) -> bool {
        self.has_cue(infinitive.saturating_sub(INFINITIVE).max(start), infinitive, Code::Done)
    }

    /// "requested the arrest of two leaders".
    fn demanded(&self, draft: &Draft) -> bool {
        draft.outcome == Code::Detained && self.frames.iter().any(|frame| frame.kind == Code::Demand && covers(frame, draft))
    }

    /// "The toll could reach 300", "may lead to 900 deaths", "could leave 40 dead", "900 deaths are expected".
    fn forecast(&self, draft: &Draft) -> bool {
        let counted = [&rules::TOLL, &rules::COUNT_NOUN, &rules::STATE].iter().any(|rule| std::ptr::eq(draft.rule, *rule));
        if !counted {
            return false;
        }
        let (low, high) = (draft.trigger.min(draft.chunk), draft.trigger.max(draft.chunk));
        let open =
            |at: &usize| !matches!(self.clauses.kind(*at), Some(ChunkKind::Sub | ChunkKind::Rel | ChunkKind::Semicolon | ChunkKind::Colon | ChunkKind::Comma));
        let from = (0..low).rev().take_while(open).find(|&at| self.clauses.is_vg(at)).unwrap_or(low);
        let words = self.clauses.list.get(from..(high + 2).min(self.clauses.list.len())).unwrap_or(&[]);
        let foretold = words.iter().any(|chunk| self.has_cue(chunk.first, chunk.last, Code::Forecast));
        foretold || (from..high).any(|at| self.unreal(at) || at < low && low == high && self.meant(at))
    }

    /// "prepared to handle 900 deaths".
    fn meant(&self, verb: usize) -> bool {
        let says = |main: u32| self.parsed.phrases.has(main as usize, Table::Attribution);
        self.clauses.vg(verb).is_some_and(|vg| vg.form == VerbForm::Infinitive && !vg.perfect && !says(vg.main) && !self.done(vg.first, 0))
    }

    /// "could reach", no "could confirm".
    fn unreal(&self, verb: usize) -> bool {
        let vg = self.clauses.vg(verb).filter(|vg| !vg.perfect && !vg.negated && self.frames.iter().all(|frame| frame.verb != vg.main));
        let unreal = |modal: u32| self.parsed.phrases.at(modal as usize).iter().any(|found| matches!(found.sense.code(), Code::Hypothetical | Code::MayHedge));
        vg.and_then(|vg| vg.modal).is_some_and(unreal)
    }

    /// "whether there had been casualties", "if soldiers had been killed": asked or supposed, not told.
    fn asked(&self, draft: &Draft) -> bool {
        let (from, clauses) = (draft.trigger.min(draft.chunk), &self.clauses);
        let there = |at: usize| at.checked_sub(1).is_some_and(|before| clauses.is(before, "there"));
        let before = (0..from).rev().take_while(|&at| match clauses.kind(at) {
            Some(ChunkKind::Vg(_)) => at + 1 == from || there(at),
            kind => !matches!(kind, Some(ChunkKind::Comma | ChunkKind::Semicolon | ChunkKind::Colon)),
        });
        let mut before = before.filter(|&at| clauses.is(at, "whether") || clauses.is(at, "if"));
        !clauses.in_relative(draft.trigger) && before.next().is_some()
    }

    /// A cumulative window beside the claim: its start, as tokens.
    fn window(&self, draft: &Draft) -> Option<Option<(u32, u32)>> {
        let (first, last) = self.clause(draft);
        let mut cues = self.cues(first, last, Code::Cumulative);
        let cue = cues.find(|cue| {
            !self.has_cue(cue.0.saturating_sub(12).max(first), cue.0, Code::Superlative)
                && (!self.parsed.tokens.text_of(cue.0 as usize).eq_ignore_ascii_case("since") || self.since_counts(cue.0, draft))
                && !self.when_follows(cue.1, draft)
        });
        let Some(cue) = cue else { return self.dated_window(draft, first, last).or_else(|| (self.strife(draft) || self.after_war(draft)).then_some(None)) };
        let start = cue.1 + 1;
        let end = (start..=last).take_while(|&at| self.parsed.tokens.get(at as usize).is_some_and(|token| !token.is(b',') && !token.is(b'.'))).last();
        Some(end.map(|end| (start, end)).or(Some(cue)))
    }

    /// "the war has killed 3,000", "3,000 have been killed in the war": what a whole war did.
    fn strife(&self, draft: &Draft) -> bool {
        let Some(vg) = self.clauses.vg(draft.trigger) else { return false };
        if draft.figure.first < vg.first {
            let war = || self.has_cue(vg.last + 1, (vg.last + 7).min(self.clause(draft).1), Code::Strife);
            let many = draft.outcome == Code::Killed && draft.figure.best >= Some(MANY);
            return vg.perfect && (many || war() || draft.sentence > LEAD && draft.figure.qualifier == "vague" && !self.known && self.in_events(draft.trigger));
        }
        if vg.passive {
            return false;
        }
        let subject = self.clauses.subject(draft.trigger).and_then(|np| self.clauses.list.get(np));
        let acts = subject.is_some_and(|np| self.has_cue(np.first, np.last, Code::Strife));
        let relative = (vg.first.saturating_sub(14)..vg.first).any(|at| self.parsed.tag(at as usize) == crate::token::Tag::RelPron);
        acts || vg.perfect && relative && self.has_cue(vg.first.saturating_sub(16).max(self.clause(draft).0), vg.first, Code::Strife)
    }

    /// "in sectarian clashes": events of a kind, none of them told.
    fn in_events(&self, verb: usize) -> bool {
        let np = self.clauses.np(verb + 2).filter(|np| self.clauses.is(verb + 1, "in") && np.determiner == Determiner::Bare && np.plural);
        np.and_then(|np| np.head).is_some_and(|head| self.parsed.phrases.ends(head as usize, Table::EventNouns))
    }

    /// "The war broke out in April. Thousands have been killed": the sentence before tells of the whole war, and nothing happens in between.
    fn after_war(&self, draft: &Draft) -> bool {
        let before = draft.sentence.checked_sub(1).filter(|at| !self.opens_paragraph(at + 1));
        let perfect = (0..=draft.trigger).any(|at| self.clauses.vg(at).is_some_and(|vg| vg.perfect && vg.passive));
        let Some(before) = before.filter(|_| perfect).map(|at| self.parsed.clauses(at)) else { return false };
        let subject = before.list.iter().find(|chunk| matches!(chunk.kind, ChunkKind::Np(_)));
        subject.is_some_and(|np| self.has_cue(np.first, np.last, Code::Strife))
    }

    fn opens_paragraph(&self, sentence: usize) -> bool {
        let first = self.parsed.sentences.get(sentence).and_then(|sentence| self.parsed.tokens.get(sentence.first));
        first.is_none_or(|token| token.starts_paragraph())
    }

    /// "the first since 2017, when a general was killed": the window ends where the claim begins.
    fn when_follows(&self, window: u32, draft: &Draft) -> bool {
        window < draft.figure.first && self.has_cue(window, draft.figure.first, Code::WhenClause)
    }

    /// "In 2023 alone", "in the past 24 hours", "displaced in March": a dated span that is tallied.
    fn dated_window(&self, draft: &Draft, first: u32, last: u32) -> Option<Option<(u32, u32)>> {
        let span = self.parsed.tokens.span(first as usize, last as usize);
        let inside = self.dates_in(span);
        let tallied = |date: &&Date| {
            let alone = self.has_cue(
                self.parsed.tokens.at_byte(date.end.saturating_sub(1)) as u32,
                self.parsed.tokens.at_byte(date.end.saturating_sub(1)) as u32 + 1,
                Code::Alone,
            );
            let displaced = draft.outcome == Code::Displaced && matches!(date.granularity, "month" | "year");
            (date.kind == "window" && !date.text.eq_ignore_ascii_case("this week") && !(date.granularity == "day" && self.one_event(first, last)))
                || alone
                || displaced
        };
        let record = |date: &&Date| {
            let at = self.parsed.tokens.at_byte(date.start) as u32;
            self.when_follows(at, draft) || self.has_cue(at.saturating_sub(12).max(first), at, Code::Superlative)
        };
        let date = inside
            .filter(|date| date.kind != "duration" && date.granularity != "vague" && !date.text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("since")))
            .find(|date| tallied(date) && !record(date))?;
        let (from, to) = (self.parsed.tokens.at_byte(date.start), self.parsed.tokens.at_byte(date.end.saturating_sub(1)));
        Some(Some((from as u32, to as u32)))
    }

    /// "in an operation over the past two days": one event that lasted, no tally of many.
    fn one_event(&self, first: u32, last: u32) -> bool {
        let heads =
            self.clauses.list.iter().enumerate().filter(|(at, chunk)| chunk.first >= first && chunk.last <= last && self.clauses.governor(*at).is_some());
        let mut events = heads.filter_map(|(at, _)| self.clauses.np(at)).filter(|np| np.determiner == Determiner::Article && !np.plural);
        events.any(|np| np.head.is_some_and(|head| self.parsed.phrases.has(head as usize, Table::EventNouns)))
    }

    /// "since 2009" opens a window; "the worst since 141 troops were killed" and "has since died" do not.
    fn since_counts(&self, since: u32, draft: &Draft) -> bool {
        let before_clause = since < draft.trigger_tok && since < draft.figure.first && !self.opens_sentence(since);
        let next_verb = self.clauses.list.iter().position(|chunk| chunk.first == since + 1).is_some_and(|at| self.clauses.is_vg(at));
        !before_clause && !next_verb
    }

    fn opens_sentence(&self, at: u32) -> bool {
        self.clauses.list.first().is_some_and(|chunk| at <= chunk.first + 1)
    }

    fn background(&self, draft: &Draft, start: u32) -> bool {
        let told = self.clauses.list.get(draft.chunk + 1).filter(|_| draft.trigger_tok < draft.figure.first && !self.clauses.is_vg(draft.trigger));
        let upto = told.map_or(0, |after| after.last).max(draft.trigger_tok).max(draft.figure.first);
        let near_cue = self.cues(start, upto, Code::Background).next().is_some();
        let since_clause = self.since_clause(draft);
        let end = draft.victim.map_or(draft.figure.last, |victim| victim.last.max(draft.figure.last)).max(draft.trigger_last);
        let dated_back = self.cues(end + 1, end + 1, Code::Background).any(|(first, last)| last > first);
        self.profile
            || self.told_aside(draft)
            || near_cue
            || dated_back
            || since_clause
            || self.after_when(draft, start)
            || self.earlier_date(draft)
            || self.known_for(draft)
    }

    /// "near Orel, the town where an attack killed 20": what a place is known for, not the news.
    fn known_for(&self, draft: &Draft) -> bool {
        let before = (0..draft.trigger.min(draft.chunk)).rev().take_while(|&at| !self.clauses.is_vg(at) && self.clauses.kind(at) != Some(ChunkKind::Comma));
        let opening = before.filter(|&at| self.clauses.is(at, "where")).last();
        let place = opening.and_then(|at| self.clauses.np(at.checked_sub(1)?));
        draft.sentence > 2 && !self.known && place.is_some_and(|np| !np.proper && self.has_cue(np.first, np.last, Code::Definite))
    }

    /// "a week after 44 people were killed": what a later thing is dated by.
    fn after_when(&self, draft: &Draft, start: u32) -> bool {
        let limit = draft.figure.first;
        let joined = |at: &u32| self.parsed.tokens.get(*at as usize).is_some_and(|token| !token.is(b','));
        (start..limit).rev().take_while(joined).any(|at| {
            let after = self.parsed.phrases.at(at as usize).iter().any(|found| found.sense.code() == Code::DatedBy);
            let before = at.checked_sub(1).is_some_and(|unit| self.parsed.phrases.coded(unit as usize, Table::Things, Code::Duration).is_some());
            after && before
        })
    }

    /// "the deadliest attack since 141 troops were killed".
    fn since_clause(&self, draft: &Draft) -> bool {
        let (first, _) = self.clause(draft);
        let upto = draft.figure.first.min(draft.trigger_tok);
        let since = (first..upto).rev().find(|&at| self.parsed.tokens.text_of(at as usize).eq_ignore_ascii_case("since"));
        let apart = |from: u32| (from..upto).any(|at| self.parsed.tokens.get(at as usize).is_some_and(|token| token.is(b',')));
        since.is_some_and(|since| !apart(since) || self.has_cue(since, upto, Code::WhenClause)) && !self.opens_with_since()
    }

    fn opens_with_since(&self) -> bool {
        self.clauses.is(0, "since")
    }

    fn is_relative(&self, draft: &Draft) -> bool {
        self.clauses.vg(draft.trigger).is_some_and(|vg| vg.first > 0 && self.parsed.tag(vg.first as usize - 1) == crate::token::Tag::RelPron)
    }

    /// "the marathon blasts, which killed three people", late in the news of another toll: what the blasts are known by.
    fn told_aside(&self, draft: &Draft) -> bool {
        let counted = draft.figure.best > Some(1) && draft.figure.qualifier != "vague";
        let harms = draft.figure.first > draft.trigger_tok && counted && draft.relation.is_none();
        draft.sentence > LEAD && self.other_told && harms && self.is_relative(draft)
    }

    /// A date in the same clause that lies well before the incident reported.
    fn earlier_date(&self, draft: &Draft) -> bool {
        let (first, last) = self.clause(draft);
        let mut span = self.parsed.tokens.span(first as usize, last as usize);
        if self.dates_in(span).next().is_none() {
            // "In 2020, the prison was stormed; two guards died": the date before the semicolon holds
            span.start = self.clauses.list.first().map_or(span.start, |chunk| self.parsed.tokens.span(chunk.first as usize, chunk.first as usize).start);
        }
        let anchor = self.dates.day.or(self.main_date);
        let open = |date: &Date| date.weekday.is_none() && matches!(date.value, DateValue::Bounds { start: None, .. });
        let inside = self.dates_in(span).filter(|date| date.kind == "event_date" && !open(date));
        let trigger = self.parsed.tokens.span(draft.trigger_tok as usize, draft.trigger_last as usize);
        let nearest = inside.min_by_key(|date| date.start.abs_diff(trigger.start).min(date.end.abs_diff(trigger.end)));
        let day = |date: &Date| date.kind == "event_date" && date.granularity == "day" && date.end <= span.start;
        let news = self.dates.list.iter().take(FIRST_DATES).any(day);
        let late = (draft.sentence > LEAD || news) && draft.figure.qualifier != "none";
        let relative = self.is_relative(draft);
        nearest.is_some_and(|date| {
            is_earlier(date, self.dates.days(date.id.index()), anchor, if relative { 3 } else { 7 }) || (late && anchor.is_none() && open_month(date))
        })
    }
}

/// "A court on Monday sentenced ...": the news is a trial, and what the accused did lies back, if the lead tells of no harm of its own.
pub fn set_trial_back(parsed: &Parsed, drafts: &mut [Draft]) {
    let end = parsed.sentences.get(2).or(parsed.sentences.last()).map_or(0, |sentence| sentence.end);
    let cues = (0..end).filter(|&at| parsed.phrases.coded(at, Table::EventCues, Code::Court).is_some()).take(2);
    let harmed = |draft: &Draft| draft.status == Status::Current && matches!(draft.outcome, Code::Killed | Code::Injured | Code::Casualty);
    if cues.count() < 2 || drafts.iter().any(|draft| draft.sentence < 3 && harmed(draft)) {
        return;
    }
    drafts.iter_mut().filter(|draft| harmed(draft)).for_each(|draft| draft.status = Status::Background);
}

/// "Jund al-Haqq is a militant group active in ...": an entry about a group begins by saying what it is.
pub fn is_profile(parsed: &Parsed) -> bool {
    let clauses = parsed.clauses(0);
    let Some(be) = (1..clauses.list.len()).find(|&at| clauses.is_vg(at)) else { return false };
    let is = clauses.is(be, "is") && clauses.vg(be).is_some_and(|vg| vg.copula);
    let Some(np) = clauses.np(be + 1).filter(|np| is && np.determiner == Determiner::Article && !np.plural) else { return false };
    let has = |table: Table, code: Code| (np.inner..=np.last).any(|at| parsed.phrases.coded(at as usize, table, code).is_some());
    has(Table::Sides, Code::Nonstate) && has(Table::Groupers, Code::People)
}

/// Whether days that `date` gives lie before the reported incident: an earlier month or year, or more than `least` days before.
fn is_earlier(date: &Date, days: Option<(i32, i32)>, anchor: Option<i32>, least: i32) -> bool {
    let Some((_, last)) = days else { return false };
    let coarse = !matches!(date.granularity, "day" | "time" | "week");
    match anchor {
        Some(anchor) => last < anchor && (coarse || anchor - last > least),
        None => matches!(date.granularity, "year" | "decade" | "month" | "day"),
    }
}

/// "In April" in the body of an article without any date: not the news of the day.
fn open_month(date: &Date) -> bool {
    let DateValue::Bounds { start, .. } = &date.value else { return false };
    date.granularity == "month" && start.as_deref().is_none_or(|start| start.starts_with("--"))
}

/// Whether the frame's scope covers the draft.
pub fn covers(frame: &Frame, draft: &Draft) -> bool {
    let at = draft.figure.first;
    frame.scope_first <= at && at <= frame.scope_last
}
