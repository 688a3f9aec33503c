//! The casualty rules: names, what they find in plain words, and examples. The tests run the examples.

use crate::rule::{Rule, RuleInfo};

macro_rules! rules {
    ($($id:ident = $name:literal, $summary:literal, [$($fires:literal),*], [$($not:literal),*];)*) => {
        $(#[doc = $summary] pub static $id: RuleInfo = RuleInfo::new($name, $summary, &[$($fires),*], &[$($not),*]);)*
        /// All casualty rules, in the order in which they are tried.
        pub static RULES: &[Rule] = &[$(&$id),*];
    };
}

rules! {
    VERB_OBJECT = "claim.verb-harms-victims", "A verb of harm with its victims after it.",
        ["A roadside bomb killed four soldiers near the ford."], ["The firm killed the project."];
    VERB_SUBJECT = "claim.victims-were-harmed", "Victims as the subject of a passive verb of harm, or of a verb such as die.",
        ["Nine traders were shot dead at the bridge.", "Six herders died in the raid."], ["Four proposals died in committee."];
    PARTICIPLE = "claim.harming-victims", "A verb of harm in -ing with its victims after it.",
        ["A shell hit the queue, killing three porters."], ["He spent the day killing time."];
    REDUCED = "claim.victims-harmed", "Victims with a bare participle after them, as headlines write.",
        ["Five killed in depot blast"], ["Deal killed in committee"];
    STATE = "claim.victims-dead-or-hurt", "Victims with a word such as dead, hurt or missing.",
        ["The blast left nine dead and 31 hurt."], ["The talks were dead."];
    DEATHS_OF = "claim.deaths-of-victims", "A noun of harm and its victims.",
        ["The ambush led to the deaths of 12 gendarmes."], ["The death of the old order."];
    INJURIES_BORNE = "claim.injuries-suffered", "Who suffered, sustained or received injuries.",
        ["Three porters suffered minor injuries in the blast."], ["Three sheds suffered minor damage in the blast."];
    COUNT_NOUN = "claim.number-of-casualties", "A number with a noun such as casualties, deaths or injuries.",
        ["Officials spoke of 19 deaths."], ["The plan has 19 flaws."];
    TOLL = "claim.death-toll", "A toll and the figure it stands at.",
        ["The death toll rose to 42."], ["The toll road costs 42 pesos."];
    LIVES = "claim.lives-lost", "Lives claimed, cost, taken or lost.",
        ["The ambush claimed 12 lives."], ["He spent his life in Bamako."];
    LOST_MEN = "claim.men-lost", "Somebody lost men: killed or wounded, not told apart.",
        ["The brigade lost 40 men."], ["The party lost 40 seats."];
    LOSSES = "claim.losses-suffered", "Losses or casualties suffered, without a figure.",
        ["The attackers suffered losses."], ["The bank suffered heavy losses."];
    BODIES = "claim.bodies-found", "Bodies found: deaths whose date may be unknown.",
        ["Residents found the bodies of eight men by the river."], ["Both bodies approved the plan."];
    NONE_HARMED = "claim.nobody-harmed", "An explicit zero: no casualties, nobody hurt, unharmed.",
        ["There were no casualties.", "All six passengers escaped unharmed."], ["There was no agreement."];
    PART = "claim.part-of-total", "A part of a total: including, among them, of whom, most of them.",
        ["The strike killed 24 people, including six children."], ["The strike killed 24 people and six cattle."];
    ELIDED = "claim.elided-count", "A count whose noun or verb stands in the clause before it.",
        ["Two soldiers died in Gao and three in Kidal."], ["Two soldiers died in Gao at three."];
    HIMSELF = "claim.attacker-died-too", "The attacker's own death, counted apart.",
        ["The bomber killed himself and nine shoppers."], ["He found himself alone."];
    TAKEN = "claim.victims-taken", "Victims taken or held as hostages, captives or prisoners.",
        ["The gang took 17 drivers hostage."], ["The gang took 17 trucks."];
    ALL_DIED = "claim.none-survived", "Nobody survived: all of those counted died.",
        ["None of the five on board survived."], ["None of the five plans survived."];
    WITHHELD = "undisclosed.losses-withheld", "Somebody does not give, or declines to comment on, casualty figures.",
        ["The army did not give its own losses."], ["The army did not give a reason."];
    NOT_COUNTED = "not-casualty.other-number", "A number that counts something else than casualties.",
        ["The suspect, 34, had two rifles."], ["Two policemen died."];
}
