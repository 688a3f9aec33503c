//! The rules of this stage, each described once.

use crate::rule::{Rule, RuleInfo};

macro_rules! rules {
    ($($name:ident = $key:literal, $summary:literal, [$($fires:literal),*], [$($not:literal),*];)*) => {
        $(pub(super) static $name: RuleInfo = RuleInfo::new($key, $summary, &[$($fires),*], &[$($not),*]);)*
        /// All rules of the stage.
        pub static RULES: &[Rule] = &[$(&$name),*];
    };
}

rules! {
    MAIN_EVENT = "event.first-news-in-text", "The first incident told as news, with an actor, victim, place or weapon beside its trigger, is the main event.",
        ["Gunmen attacked a police post near Gao on Monday."], ["The striker fired home the winner."];
    RELATED_EVENT = "event.another-place-or-date", "An incident with another place, date or kind of act than the main one is an event of its own.",
        ["Gunmen attacked a police post in Gao. Separately, a roadside bomb killed two soldiers in Ansongo."], [];
    BACKGROUND_EVENT = "event.earlier-incident", "A word such as 'previous', 'last month' or 'follows', or an earlier date, makes an incident background.",
        ["The raid follows an earlier attack on Menaka in which 12 soldiers died."], [];
    HYPOTHETICAL_EVENT = "event.did-not-happen", "An incident that was planned, threatened or foiled is kept apart and never counted.",
        ["The group threatened to attack the capital."], [];
    UNNAMED_PARTY = "actor.people-without-a-name", "People named only by a noun are a party of their own, not the last named group.",
        ["Gunmen killed three farmers."], [];
    CLAIM = "responsibility.claim", "Somebody says their own side did it.", ["The group claimed responsibility for the attack."], ["She claimed responsibility for the budget."];
    DENIAL = "responsibility.denial", "Somebody denies having done it.", ["The rebels denied any role in the bombing."], [];
    ACCUSATION = "responsibility.accusation", "Somebody says another party did it.", ["Officials blamed the rebels for the attack."], [];
    SUSPICION = "responsibility.suspicion", "A party is suspected, not accused outright.", ["Suspected Boko Haram fighters killed four villagers."], [];
    OWN_DEED = "responsibility.own-deed", "An armed group says that it did it, in the words of the deed.", ["The Red Sun Front said it had killed six soldiers near Gao."], [];
    DEED_OF_ANOTHER = "responsibility.deed-of-another", "Somebody says that a named party did it, in the words of the deed.", ["Nigeria's army said Boko Haram attacked the village."], ["The army said it repelled an attack."];
    NO_CLAIM = "responsibility.no-claim", "The text says that nobody has claimed it.", ["No group has claimed responsibility."], [];
    OUTCOME = "outcome.told", "A party says how the fighting went.", ["The army said it repelled the assault."], [];
    CONTROL = "control.change", "A party takes, retakes or gives up a place.", ["Fighters seized two outposts."], ["The firm seized the chance."];
    MATERIEL = "materiel.recovered-or-destroyed", "Weapons or vehicles are recovered, seized or destroyed.", ["Troops recovered rifles and motorcycles."], [];
    EYEWITNESS = "statement.eyewitness", "Somebody who was there says what they saw or heard.", ["A resident said he heard gunfire."], [];
    SELF_DESCRIPTION = "statement.own-words", "A party describes its own act.", ["JNIM described the operation as a great victory."], [];
    WARNING = "statement.warning", "Somebody warns of what may come.", ["Nigeria's army warned of a growing threat."], [];
    DEMAND = "statement.demand", "Somebody demands something.", ["The kidnappers demanded a ransom."], [];
    CONTESTED_TOLL = "contested.toll", "Two sources give figures that cannot both be right.", ["The Malian army said 10 soldiers were killed in the attack in Gao. JNIM said 40 soldiers were killed."], [];
    CONTESTED_OUTCOME = "contested.outcome", "One party says it repelled the attack, another that it took something.", ["Mali's army said it repelled the attack on Gao, but JNIM said it seized two outposts."], [];
    CONTESTED_RESPONSIBILITY = "contested.responsibility", "One party is accused or claims the act, and denies it or somebody else claims it.", ["Ukraine blamed Russia for the attack on the dam. Russia denied involvement in the attack."], [];
}
