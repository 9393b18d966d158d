//! What is refused, with a reason at the field, and that nothing of it was written.

use attesta_gate::{ActError, Deed, Doing};
use attesta_record::{Ref, Value};
use attesta_tests::{World, everything, found, kind, on_both, value, values, with};

use crate::verbs::refused;

/// All that a refusal must leave alone: the head, every record, every revision.
async fn untouched(world: &World) -> (i64, Vec<attesta_record::Item>) {
    (world.head().await, everything(&world.snapshot().await))
}

#[tokio::test]
async fn a_stale_revision_is_a_conflict_with_the_record_as_it_is() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let shown = world.risk(scope, "Ransomware").await;
        let theirs = world.amend(&shown, &[("title", Value::text("Theirs"))]).await;
        let before = untouched(world).await;
        let (id, revision) = (shown.id, shown.revision);
        let deeds = [
            ("amend", Deed::Amend { id, revision, values: shown.values.clone() }),
            ("retire", Deed::Retire { id, revision }),
            ("assess", Deed::Verb { id, revision, values: vec![Value::None; 7] }),
            ("amend", Deed::Amend { id, revision: revision + 2, values: shown.values.clone() }),
        ];
        for (verb, deed) in deeds {
            match world.act("risk", verb, deed).await {
                Err(ActError::Conflict(now)) => assert_eq!(*now, theirs, "{verb}"),
                other => panic!("{verb}: {other:?}"),
            }
        }
        assert_eq!(untouched(world).await, before);
    })
    .await;
}

/// What a stale gate holds in memory does not matter: the lock and the journal decide.
#[tokio::test]
async fn a_gate_that_has_not_looked_for_a_while_is_told_too() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let shown = world.risk(scope, "Ransomware").await;
        let other = world.another_gate().await;
        let permit = world.admin.permit(kind("risk"), "amend").unwrap();
        let amend = |values| Deed::Amend { id: shown.id, revision: shown.revision, values };
        let theirs = with(shown.schema, shown.values.clone(), &[("title", Value::text("Theirs"))]);
        other.act(&world.admin, Doing::new(permit, amend(theirs))).await.unwrap();
        let ours = with(shown.schema, shown.values.clone(), &[("title", Value::text("Ours"))]);
        let conflict = world.gate.act(&world.admin, Doing::new(permit, amend(ours))).await;
        assert!(matches!(conflict, Err(ActError::Conflict(_))), "{conflict:?}");
        assert_eq!(*world.now(&shown).await.get("title"), Value::text("Theirs"));
    })
    .await;
}

/// A reference to what is not there, to what another organisation has, and to what is retired.
#[tokio::test]
async fn a_bad_reference_is_complained_about_at_its_field() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let beta = found(&world.gate, "beta").await;
        for name in ["One", "Two", "Three"] {
            let permit = beta.permit(kind("person"), "create").unwrap();
            let deed = Deed::Create(values("person", &[("name", Value::text(name))]));
            world.gate.act(&beta, Doing::new(permit, deed)).await.unwrap();
        }
        let gone = world.create("person", &[("name", Value::text("Gone"))]).await;
        world.retire(&gone).await;
        let risk = world.risk(scope, "Ransomware").await;
        let before = untouched(world).await;
        let person = |id| Ref { kind: "person", prefix: "PE", id };
        for (owner, message) in [
            (person(99), "There is no PE-99."),
            (person(4), "There is no PE-4."),
            (person(2), "PE-2 is retired"),
        ] {
            let complaints = refused(world.try_amend(&risk, &[("owner", Value::Ref(owner))]).await);
            assert!(complaints.at("owner").is_some_and(|one| one.contains(message)), "{complaints:?}");
            let given = [
                ("title", Value::text("Yearly")),
                ("scope", value(&scope)),
                ("participants", Value::Refs(vec![person(1), owner])),
            ];
            let complaints =
                refused(world.try_create("risk_assessment", values("risk_assessment", &given)).await);
            assert!(complaints.at("participants").is_some_and(|one| one.contains(message)), "{complaints:?}");
        }
        let draft = values("risk_method_version", &[]);
        let role = Value::Ref(Ref { kind: "role", prefix: "RO", id: 9 });
        let level = vec![Value::text("High"), Value::None, Value::Choice("role"), role, Value::None];
        let draft = with(kind("risk_method_version").schema, draft, &[("levels", Value::Rows(vec![level]))]);
        let complaints = refused(world.try_create("risk_method_version", draft).await);
        assert!(
            complaints.at("levels.0.role").is_some_and(|one| one.contains("There is no RO-9.")),
            "{complaints:?}"
        );
        assert_eq!(untouched(world).await, before);
    })
    .await;
}

/// A record that was chosen before it was retired stays chosen.
#[tokio::test]
async fn a_retired_record_stays_where_it_was_chosen() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let bob = world.create("person", &[("name", Value::text("Bob"))]).await;
        let owner = ("owner", Value::Ref(attesta_tests::reference(&bob)));
        let risk = world.amend(&world.risk(scope, "Ransomware").await, std::slice::from_ref(&owner)).await;
        world.retire(&bob).await;
        let amended = world.amend(&risk, &[("title", Value::text("Ransom"))]).await;
        assert_eq!(*amended.get("owner"), owner.1);
    })
    .await;
}

/// Fields that only verbs set are not set by creating or amending, whatever is sent.
#[tokio::test]
async fn nobody_sets_what_only_verbs_set() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let document = world.document("Policy").await;
        let version = world.method().await;
        let sent = [
            ("status", Value::Choice("approved")),
            ("approved_by", value(&world.person())),
            ("approved_on", value(&world.today())),
            ("review_by", value(&world.today())),
        ];
        let draft = world.draft(&document, "1", "All is secret.").await;
        let amended = world.amend(&draft, &[&sent[..], &[("author", value(&world.person()))]].concat()).await;
        let reference = attesta_tests::reference(&document);
        let given =
            [&sent[..], &[("document", Value::Ref(reference)), ("version", Value::text("2"))]].concat();
        let created = world.create("document_version", &given).await;
        for one in [amended, created] {
            let got = ["status", "approved_by", "approved_on", "review_by"].map(|name| one.get(name).clone());
            assert_eq!(got, [Value::Choice("draft"), Value::None, Value::None, Value::None]);
        }
        let sent = [
            ("level", Value::Level(1)),
            ("likelihood", Value::Level(1)),
            ("assessed_on", value(&world.today())),
            ("method_version", value(&version)),
            ("impacts", world.impacts(&[("Money", Some(1))])),
        ];
        let risk = world.risk(scope, "Ransomware").await;
        let amended = world.amend(&risk, &[&sent[..], &[("source", Value::text("Mail"))]].concat()).await;
        for (name, _) in sent {
            assert_eq!(*amended.get(name), Value::None, "{name}");
        }
        let organisation = world.data().item(kind("organisation").schema, 1).await.unwrap().unwrap();
        let given = [("sample", Value::Bool(true)), ("purpose", Value::text("Bread"))];
        assert_eq!(*world.amend(&organisation, &given).await.get("sample"), Value::Bool(false));
    })
    .await;
}

/// A refusal names every fault, not only the first.
#[tokio::test]
async fn every_complaint_at_once() {
    on_both(async |world: &World| {
        let before = untouched(world).await;
        let complaints = refused(world.try_create("risk_assessment", values("risk_assessment", &[])).await);
        assert!(complaints.at("title").is_some() && complaints.at("scope").is_some(), "{complaints:?}");
        let person = [
            ("name", Value::text("Ada")),
            ("email", Value::text("ada")),
            ("joined_on", value(&jiff::civil::date(2026, 1, 2))),
            ("left_on", value(&jiff::civil::date(2026, 1, 1))),
        ];
        let complaints = refused(world.try_create("person", values("person", &person)).await);
        assert!(complaints.at("email").is_some() && complaints.at("left_on").is_some(), "{complaints:?}");
        assert_eq!(untouched(world).await, before);
    })
    .await;
}

/// One of several is refused, so none happens.
#[tokio::test]
async fn all_of_several_or_none() {
    on_both(async |world: &World| {
        let before = untouched(world).await;
        let doing = |given: &[(&str, Value)]| {
            let permit = world.admin.permit(kind("person"), "create").unwrap();
            Doing::new(permit, Deed::Create(values("person", given)))
        };
        let good = doing(&[("name", Value::text("Bob"))]);
        let done =
            world.gate.act_many(&world.admin, vec![good.clone(), good.clone(), doing(&[]), good]).await;
        assert!(matches!(done, Err(ActError::At(2, _))), "{done:?}");
        assert_eq!(untouched(world).await, before);
        let good = doing(&[("name", Value::text("Bob"))]);
        let done = world.gate.act_many(&world.admin, vec![good.clone(), good]).await.unwrap();
        assert_eq!(done.iter().map(|one| one.item.id).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(world.head().await, before.0 + 2);
    })
    .await;
}

/// A founding that is refused leaves no organisation behind.
#[tokio::test]
async fn a_refused_founding_leaves_nothing() {
    on_both(async |world: &World| {
        let account = world.gate.add_account("Eve", "eve@example.org").await.unwrap();
        let organisation = attesta_isms::context::Organisation {
            name: "Beta".into(),
            legal_name: None,
            purpose: None,
            time_zone: "Mars/Olympus".into(),
            sample: false,
        };
        let refusal = world.gate.found("beta", &account, organisation, None).await;
        assert!(refusal.is_err(), "{refusal:?}");
        assert!(world.store.tenant("beta").await.unwrap().is_none(), "an organisation without a record");
    })
    .await;
}

/// Saving what is there already is no act: the journal stays silent.
#[tokio::test]
async fn nothing_changes_when_nothing_changes() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let risk = world.risk(scope, "Ransomware").await;
        let before = untouched(world).await;
        assert_eq!(world.amend(&risk, &[]).await, risk);
        assert_eq!(untouched(world).await, before);
    })
    .await;
}

/// What the tables hold and what the snapshot holds is the same, also where a number has a fraction that it should
/// not have.
#[tokio::test]
async fn tables_and_snapshot_never_differ() {
    on_both(async |world: &World| {
        for months in [2.5, 0.4, -0.0] {
            let given = [
                ("title", Value::text("Policy")),
                ("kind", Value::Choice("policy")),
                ("review_interval", Value::Number(months)),
            ];
            let Ok(document) = world.try_create("document", values("document", &given)).await else {
                continue;
            };
            let table = world.now(&document).await;
            let snapshot = world.snapshot().await.item(attesta_tests::reference(&document)).unwrap();
            let view = world.gate.view(&world.admin, attesta_gate::Moment::Present).await.unwrap().unwrap();
            let kept = view.isms.item(attesta_tests::reference(&document)).unwrap();
            let number = |item: &attesta_record::Item| format!("{:?}", item.get("review_interval"));
            assert_eq!(number(&table), number(&document), "{months} months: what was answered");
            assert_eq!(number(&table), number(&snapshot), "{months} months: a fresh snapshot");
            assert_eq!(number(&table), number(&kept), "{months} months: the snapshot in memory");
        }
    })
    .await;
}
