//! Every record as text: out of one organisation, into another, and out again as the same bytes.

use attesta_gate::{Deed, Doing, Imported, Member};
use attesta_interop::text::{Manifest, Situation, Source, files, read, steps};
use attesta_record::{Item, Ref, Value};
use attesta_tests::{World, everything, kind, must, on_both, reference, value};

fn manifest() -> Manifest {
    Manifest { organisation: Some("acme".to_owned()), as_of: None }
}

async fn out(member: &Member) -> Vec<(String, Vec<u8>)> {
    let isms = must(member.data().snapshot().await);
    files(&isms, &manifest()).map(|(path, text)| (path, text.into_bytes())).collect()
}

/// Writes all records of a text into an organisation that has none but its own.
async fn bring_in(world: &World, member: &Member, situation: &Situation) -> Vec<Item> {
    let records: Vec<Ref> = situation.places.iter().map(|spot| spot.record).collect();
    let doing = |step: attesta_interop::text::Step| {
        let number = (!step.again).then_some(step.record.id);
        let record = step.again.then_some((step.record.id, 1));
        let source = "text".to_owned();
        let imported =
            Imported { record, number, values: step.values, retired: step.retired, checked: false, source };
        Doing::new(must(member.permit(kind(step.record.kind), "import")), Deed::Import(imported))
    };
    let steps = must(steps(&situation.isms, &records, &|_| false));
    let doings = steps.into_iter().filter(|step| step.record.kind != "organisation").map(doing);
    must(world.gate.act_many(member, doings.collect()).await).into_iter().map(|done| done.item).collect()
}

/// Records with all that is hard: verbs' fields, erased and retired ones, circles, days, levels, rows, texts.
async fn fill(world: &World) {
    let method = world.method().await;
    let scope = world.scope("Head office: “Bremen” # 1").await;
    let first = world.create("scope", &[("name", Value::text("true"))]).await;
    let second = world
        .create("scope", &[("name", Value::text("12")), ("parent", Value::Ref(reference(&first)))])
        .await;
    world.amend(&first, &[("parent", value(&scope)), ("statement", Value::text(" two\n\n  lines \n"))]).await;
    world.retire(&second).await;
    let risk = world.risk(scope, "Fire").await;
    let risk = world.amend(&risk, &[("description", Value::text("To be erased"))]).await;
    world.erase(&risk, "description").await;
    let again = world.now(&risk).await;
    let impacts = world.impacts(&[("Money", Some(2)), ("Law", Some(3))]);
    let given = [("likelihood", Value::Level(2)), ("impacts", impacts)];
    must(world.try_verb(&again, "assess", &given).await);
    let document = world.document("Policy").await;
    let draft = world.draft(&document, "1.0", "# Policy\n\nAll of it.\n").await;
    must(world.try_verb(&draft, "approve", &[]).await);
    assert!(world.snapshot().await.method_versions.get(method).is_some());
}

#[tokio::test]
async fn what_goes_out_comes_in_and_goes_out_the_same() {
    on_both(async |world: &World| {
        fill(world).await;
        let text = out(&world.admin).await;
        let situation = must(read(&Source::Folder(text.clone()), &|_| false));
        let own = situation.isms.organisation().unwrap().data.clone();
        let other = must(world.gate.found_by_console("tester", "other", own).await);
        let items = bring_in(world, &other, &situation).await;
        assert!(items.len() >= 10 && items.iter().all(|item| item.revision == 1));
        assert_eq!(text, out(&other).await);
        let head =
            |items: Vec<Item>| items.into_iter().map(|item| (item.number(), item.retired, item.values));
        let here = head(everything(&world.snapshot().await));
        let there = head(everything(&must(other.data().snapshot().await)));
        assert!(here.eq(there), "the databases keep the same values");
    })
    .await;
}

/// The rules of the risk method still follow from what came in: it is records, not a picture of them.
#[tokio::test]
async fn what_came_in_is_worked_with() {
    on_both(async |world: &World| {
        let case = "\
organisation: {name: Other}
scopes:
  - {name: Egg, parent: Hen}
  - {name: Hen, parent: Egg}
people:
  - {name: Ada, number: PE-4}
risks:
  - {title: Fire, scope: Egg, owner: Ada, availability: true}
";
        let source = Source::File("case.yaml".to_owned(), case.as_bytes().to_vec());
        let situation = must(read(&source, &|_| false));
        let own = situation.isms.organisation().unwrap().data.clone();
        let other = must(world.gate.found_by_console("tester", "other", own).await);
        bring_in(world, &other, &situation).await;
        let values = attesta_tests::values("person", &[("name", Value::text("Grace"))]);
        let done = world.act_as(&other, kind("person"), "create", Deed::Create(values)).await;
        assert_eq!(must(done).item.number(), "PE-5");
        let risk = must(other.data().item(kind("risk").schema, 1).await).unwrap();
        assert_eq!(risk.get("owner"), &Value::Ref(Ref { kind: "person", prefix: "PE", id: 4 }));
        let egg = must(other.data().item(kind("scope").schema, 1).await).unwrap();
        assert_eq!(
            (egg.get("parent"), egg.revision),
            (&Value::Ref(Ref { kind: "scope", prefix: "S", id: 2 }), 2)
        );
    })
    .await;
}
