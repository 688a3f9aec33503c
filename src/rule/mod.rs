//! Reasons: the rule that made a thing, the spans it read, the data rows it used.
//!
//! Every fact of the report carries its rule, the spans it read and the rows it used (`schema::Provenance`). Rules are
//! `static` [`RuleInfo`]s, listed per stage in one array; `lib::rules` joins them for `sitrep rules`, the page and the tests.

/// What a rule is called, what it finds in plain words, and examples that fire and that must not.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub struct RuleInfo {
    /// A name that reads as a fact, such as `claim.number-victims-killed`.
    pub name: &'static str,
    /// One plain sentence for a reader who is no programmer.
    pub summary: &'static str,
    /// Short texts in which the rule fires.
    pub fires: &'static [&'static str],
    /// Short texts in which it must not.
    pub not: &'static [&'static str],
}

impl RuleInfo {
    /// The rule of that description. The module of the page goes without the examples: nobody reads them there.
    pub const fn new(name: &'static str, summary: &'static str, fires: &'static [&'static str], not: &'static [&'static str]) -> Self {
        if cfg!(target_arch = "wasm32") { Self { name, summary, fires: &[], not: &[] } } else { Self { name, summary, fires, not } }
    }
}

/// A rule, by reference to its description.
pub type Rule = &'static RuleInfo;

/// A row of a data table: the table's index and the row's, both assigned by the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// Index into the list of tables.
    pub table: u8,
    /// Index of the row in its table.
    pub row: u16,
}
