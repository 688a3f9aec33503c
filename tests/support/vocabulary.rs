//! What a line of a case may speak of: for each kind of line the list of the report, the tags and the named fields.

/// A kind of line.
pub struct Kind {
    /// First word of the line.
    pub name: &'static str,
    /// List of the report it looks in.
    pub list: &'static str,
    /// Where words in quotation marks without a name are looked for.
    pub text: &'static [&'static str],
    /// Where a word without a name (`main`, `state`) is looked for.
    pub tags: &'static [&'static str],
    /// Named fields.
    pub fields: &'static [(&'static str, &'static [&'static str])],
}

const CLAIM: Kind = Kind {
    name: "claim",
    list: "casualty_claims",
    text: &["victim.text"],
    tags: &["outcome", "side", "status", "polarity", "verification", "basis", "severity", "harm", "cause"],
    fields: &[
        ("per", &["attributed_to.@.name", "attributed_to.@.aliases", "attributed_to.@.acronym"]),
        ("via", &["attribution_chain.@.name", "attribution_chain.@.aliases", "attribution_chain.@.acronym"]),
        ("denied-by", &["denied_by.@.name", "denied_by.@.aliases", "denied_by.@.acronym"]),
        ("term", &["term"]),
        ("since", &["since"]),
        ("unit", &["unit"]),
        ("figure", &["figure.text"]),
        ("coded", &["coded.best"]),
        ("coded-low", &["coded.low"]),
        ("coded-high", &["coded.high"]),
        ("row", &["coded.entries", "provenance.entries"]),
    ],
};

const EVENT: Kind = Kind {
    name: "event",
    list: "events",
    text: &["label"],
    tags: &["status"],
    fields: &[
        ("kind", &["acled.sub_event_type"]),
        ("type", &["acled.event_type"]),
        ("mode", &["plover.mode"]),
        ("place", &["places.@.name", "places.@.mentions.text"]),
        ("date", &["date.@.value.start"]),
        ("attacker", &["actors.role=attacker.entity.@.name", "actors.role=attacker.entity.@.aliases"]),
        ("target", &["actors.role=target.entity.@.name", "actors.role=target.entity.@.aliases"]),
        ("defender", &["actors.role=defender.entity.@.name", "actors.role=defender.entity.@.aliases"]),
        ("victim", &["actors.role=victim.entity.@.name", "actors.role=victim.entity.@.aliases"]),
        ("participant", &["actors.role=participant.entity.@.name", "actors.role=participant.entity.@.aliases"]),
        ("dead", &["fatalities.total.best"]),
        ("dead-low", &["fatalities.total.low"]),
        ("dead-high", &["fatalities.total.high"]),
        ("acled-dead", &["acled.fatalities"]),
        ("assoc1", &["acled.assoc_actor_1"]),
        ("assoc2", &["acled.assoc_actor_2"]),
    ],
};

const PLACE: Kind = Kind {
    name: "place",
    list: "places",
    text: &["name", "mentions.text"],
    tags: &["event_role", "status", "feature", "country"],
    fields: &[
        ("country", &["country"]),
        ("admin1", &["admin1"]),
        ("relation", &["relation.type"]),
        ("of", &["relation.of.@.name"]),
        ("km", &["relation.km"]),
        ("bearing", &["relation.bearing"]),
    ],
};

const DATE: Kind = Kind {
    name: "date",
    list: "dates",
    text: &["text"],
    tags: &["kind", "granularity", "time_of_day", "weekday"],
    fields: &[("length", &["value.iso8601"]), ("needs", &["needs"])],
};

const ENTITY: Kind = Kind {
    name: "entity",
    list: "entities",
    text: &["name", "aliases", "acronym"],
    tags: &["type", "actor_class", "subtype", "event_role"],
    fields: &[
        ("name", &["name"]),
        ("acronym", &["acronym"]),
        ("rank", &["rank", "rank_norm"]),
        ("role", &["role"]),
        ("country", &["country"]),
        ("tied-to", &["affiliations.to.@.name", "affiliations.to.@.aliases", "affiliations.to.@.acronym"]),
    ],
};

const STATEMENT: Kind = Kind {
    name: "statement",
    list: "statements",
    text: &["object"],
    tags: &["kind", "type", "channel", "value"],
    fields: &[
        ("actor", &["actor.@.name", "actor.@.aliases", "actor.@.acronym"]),
        ("source", &["source.@.name", "source.@.aliases", "source.@.acronym"]),
        ("value", &["value"]),
        ("count", &["count"]),
    ],
};

/// All kinds of lines.
pub const KINDS: [Kind; 12] = [
    CLAIM,
    EVENT,
    PLACE,
    DATE,
    ENTITY,
    STATEMENT,
    Kind { name: "weapon", list: "weapons", text: &["text"], tags: &["weapon_class", "use"], fields: &[("by", &["by.@.name", "by.@.aliases"])] },
    Kind { name: "facility", list: "facilities", text: &["text"], tags: &["facility_type", "event_role"], fields: &[] },
    Kind { name: "withheld", list: "undisclosed", text: &[], tags: &["outcome", "side"], fields: &[("by", &["by.@.name", "by.@.aliases", "by.@.acronym"])] },
    Kind { name: "rejected", list: "not_casualties", text: &["text"], tags: &["reason"], fields: &[] },
    Kind { name: "contested", list: "contested", text: &["note"], tags: &["topic"], fields: &[] },
    Kind { name: "warning", list: "warnings", text: &["detail"], tags: &["code"], fields: &[] },
];
