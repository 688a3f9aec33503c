//! Which tables there are, which closed list their `code` comes from, and how their words inflect.

/// How the spellings of a table's rows are multiplied into forms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Only as listed.
    AsListed,
    /// Nouns: as listed and in the plural (column `plural`; `-` regular, `=` none of its own).
    Nouns,
    /// Verbs: base, third person, past, participle, -ing (column `forms`; `-` regular).
    Verbs,
}

/// One table of `data/`.
pub struct Spec {
    /// Path below `data/`, without `.tsv`.
    pub path: &'static str,
    /// Closed list of the `code` column: a file of `data/codes/`.
    pub codes: &'static str,
    /// Inflection.
    pub words: Words,
    /// Extra columns, after the base columns, in order.
    pub extra: &'static [&'static str],
    /// Whether the rows lie in the pack of names, which the page fetches beside the module.
    pub named: bool,
}

/// The base columns of every table.
pub const BASE: [&str; 9] = ["id", "term", "also", "code", "needs", "from", "until", "source", "note"];

/// Columns for the people who keep the tables: the running program cannot ask for them.
pub const LEFT_OUT: [&str; 6] = ["from", "until", "note", "demonym_list", "iso2", "affiliation"];

const fn table(path: &'static str, codes: &'static str, words: Words, extra: &'static [&'static str]) -> Spec {
    Spec { path, codes, words, extra, named: false }
}

/// A table of names: of groups, forces, places, people and kinds of things.
const fn names(path: &'static str, codes: &'static str, extra: &'static [&'static str]) -> Spec {
    Spec { path, codes, words: Words::AsListed, extra, named: true }
}

/// All tables, in the order of their index.
pub const TABLES: &[Spec] = &[
    table("en/harm_verbs", "outcomes", Words::Verbs, &["forms", "frame", "kind"]),
    table("en/harm_nouns", "outcomes", Words::Nouns, &["plural", "frame", "kind"]),
    table("en/harm_states", "outcomes", Words::AsListed, &["frame"]),
    table("en/people", "sides", Words::Nouns, &["plural", "actor", "number", "acled"]),
    table("en/number_words", "number_kinds", Words::AsListed, &["value", "coded_as"]),
    table("en/qualifiers", "qualifiers", Words::AsListed, &["place"]),
    table("en/attribution", "speech", Words::Verbs, &["forms"]),
    table("en/cues", "cues", Words::AsListed, &[]),
    table("en/things", "not_casualty_reasons", Words::Nouns, &["plural"]),
    table("en/auxiliaries", "auxiliaries", Words::AsListed, &[]),
    table("en/groupers", "groupers", Words::Nouns, &["plural"]),
    table("en/sides", "sides", Words::AsListed, &[]),
    table("en/verb_frames", "verb_frames", Words::Verbs, &["forms"]),
    table("en/event_verbs", "event_codes", Words::Verbs, &["forms", "frame"]),
    table("en/event_nouns", "event_codes", Words::Nouns, &["plural"]),
    table("en/event_cues", "event_cue_classes", Words::Nouns, &["plural"]),
    table("en/statement_words", "statement_words", Words::AsListed, &["value"]),
    table(
        "coding/event_types",
        "event_codes",
        Words::AsListed,
        &["sub_event_type", "runner_up", "plover", "mode", "attacktype", "weaptype", "how", "did", "noun", "done", "no_death"],
    ),
    table("coding/wording", "wording", Words::AsListed, &["text"]),
    table("coding/sub_event_types", "sub_event_types", Words::AsListed, &["name", "event_type", "disorder_type", "if"]),
    table("coding/settings", "coding_settings", Words::AsListed, &["allowed"]),
    table("coding/profiles", "coding_settings", Words::AsListed, &["profile", "value"]),
    table("en/abbreviations", "abbreviations", Words::AsListed, &[]),
    table(
        "codes/countries",
        "country_kinds",
        Words::AsListed,
        &["iso3", "iso2", "demonym", "capital", "capital_government", "lat", "lon", "acled_forces", "acronym"],
    ),
    names("world/groups", "group_classes", &["acronym", "acronym_needs", "country", "affiliation", "acled_name", "family"]),
    names("world/state_forces", "branches", &["acronym", "country", "acled_name", "acronym_needs"]),
    names("world/external_forces", "external_kinds", &["acronym", "country", "acronym_needs"]),
    names("world/private_military", "private_kinds", &["acronym", "country", "acronym_needs", "acled_name"]),
    table("en/force_words", "branches", Words::AsListed, &["plural_people"]),
    names("world/organisations", "organisation_kinds", &["acronym", "country", "acronym_needs"]),
    table("en/org_words", "org_words", Words::AsListed, &[]),
    names("en/ranks", "ranks", &[]),
    names("en/roles", "roles", &[]),
    names("en/weapons", "weapon_classes", &["form"]),
    names("en/facilities", "facility_types", &[]),
    names("world/regions", "region_kinds", &["country", "lat", "lon"]),
    names("world/divisions", "division_kinds", &["country", "acronym", "lat", "lon"]),
    names("world/given_names", "given_names", &[]),
    names("world/surnames", "surnames", &[]),
    table("en/name_particles", "name_particles", Words::AsListed, &[]),
    table("en/modified", "modified", Words::Nouns, &["plural"]),
    table("en/branch_names", "branches", Words::AsListed, &["acled", "label"]),
    table("en/form_words", "form_words", Words::AsListed, &[]),
    table("en/context", "context", Words::AsListed, &[]),
    table("en/place_nouns", "place_nouns", Words::Nouns, &["plural"]),
    table("en/fighters", "fighters", Words::Nouns, &["plural", "family"]),
    table("en/armed_adjectives", "armed_adjectives", Words::AsListed, &[]),
    table("en/source_nouns", "source_nouns", Words::Nouns, &["plural"]),
    table("en/function_words", "function_words", Words::AsListed, &[]),
    table("en/calendar", "calendar", Words::AsListed, &["value", "part", "days", "dates"]),
];
