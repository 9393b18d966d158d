//! The residual that was assessed, beside what the treatment expects and what is implemented.

use attesta_isms::{
    controls::Control,
    ids::{ControlId, RiskId},
    kit::{ControlRef, Mood},
    risk::Treatment,
    soa::ImplementationStatus,
};
use attesta_record::{Choice as _, Level, TypedId as _};

use crate::world::{World, answer, backups, treatment};

fn notes(world: &World, risk: RiskId) -> Vec<(Mood, String)> {
    let residual = world.isms.residual(risk);
    residual.map(|one| one.notes()).unwrap_or_default().into_iter().map(|one| (one.mood, one.text)).collect()
}

fn texts(world: &World, risk: RiskId) -> Vec<String> {
    notes(world, risk).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_residual_is_compared_with_what_the_treatment_expects() {
    let mut world = World::new();
    let risk = world.risk(None);
    world.assess(risk, (1, 2));
    assert_eq!(notes(&world, risk), [], "without a treatment there is nothing to compare");
    // 1 × 2 is expected: level 1. The controls work, so nothing is counted on.
    world.create(&backups(ImplementationStatus::Implemented, true));
    let id = world.treat(risk);
    assert_eq!(notes(&world, risk), [(Mood::Ok, "Residual as expected".to_owned())]);
    world.assess(risk, (2, 2));
    assert_eq!(notes(&world, risk), [(Mood::Warn, "Residual above expected by 1 level".to_owned())]);
    world.assess(risk, (3, 3));
    assert_eq!(texts(&world, risk), ["Residual above expected by 2 levels"]);
    let modest = Treatment {
        expected_likelihood: Some(Level(2)),
        expected_consequence: Some(Level(2)),
        ..treatment(risk, &["A.8.13"])
    };
    world.amend(id, &modest).unwrap();
    world.assess(risk, (1, 2));
    assert_eq!(notes(&world, risk), [(Mood::Plain, "Residual below expected by 1 level".to_owned())]);
    world.amend(id, &Treatment { expected_likelihood: None, ..modest }).unwrap();
    assert_eq!(notes(&world, risk), [], "an open expectation is not a low one");
}

#[test]
fn a_residual_that_counts_on_what_is_not_implemented_is_too_low() {
    let mut world = World::new();
    let risk = world.risk(None);
    // Today's level is 2: likelihood 2, consequence 2.
    world.assess(risk, (1, 2));
    let id = world.create(&treatment(risk, &["A.8.13", "A.8.7"]));
    let sentence = |on: &str| format!("Residual is lower than the implemented controls allow: {on}");
    assert_eq!(texts(&world, risk)[0], sentence("A.8.7, A.8.13"));
    assert_eq!(notes(&world, risk)[1].0, Mood::Plain, "as expected is no comfort then");
    let control = world.create(&backups(ImplementationStatus::Implemented, true));
    assert_eq!(texts(&world, risk)[0], sentence("A.8.7"));
    let mut stated = answer("A.8.7", Some(true), "Laptops");
    stated.status = Some(ImplementationStatus::Partial);
    let entry = world.create(&stated);
    assert_eq!(texts(&world, risk)[0], sentence("A.8.7"), "partial is not implemented");
    stated.status = Some(ImplementationStatus::Implemented);
    world.amend(entry, &stated).unwrap();
    assert_eq!(texts(&world, risk), ["Residual as expected"]);
    world.amend(entry, &answer("A.8.7", Some(false), "No laptops")).unwrap();
    assert_eq!(texts(&world, risk)[0], sentence("A.8.7"), "what is left out brings nothing");
    // A control that the treatment names counts as well.
    let named = Control {
        implements: vec![ControlRef::from_key("A.8.5").unwrap()],
        ..backups(ImplementationStatus::Planned, false)
    };
    world.create(&named);
    let by = Treatment { controls: vec![ControlId::new(2)], ..treatment(risk, &["A.8.13"]) };
    world.amend(id, &by).unwrap();
    assert_eq!(texts(&world, risk)[0], sentence("C-2"));
    // A residual as high as today counts on nothing.
    world.assess(risk, (2, 2));
    assert_eq!(texts(&world, risk), ["Residual above expected by 1 level"]);
    world.retire::<Control>(control);
    assert_eq!(texts(&world, risk), ["Residual above expected by 1 level"]);
}
