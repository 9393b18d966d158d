//! Two organisations in one store, with the same numbers and the same words: nothing of one is seen in the other.

use attesta_gate::{Deed, Doing, Member, Moment};
use attesta_isms::RECORDS;
use attesta_record::{
    Item, Ref, Value,
    filter::{Filter, Show, Sort, Term, Test},
};
use attesta_tests::{World, everything, found, kind, on_both, value, values};

async fn create(world: &World, member: &Member, key: &str, given: &[(&str, Value)]) -> Item {
    let permit = member.permit(kind(key), "create").unwrap();
    let deed = Deed::Create(values(key, given));
    world.gate.act(member, Doing::new(permit, deed)).await.unwrap().item
}

/// A few records whose every text names the organisation, with references among them.
async fn fill(world: &World, member: &Member, risks: usize) {
    let name = |what: &str| Value::text(&format!("{what} of {} shared", member.slug()));
    let scope = Ref { kind: "scope", prefix: "S", id: 1 };
    let person = Ref { kind: "person", prefix: "PE", id: 1 };
    create(world, member, "scope", &[("name", name("Scope"))]).await;
    for _ in 0..risks {
        let given = [
            ("title", name("Risk")),
            ("scope", Value::Ref(scope)),
            ("owner", Value::Ref(person)),
            ("confidentiality", Value::Bool(true)),
        ];
        create(world, member, "risk", &given).await;
    }
    let round =
        [("title", name("Round")), ("scope", Value::Ref(scope)), ("participants", Value::Refs(vec![person]))];
    create(world, member, "risk_assessment", &round).await;
}

/// Everything that can be read of an organisation, as one text.
async fn seen(world: &World, member: &Member) -> String {
    let data = member.data();
    let mut seen = vec![format!("{:?}", everything(&data.snapshot().await.unwrap()))];
    let head = data.head().await.unwrap().0;
    for kind in RECORDS {
        let filter = Filter { show: Show::All, ..Filter::all(kind.schema) };
        let list = data.list(&filter, Sort::NEWEST, None, 99).await.unwrap();
        assert_eq!(data.count(&filter).await.unwrap().count, i64::try_from(list.items.len()).unwrap());
        for item in &list.items {
            seen.push(format!("{:?}", data.history(kind.schema, item.id, i64::MAX, 99).await.unwrap()));
            let one = attesta_tests::reference(item);
            seen.push(format!("{:?}", data.titles(&[one]).await.unwrap()));
            seen.push(format!("{:?}", data.referring(one, 99).await.unwrap()));
            seen.push(format!("{:?}", data.item_at_revision(kind.schema, item.id, 1).await.unwrap()));
        }
        seen.push(format!("{list:?}"));
        let ids: Vec<i64> = (1..=9).collect();
        seen.push(format!("{:?}", data.items(kind.schema, &ids).await.unwrap()));
    }
    seen.push(format!("{:?}", data.journal(0, i64::MAX, 99).await.unwrap()));
    seen.push(format!("{:?}", data.account_names().await.unwrap()));
    for moment in [Moment::Present, Moment::After(head), Moment::After(head - 1)] {
        let view = world.gate.view(member, moment).await.unwrap().unwrap();
        seen.push(format!("{:?}", everything(&view.isms)));
    }
    seen.join("\n")
}

#[tokio::test]
async fn nothing_crosses_from_one_organisation_to_another() {
    on_both(async |world: &World| {
        let beta = found(&world.gate, "beta").await;
        fill(world, &world.admin, 2).await;
        fill(world, &beta, 4).await;
        let (acme_sees, beta_sees) = (seen(world, &world.admin).await, seen(world, &beta).await);
        assert!(acme_sees.contains("of acme") && !acme_sees.contains("beta"), "acme sees beta");
        assert!(beta_sees.contains("of beta") && !beta_sees.contains("acme"), "beta sees acme");
    })
    .await;
}

#[tokio::test]
async fn searches_and_filters_stay_inside() {
    on_both(async |world: &World| {
        let beta = found(&world.gate, "beta").await;
        fill(world, &world.admin, 2).await;
        fill(world, &beta, 4).await;
        for (member, risks) in [(&world.admin, 2), (&beta, 4)] {
            let found = member.data().search(&["shared".to_owned()], 99).await.unwrap();
            assert_eq!(found.iter().filter(|one| one.kind == "risk").count(), risks);
            let schema = kind("risk").schema;
            let mut filter = Filter::all(schema);
            filter.words = vec!["shared".to_owned()];
            let list = member.data().list(&filter, Sort::NEWEST, None, 99).await.unwrap();
            assert_eq!(list.items.len(), risks);
            let person = Ref { kind: "person", prefix: "PE", id: 1 };
            let schema = kind("risk_assessment").schema;
            let mut filter = Filter::all(schema);
            let field = schema.position("participants").unwrap();
            filter.terms.push(Term { field, test: Test::AnyOf(vec![Value::Ref(person)]) });
            let list = member.data().list(&filter, Sort::NEWEST, None, 99).await.unwrap();
            assert_eq!(list.items.len(), 1);
        }
        let other = if world.admin.slug() == "acme" { "beta" } else { "acme" };
        assert_eq!(world.data().search(&[other.to_owned()], 99).await.unwrap(), []);
    })
    .await;
}

/// A number that only the other organisation has is not there, for reading, changing or referring to.
#[tokio::test]
async fn what_the_other_has_is_not_found() {
    on_both(async |world: &World| {
        let beta = found(&world.gate, "beta").await;
        fill(world, &world.admin, 1).await;
        fill(world, &beta, 3).await;
        assert_eq!(world.data().item(kind("risk").schema, 3).await.unwrap(), None);
        let deed = Deed::Amend { id: 3, revision: 1, values: values("risk", &[]) };
        let amended = world.act("risk", "amend", deed).await;
        assert!(matches!(amended, Err(attesta_gate::ActError::NotFound)), "{amended:?}");
        assert_eq!(beta.data().item(kind("risk").schema, 3).await.unwrap().unwrap().revision, 1);
        let scope = world.scope("Another").await;
        assert_eq!(scope, attesta_record::TypedId::new(2), "numbers count for each by itself");
        let beta_scopes = values("scope", &[("name", Value::text("Part")), ("parent", value(&scope))]);
        let permit = beta.permit(kind("scope"), "create").unwrap();
        let refused = world.gate.act(&beta, Doing::new(permit, Deed::Create(beta_scopes))).await;
        crate::verbs::refused(refused);
    })
    .await;
}

/// An account sees the organisations that it belongs to, and is a stranger in the others.
#[tokio::test]
async fn a_stranger_is_no_member() {
    on_both(async |world: &World| {
        let beta = found(&world.gate, "beta").await;
        let accounts = world.gate.accounts().await.unwrap();
        let of = |slug: &str| {
            accounts.iter().find(|one| one.email.ends_with(&format!("@{slug}.example"))).unwrap()
        };
        for (own, other) in [("acme", "beta"), ("beta", "acme")] {
            let link = world.gate.sign_in_link(of(own)).await.unwrap();
            let session = world.gate.sign_in(&link).await.unwrap().unwrap();
            let signed_in = world.gate.signed_in(&session).await.unwrap().unwrap();
            assert!(world.gate.member(&signed_in, own).await.unwrap().is_some());
            assert!(world.gate.member(&signed_in, other).await.unwrap().is_none());
            assert!(world.gate.member(&signed_in, "nobody").await.unwrap().is_none());
            let members = world.gate.members(&signed_in).await.unwrap();
            assert_eq!(members.iter().map(Member::slug).collect::<Vec<_>>(), [own]);
        }
        drop(beta);
    })
    .await;
}
