//! What the verbs do, and what they refuse.

use attesta_gate::ActError;
use attesta_isms::{documents::VersionStatus, kit::Duty};
use attesta_record::{Choice as _, Complaints, Item, Level, Value};
use attesta_tests::{World, id, kind, on_both, reference, value};

/// The complaints of a refusal.
#[track_caller]
pub(crate) fn refused<T: std::fmt::Debug>(done: Result<T, ActError>) -> Complaints {
    match done {
        Err(ActError::Refused(complaints)) => complaints,
        other => panic!("not refused, but {other:?}"),
    }
}

fn level(level: u8) -> Value {
    value(&Level(level))
}

#[tokio::test]
async fn assessing_computes_the_level() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let method = world.method().await;
        let risk = world.risk(scope, "Ransomware").await;
        assert_eq!(*risk.get("level"), Value::None, "not assessed is no low level");
        let impacts = world.impacts(&[("Money", Some(2)), ("Law", Some(3))]);
        let given =
            [("likelihood", level(2)), ("impacts", impacts), ("rationale", Value::text("Seen twice"))];
        let assessed = world.try_verb(&risk, "assess", &given).await.unwrap();
        let got = ["likelihood", "consequence", "level", "residual_level", "inherent_level"];
        let got = got.map(|name| assessed.get(name).clone());
        assert_eq!(got, [level(2), level(3), level(3), Value::None, Value::None]);
        assert_eq!(*assessed.get("method_version"), value(&method));
        assert_eq!(*assessed.get("assessed_on"), value(&world.today()));
        let result = world.data().item(kind("risk_result").schema, 1).await.unwrap().unwrap();
        assert_eq!(*result.get("level"), level(3));
        assert_eq!(*result.get("assessed_by"), value(&world.person()));
        assert_eq!(*result.get("rationale"), Value::text("Seen twice"));
        assert_eq!(*result.get("risk"), Value::Ref(reference(&risk)));
    })
    .await;
}

/// What is left open is not assessed: it neither counts as low nor keeps an old level.
#[tokio::test]
async fn what_is_left_open_is_not_assessed() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        world.method().await;
        let risk = world.risk(scope, "Ransomware").await;
        let one =
            [("likelihood", level(3)), ("impacts", world.impacts(&[("Money", Some(3)), ("Law", None)]))];
        let high = world.try_verb(&risk, "assess", &one).await.unwrap();
        assert_eq!(*high.get("level"), level(3));
        let open = [("likelihood", level(3)), ("impacts", world.impacts(&[("Money", None), ("Law", None)]))];
        let open = world.try_verb(&high, "assess", &open).await.unwrap();
        assert_eq!((open.get("consequence"), open.get("level")), (&Value::None, &Value::None));
    })
    .await;
}

#[tokio::test]
async fn an_assessment_is_refused_with_every_complaint() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        let risk = world.risk(scope, "Ransomware").await;
        let without = refused(world.try_verb(&risk, "assess", &[]).await);
        assert!(without.0[0].message.contains("No risk method is in force"), "{without:?}");
        world.method().await;
        let tomorrow = world.today().tomorrow().unwrap();
        let given = [
            ("assessed_on", value(&tomorrow)),
            ("likelihood", level(4)),
            ("impacts", world.impacts(&[("Money", Some(5)), ("Weather", Some(1)), ("Money", None)])),
        ];
        let head = world.head().await;
        let complaints = refused(world.try_verb(&risk, "assess", &given).await);
        let at =
            ["assessed_on", "likelihood", "impacts.0.current", "impacts.1.criterion", "impacts.2.criterion"];
        for field in at {
            assert!(complaints.at(field).is_some(), "nothing at {field}: {complaints:?}");
        }
        assert_eq!(complaints.0.len(), at.len(), "{complaints:?}");
        assert_eq!(world.head().await, head);
    })
    .await;
}

/// A draft in force of a scope of its own wins over the method for all scopes, and drafts count nowhere.
#[tokio::test]
async fn the_nearest_approved_method_counts() {
    on_both(async |world: &World| {
        let whole = world.scope("Whole").await;
        let part = [("name", Value::text("Part")), ("parent", value(&whole))];
        let part = id::<attesta_isms::context::Scope>(&world.create("scope", &part).await);
        let draft = world.method_draft().await;
        assert!(world.snapshot().await.method_in_force(part).is_none(), "a draft is not in force");
        let general = world.try_verb(&draft, "approve", &[]).await.unwrap();
        assert_eq!(
            world.snapshot().await.method_in_force(part).map(attesta_record::Entity::to_item),
            Some(general)
        );
        let own = world.method_draft().await;
        let Value::Ref(method) = own.get("method") else { panic!("{own:?}") };
        let method = world.data().item(kind("risk_method").schema, method.id).await.unwrap().unwrap();
        world.amend(&method, &[("scope", value(&whole))]).await;
        let own = world.try_verb(&own, "approve", &[]).await.unwrap();
        assert_eq!(
            world.snapshot().await.method_in_force(part).map(attesta_record::Entity::to_item),
            Some(own)
        );
    })
    .await;
}

#[tokio::test]
async fn approving_supersedes_the_version_before() {
    on_both(async |world: &World| {
        let document = world.document("Policy").await;
        let document = world.amend(&document, &[("review_interval", Value::Number(12.0))]).await;
        let first = world.draft(&document, "1", "All is secret.").await;
        let first = world.try_verb(&first, "approve", &[]).await.unwrap();
        let got = ["status", "approved_by", "approved_on", "review_by"].map(|name| first.get(name).clone());
        let next_year = Value::Date("2027-03-02".parse().unwrap());
        let approved = Value::Choice(VersionStatus::Approved.key());
        assert_eq!(got, [approved.clone(), value(&world.person()), value(&world.today()), next_year]);
        let second = world.draft(&document, "2", "All is public.").await;
        let given =
            [("decided_on", Value::Date("2026-02-28".parse().unwrap())), ("remark", Value::text("At last"))];
        let second = world.try_verb(&second, "approve", &given).await.unwrap();
        assert_eq!(*second.get("status"), approved);
        assert_eq!(*world.now(&first).await.get("status"), Value::Choice(VersionStatus::Superseded.key()));
        let history = world.data().history(second.schema, second.id, i64::MAX, 1).await.unwrap();
        assert_eq!(history[0].input["remark"], "At last");
        assert_eq!(history[0].verb, "approve");
    })
    .await;
}

#[tokio::test]
async fn an_approved_version_never_changes() {
    on_both(async |world: &World| {
        let document = world.document("Policy").await;
        let draft = world.draft(&document, "1", "All is secret.").await;
        let approved = world.try_verb(&draft, "approve", &[]).await.unwrap();
        let method = world.method_draft().await;
        let method = world.try_verb(&method, "approve", &[]).await.unwrap();
        let head = world.head().await;
        for (one, field) in [(&approved, "text"), (&method, "version")] {
            let amended = refused(world.try_amend(one, &[(field, Value::text("Otherwise"))]).await);
            assert!(amended.0[0].message.contains("never changes"), "{amended:?}");
            refused(world.try_verb(one, "approve", &[]).await);
        }
        let results = world.create_result().await;
        refused(world.try_amend(&results, &[("rationale", Value::text("Otherwise"))]).await.map_err(denied));
        assert_eq!(world.head().await, head + 3, "the scope, the risk and its assessment only");
    })
    .await;
}

/// A result is not even offered for amending, which is as good as refused.
fn denied(error: ActError) -> ActError {
    if matches!(error, ActError::Denied) { Complaints::general("denied").into() } else { error }
}

trait Results {
    async fn create_result(&self) -> Item;
}

impl Results for World {
    /// The result that assessing a new risk leaves behind.
    async fn create_result(&self) -> Item {
        let scope = self.scope("Head office").await;
        let risk = self.risk(scope, "Ransomware").await;
        self.try_verb(&risk, "assess", &[]).await.unwrap();
        self.data().item(kind("risk_result").schema, 1).await.unwrap().unwrap()
    }
}

/// Approving is done by a person, on a day that has come, and of something that is written.
#[tokio::test]
async fn who_approves_and_when() {
    on_both(async |world: &World| {
        let nobody = world.member("nobody", Duty::IsmsManager, None).await;
        let document = world.document("Policy").await;
        let draft = world.draft(&document, "1", "All is secret.").await;
        let head = world.head().await;
        let complaints = refused(world.try_verb_as(&nobody, &draft, "approve", &[]).await);
        assert!(complaints.0[0].message.contains("Only a person can approve"), "{complaints:?}");
        let tomorrow = value(&world.today().tomorrow().unwrap());
        let complaints = refused(world.try_verb(&draft, "approve", &[("decided_on", tomorrow)]).await);
        assert!(complaints.at("decided_on").is_some(), "{complaints:?}");
        assert_eq!(world.head().await, head);
        let empty = world.amend(&draft, &[("text", Value::None)]).await;
        let complaints = refused(world.try_verb(&empty, "approve", &[]).await);
        assert!(complaints.0[0].message.contains("no text"), "{complaints:?}");
        let contributor = world.member("contributor", Duty::Contributor, Some(world.person())).await;
        let denied = world.try_verb_as(&contributor, &draft, "approve", &[]).await;
        assert!(matches!(denied, Err(ActError::Denied)), "{denied:?}");
    })
    .await;
}

/// In the organisation's zone the day begins earlier than in UTC, or later.
#[tokio::test]
async fn today_is_a_day_of_the_organisation() {
    on_both(async |world: &World| {
        world.clock.set("2026-03-02T23:30:00Z".parse().unwrap());
        let document = world.document("Policy").await;
        let draft = world.draft(&document, "1", "All is secret.").await;
        let berlin = value(&jiff::civil::date(2026, 3, 3));
        let approved = world.try_verb(&draft, "approve", &[("decided_on", berlin.clone())]).await.unwrap();
        assert_eq!(*approved.get("approved_on"), berlin);
    })
    .await;
}

#[tokio::test]
async fn retired_records_rest_until_they_are_restored() {
    on_both(async |world: &World| {
        let scope = world.scope("Head office").await;
        world.method().await;
        let risk = world.risk(scope, "Ransomware").await;
        let retired = world.retire(&risk).await;
        refused(world.try_amend(&retired, &[("title", Value::text("Otherwise"))]).await);
        refused(world.try_verb(&retired, "assess", &[("likelihood", level(1))]).await);
        let again = attesta_gate::Deed::Retire { id: retired.id, revision: retired.revision };
        refused(world.act("risk", "retire", again).await);
        let restore = attesta_gate::Deed::Restore { id: retired.id, revision: retired.revision };
        let restored = world.act("risk", "restore", restore).await.unwrap().item;
        assert!(!restored.retired);
        world.amend(&restored, &[("title", Value::text("Otherwise"))]).await;
        let organisation = world.data().item(kind("organisation").schema, 1).await.unwrap().unwrap();
        let deed = attesta_gate::Deed::Retire { id: 1, revision: organisation.revision };
        refused(world.act("organisation", "retire", deed).await);
    })
    .await;
}
