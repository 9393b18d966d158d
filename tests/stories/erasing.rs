//! Erasing personal data through the gate: it reads as *erased* everywhere, now and in the past, on every gate.

use attesta_gate::{ActError, Deed, Moment};
use attesta_record::{
    Item, Level, Value,
    filter::{Filter, Term, Test},
};
use attesta_tests::{World, kind, on_both, reference, value};

use crate::verbs::refused;

const SECRET: &str = "Quastenflosser";

/// A risk about somebody: titled so at sequence 4, otherwise at 5, and so again at 6.
async fn secret_risk(world: &World) -> Item {
    let scope = world.scope("Head office").await;
    let risk = world.risk(scope, &format!("{SECRET} leaves")).await;
    let risk = world.amend(&risk, &[("title", Value::text("Somebody leaves"))]).await;
    world.amend(&risk, &[("title", Value::text(&format!("{SECRET} has left")))]).await
}

#[tokio::test]
async fn an_erased_text_reads_as_erased_everywhere() {
    on_both(async |world: &World| {
        let risk = secret_risk(world).await;
        let other = world.another_gate().await;
        let title = async |gate: &attesta_gate::Gate, moment| {
            let view = gate.view(&world.admin, moment).await.unwrap().unwrap();
            view.isms.item(reference(&risk)).map(|item| item.get("title").clone())
        };
        let moments = [Moment::Present, Moment::After(4), Moment::After(5), Moment::After(6)];
        for moment in moments {
            for gate in [&world.gate, &other] {
                assert!(matches!(title(gate, moment).await, Some(Value::Text(_))), "{moment:?}");
            }
        }
        let erased = world.erase(&risk, "title").await;
        assert_eq!(*erased.get("title"), Value::Erased);
        assert_eq!(world.now(&risk).await, erased);
        for moment in moments.into_iter().chain([Moment::After(7)]) {
            for gate in [&world.gate, &other] {
                assert_eq!(title(gate, moment).await, Some(Value::Erased), "{moment:?}");
            }
        }
        for revision in 1..=4 {
            let then = world.data().item_at_revision(risk.schema, risk.id, revision).await.unwrap().unwrap();
            assert_eq!(then[0], Value::Erased, "revision {revision}");
        }
        assert_eq!(world.data().search(&[SECRET.to_lowercase()], 9).await.unwrap(), []);
        let history = world.data().history(risk.schema, risk.id, i64::MAX, 99).await.unwrap();
        assert_eq!(history.len(), 4);
        assert!(!format!("{history:?}").contains(SECRET), "{history:?}");
    })
    .await;
}

/// Erased is neither *not given* nor empty: a filter for what is missing does not find it.
#[tokio::test]
async fn erased_is_not_none() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let given = world.risk(scope, "Ransomware").await;
        let given = world.amend(&given, &[("description", Value::text(SECRET))]).await;
        let none = world.risk(scope, "Flood").await;
        let erased = world.erase(&given, "description").await;
        let at = given.schema.position("description").unwrap();
        let mut filter = Filter::all(given.schema);
        filter.terms.push(Term { field: at, test: Test::AnyOf(vec![Value::None]) });
        let listed = world.data().list(&filter, attesta_record::filter::Sort::NEWEST, None, 9).await.unwrap();
        assert_eq!(listed.items, std::slice::from_ref(&none));
        assert!(filter.matches(&none) && !filter.matches(&erased));
    })
    .await;
}

#[tokio::test]
async fn only_a_text_that_is_there_can_be_erased() {
    on_both(async |world: &World| {
        let risk = secret_risk(world).await;
        world.erase(&risk, "title").await;
        let head = world.head().await;
        for field in ["title", "description", "confidentiality", "scope", "impacts", "nothing"] {
            let deed = Deed::Erase { id: risk.id, field: field.to_owned() };
            refused(world.act("risk", "erase", deed).await);
        }
        let missing = Deed::Erase { id: 99, field: "title".to_owned() };
        assert!(matches!(world.act("risk", "erase", missing).await, Err(ActError::NotFound)));
        assert_eq!(world.head().await, head);
        assert_eq!(world.data().head().await.unwrap().1, 1, "only one was an erasure");
    })
    .await;
}

/// An erased text stays erased when other fields change, and a verb does not bring it back.
#[tokio::test]
async fn what_was_erased_stays_so() {
    on_both(async |world: &World| {
        let risk = secret_risk(world).await;
        world.method().await;
        let erased = world.erase(&risk, "title").await;
        let amended = world.amend(&erased, &[("source", Value::text("Mail"))]).await;
        let assessed = world.try_verb(&amended, "assess", &[("likelihood", value(&Level(1)))]).await.unwrap();
        assert_eq!(*assessed.get("title"), Value::Erased);
        assert_eq!(*world.now(&risk).await.get("title"), Value::Erased);
        let titled = world.amend(&assessed, &[("title", Value::text("Another"))]).await;
        assert_eq!(*titled.get("title"), Value::text("Another"), "a new text is another matter");
    })
    .await;
}

/// What was said in doing a verb and kept in the record is one text: erased there, it is gone from the journal too.
#[tokio::test]
async fn what_was_said_in_the_act_is_erased_with_it() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        world.method().await;
        let risk = world.risk(scope, "Ransomware").await;
        let given =
            [("rationale", Value::text(&format!("{SECRET} said so"))), ("likelihood", value(&Level(1)))];
        world.try_verb(&risk, "assess", &given).await.unwrap();
        let result = world.data().item(kind("risk_result").schema, 1).await.unwrap().unwrap();
        let told = async || format!("{:?}", world.data().journal(0, i64::MAX, 99).await.unwrap());
        assert!(told().await.contains(SECRET));
        world.erase(&result, "rationale").await;
        assert!(!told().await.contains(SECRET), "the journal still says it: {}", told().await);
    })
    .await;
}
