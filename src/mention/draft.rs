//! An entity while it is being put together.
//!
//! In: the candidate that names it first. Out: fields of the report's entity, and the mentions in tokens.

use super::join::{acled_force_name, branch_row, country_code};
use crate::lexicon::{Code, Table, row};
use crate::recognize::{Class, Formed, country_row};
use crate::rule::EntryId;
use crate::schema::{Provenance, Text};
use crate::text::Span;
use std::borrow::Cow;

/// What tells two entities apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A row of a table.
    Row(EntryId),
    /// Country and branch.
    Force(Option<EntryId>, Code),
    /// Country and body.
    Government(Option<EntryId>, String),
    /// An unlisted name, folded.
    Name(String),
    /// Armed people without a name, folded.
    Generic(String),
    /// Somebody quoted without a name, folded.
    Source(String),
}

/// A mention in tokens.
#[derive(Clone, Debug)]
pub struct Spoken<'t> {
    /// First token.
    pub first: usize,
    /// Last token, included.
    pub last: usize,
    /// The words.
    pub text: Text<'t>,
    /// name, acronym, alias, nominal.
    pub kind: &'static str,
    /// Why.
    pub provenance: Provenance,
}

/// An entity in the making.
#[derive(Clone, Debug)]
pub struct Draft<'t> {
    /// What tells it apart; none for persons.
    pub key: Option<Key>,
    /// Type as in the report.
    pub r#type: &'static str,
    /// Name.
    pub name: Text<'t>,
    /// The name was taken from the text.
    pub named: bool,
    /// Folded words of a person's name.
    pub words: Vec<String>,
    /// Another name of a person, folded.
    pub called: Option<String>,
    /// Acronym as in the text.
    pub acronym: Option<Text<'t>>,
    /// Subtype.
    pub subtype: Option<Text<'t>>,
    /// Country row.
    pub country: Option<EntryId>,
    /// Rank as written.
    pub rank: Option<Text<'t>>,
    /// NATO code of the rank.
    pub rank_norm: Option<Text<'t>>,
    /// Role in lower case.
    pub role: Option<Text<'t>>,
    /// Tokens of what the role is held in, and whether it is a command.
    pub held_in: Option<((usize, usize), bool)>,
    /// Class as in the report.
    pub actor_class: Option<&'static str>,
    /// ACLED's number of the class.
    pub acled_inter: Option<u8>,
    /// Name as ACLED writes it.
    pub acled_name: Option<Text<'t>>,
    /// No name of its own.
    pub generic: bool,
    /// Kind of group: jihadist, separatist, communal.
    pub family: &'static str,
    /// First tokens of the mentions that are no nominals, in order, and whether they are names.
    pub heard: Vec<(usize, bool)>,
    /// Mentions.
    pub spoken: Vec<Spoken<'t>>,
    /// Entity, relation and evidence.
    pub ties: Vec<(usize, &'static str, Option<Span>)>,
    /// Why it is there.
    pub provenance: Provenance,
}

impl<'t> Draft<'t> {
    fn new(key: Option<Key>, r#type: &'static str, name: Text<'t>, provenance: Provenance) -> Self {
        let name = if name.contains(['\n', '\r', '\t']) { Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" ")) } else { name };
        Draft {
            key,
            r#type,
            name,
            named: false,
            words: Vec::new(),
            called: None,
            acronym: None,
            subtype: None,
            country: None,
            rank: None,
            rank_norm: None,
            role: None,
            held_in: None,
            actor_class: None,
            acled_inter: None,
            acled_name: None,
            generic: false,
            family: "",
            heard: Vec::new(),
            spoken: Vec::new(),
            ties: Vec::new(),
            provenance,
        }
    }

    /// Whether the entity is a row of a table, so that the text's own spelling names it.
    pub fn key_is_row(&self) -> bool {
        matches!(self.key, Some(Key::Row(_)))
    }

    fn class(mut self, class: &'static str, inter: Option<u8>) -> Self {
        self.actor_class = Some(class);
        self.acled_inter = inter;
        self
    }

    /// An entity that is a row of a table of actors.
    pub fn of_row(entry: EntryId, provenance: Provenance) -> Self {
        let view = row(entry);
        let table = |table: Table| entry.table == table as u8;
        let code = view.code();
        let r#type = match () {
            () if table(Table::Groups) => "armed_group",
            () if table(Table::StateForces) => "state_force",
            () if table(Table::PrivateMilitary) => "private_military",
            () if table(Table::ExternalForces) && code != Code::Command => "external_force",
            () if table(Table::Organisations) && code == Code::Government => "government",
            () => "organisation",
        };
        let mut draft = Draft::new(Some(Key::Row(entry)), r#type, Cow::Borrowed(view.term()), provenance);
        let country = view.get("country");
        draft.country = country_row(country);
        draft.family = view.get("family");
        draft.acled_name = Some(view.get("acled_name")).filter(|name| !name.is_empty()).map(Cow::Borrowed);
        match r#type {
            "armed_group" => {
                let (class, inter) = match code {
                    Code::PoliticalMilitia => ("political_militia", 3),
                    Code::IdentityMilitia => ("identity_militia", 4),
                    _ => ("rebel_group", 2),
                };
                draft.class(class, Some(inter))
            }
            "state_force" => {
                draft.subtype = Some(Cow::Borrowed(code.name()));
                draft.class("state_forces", Some(1))
            }
            "private_military" | "external_force" => {
                draft.subtype = Some(Cow::Borrowed(code.name()));
                draft.class("external_forces", Some(8))
            }
            "organisation" if table(Table::ExternalForces) => {
                draft.subtype = Some(Cow::Borrowed("military_command"));
                draft.class("external_forces", None)
            }
            _ => {
                draft.subtype = Some(Cow::Borrowed(code.name()));
                draft
            }
        }
    }

    /// A force of a state.
    pub fn of_force(country: Option<EntryId>, branch: Code, provenance: Provenance) -> Self {
        let label = branch_row(branch).map_or("", |entry| row(entry).get("label"));
        let name = country.map_or(label.to_string(), |country| format!("{label} of {}", row(country).term()));
        let mut draft = Draft::new(Some(Key::Force(country, branch)), "state_force", Cow::Owned(name), provenance);
        draft.country = country;
        draft.generic = country.is_none();
        draft.subtype = Some(branch).filter(|branch| *branch != Code::Military).map(|branch| Cow::Borrowed(branch.name()));
        draft.acled_name = country.and_then(|country| acled_force_name(country, branch)).map(Cow::Owned);
        draft.class("state_forces", Some(1))
    }

    /// A government or a part of one.
    pub fn of_government(country: Option<EntryId>, body: Option<Text<'t>>, provenance: Provenance) -> Self {
        let land = country.map_or("", |country| row(country).term());
        let name = match (&body, land) {
            (Some(body), "") => body.to_string(),
            (Some(body), land) => format!("{body} of {land}"),
            (None, "") => "Government".to_string(),
            (None, land) => format!("Government of {land}"),
        };
        let key = Key::Government(country, body.as_deref().map_or(String::new(), crate::lexicon::gazetteer::fold::fold));
        let mut draft = Draft::new(Some(key), "government", Cow::Owned(name), provenance);
        draft.country = country;
        draft.generic = country.is_none();
        draft
    }

    /// An unlisted name.
    pub fn of_form(formed: &Formed<'t>, name: Text<'t>, country: Option<EntryId>, provenance: Provenance) -> Self {
        let r#type = match formed.class {
            Class::Armed => "armed_group",
            Class::Unit => "state_force",
            Class::Organisation if formed.subtype == Some("government") => "government",
            Class::Organisation => "organisation",
        };
        let mut draft = Draft::new(Some(Key::Name(crate::lexicon::gazetteer::fold::fold(&name))), r#type, name.clone(), provenance);
        draft.acronym = formed.acronym.then_some(name);
        draft.subtype = formed.subtype.filter(|_| formed.class == Class::Organisation).map(Cow::Borrowed);
        match formed.class {
            Class::Armed => draft.class("rebel_group", None),
            Class::Unit => {
                draft.country = country;
                draft.class("state_forces", Some(1))
            }
            Class::Organisation => draft,
        }
    }

    /// A coalition named by that word alone.
    pub fn of_coalition(name: Text<'t>, provenance: Provenance) -> Self {
        let mut draft = Draft::new(Some(Key::Name(crate::lexicon::gazetteer::fold::fold(&name))), "external_force", name, provenance);
        draft.subtype = Some(Cow::Borrowed(Code::Coalition.name()));
        draft.class("external_forces", Some(8))
    }

    /// A person.
    pub fn of_person(name: Text<'t>, words: Vec<String>, provenance: Provenance) -> Self {
        let mut draft = Draft::new(None, "person", name, provenance);
        draft.words = words;
        draft
    }

    /// Armed people without a name.
    pub fn generic(name: Text<'t>, _kind: Code, provenance: Provenance) -> Self {
        let key = Key::Generic(crate::lexicon::gazetteer::fold::fold(&name));
        let mut draft = Draft::new(Some(key), "armed_group", name, provenance);
        draft.generic = true;
        draft
    }

    /// Somebody quoted without a name.
    pub fn of_source(name: Text<'t>, subtype: &'static str, provenance: Provenance) -> Self {
        let key = Key::Source(crate::lexicon::gazetteer::fold::fold(&name));
        let mut draft = Draft::new(Some(key), "source", name, provenance);
        draft.subtype = Some(Cow::Borrowed(subtype));
        draft
    }

    /// Country code for the report.
    pub fn country_code(&self) -> Option<Text<'t>> {
        country_code(self.country)
    }
}
