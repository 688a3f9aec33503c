//! The rules by which dates are found, with examples.

use crate::rule::{Rule, RuleInfo};

macro_rules! rules {
    ($($name:ident = $id:literal, $summary:literal, $fires:expr, $not:expr;)*) => {
        $(pub(super) static $name: RuleInfo = RuleInfo::new($id, $summary, &$fires, &$not);)*
        /// All rules for dates.
        pub static RULES: &[Rule] = &[$(&$name),*];
    };
}

rules! {
    CALENDAR_DAY = "date.calendar-day", "A day and a month, with or without a year; without one, the latest such day before publication.",
        ["The camp was shelled on 2 June 2025.", "A raid on June 2 left ten dead."], ["They may have 2 bases.", "In June 200 soldiers deserted."];
    NUMERIC_DAY = "date.numeric-day", "A date in figures; where day and month could be swapped, it stays open unless the text or the publication date decides.",
        ["The post was hit on 2025-06-02.", "Signed on 23/06/2025."], ["A ratio of 3/4.", "Call 138-2010-2015."];
    MONTH = "date.month", "A month, with or without a year.",
        ["The truce collapsed in March.", "Since June 2022 it has held the town."], ["They march on the capital.", "It may rain."];
    YEAR = "date.year", "A number that stands where years stand: after in, since, until, beside another year, in brackets.",
        ["The war began in 2014.", "The revolt (1861-1865) failed."], ["It freed 2014 prisoners.", "Some 1900 soldiers fled."];
    DECADE = "date.decade", "Ten years or a hundred, named by their first year or by number.",
        ["The group was formed in the 1990s.", "In the nineteenth century it was a port."], ["He has 90 rifles."];
    WEEKDAY = "date.weekday-before-publication", "A weekday is the latest such day on or before the publication date; without that date it stays open.",
        ["Gunmen struck on Tuesday morning.", "The mayor died last Friday."], ["The sun rose.", "The men sat down."];
    DAY_SHIFT = "date.day-from-publication", "Today, yesterday, last night: counted from the publication date.",
        ["Four guards were killed yesterday.", "Shelling went on overnight."], ["They live from day to day."];
    AGO = "date.length-from-publication", "A length followed by ago is counted back from the publication date.",
        ["The bridge was blown up three days ago."], ["He is three years old."];
    LATER = "date.length-from-text", "A length followed by later or earlier, the next day, that night: counted from the date the text named before.",
        ["Two days later the garrison surrendered.", "The next day it was quiet."], ["The next village was empty."];
    PERIOD = "date.named-period", "Last week, this month, next year: the calendar period counted from the publication date.",
        ["Last week rebels ambushed a convoy.", "Earlier this month a market was hit."], ["The last soldier left."];
    SEASON = "date.season", "A season, with or without a year.",
        ["The offensive began in the summer of 2014."], ["They drank from a spring.", "The fall of the town."];
    QUARTER = "date.quarter", "A quarter of a year.",
        ["Attacks doubled in the first quarter of 2014."], ["They gave no quarter."];
    FEAST = "date.feast", "A feast, by the calendar in the data; feasts that follow the moon may be a day off.",
        ["The truce for Eid al-Fitr failed.", "A church was bombed on Christmas Day 2011."], ["They feasted."];
    RANGE = "date.range", "Two dates joined by a dash, to, or between and: from the first to the last.",
        ["Fighting on the night of 3-4 March left 20 dead.", "From Monday to Wednesday the road was closed."], ["Between 3 and 5 men fled."];
    TIME_OF_DAY = "date.time-of-day", "A time on the clock or a part of the day; it belongs to the day named beside or before it.",
        ["The base was hit at 6:15 a.m.", "They attacked at dawn."], ["He was treated at 5 health centres."];
    DURATION = "date.duration", "How long something lasted.",
        ["The siege lasted for over a decade.", "A 72-hour truce was agreed."], ["A 30-year-old man was shot."];
    WINDOW = "date.window", "A stretch of time that ends, or starts, at the publication date or at the date named before.",
        ["In the past 24 hours six civilians died."], ["He walked past 24 houses."];
    VAGUE_TIME = "date.vague-time", "Now, then, recently: a time is spoken of, no date can be given.",
        ["The road is now closed.", "At that time the town was empty."], ["They know nothing."];
    PUBLISHED = "date.publication", "A date in a dateline, a header or a byline is the day of publication.",
        ["KABUL, Afghanistan (July 4, 2010) - A patrol was attacked."], ["A patrol was attacked on July 4, 2010."];
}
