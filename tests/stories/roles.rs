//! Who may do what: one committed file, and the gate that keeps to it.

use attesta_gate::{ActError, Deed};
use attesta_isms::{RECORDS, kit::Duty};
use attesta_record::{Choice as _, Value};
use attesta_tests::{World, kind, on_both, values};

/// The file is changed by hand, and with it what people may do.
#[test]
fn the_role_matrix_is_the_committed_one() {
    let committed: Vec<&str> = include_str!("../roles.txt").lines().collect();
    let matrix = attesta_gate::role_matrix();
    let matrix: Vec<&str> = matrix.lines().collect();
    let only = |these: &[&str], those: &[&str]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).map(|line| (*line).to_owned()).collect()
    };
    let (more, less) = (only(&matrix, &committed), only(&committed, &matrix));
    assert!(
        more.is_empty() && less.is_empty(),
        "tests/roles.txt lacks {more:#?} and has too much: {less:#?}"
    );
    assert_eq!(matrix, committed, "the order of the lines");
}

/// Every line that is in the matrix opens the door for its duties, and every line that is not keeps it shut.
#[tokio::test]
async fn the_gate_keeps_to_the_matrix() {
    on_both(async |world: &World| {
        let matrix = attesta_gate::role_matrix();
        for duty in [Duty::Reader, Duty::Contributor, Duty::IsmsManager, Duty::Administrator] {
            let member = world.member(duty.key(), duty, None).await;
            for kind in RECORDS {
                let own = kind.verbs.iter().map(|verb| verb.name);
                for verb in ["create", "amend", "retire", "restore", "import", "erase"].into_iter().chain(own)
                {
                    let line = matrix.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
                    let mut line = line.filter(|line| line.starts_with(&[kind.schema.key, verb]));
                    let may = line.next().is_some_and(|line| line[2..].contains(&duty.key()));
                    assert_eq!(member.may(kind, verb), may, "{} {verb} {}", kind.schema.key, duty.key());
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_may_not_is_denied_and_nothing_happens() {
    on_both(async |world: &World| {
        let reader = world.member("reader", Duty::Reader, None).await;
        let contributor = world.member("contributor", Duty::Contributor, None).await;
        let scope = world.create("scope", &[("name", Value::text("Head office"))]).await;
        let head = world.head().await;
        let create = Deed::Create(values("scope", &[("name", Value::text("Another"))]));
        let retire = Deed::Retire { id: scope.id, revision: 1 };
        let erase = Deed::Erase { id: scope.id, field: "name".to_owned() };
        let denied = [
            (&reader, "create", create.clone()),
            (&reader, "retire", retire.clone()),
            (&contributor, "retire", retire),
            (&contributor, "erase", erase),
        ];
        for (member, verb, deed) in denied {
            let done = world.act_as(member, kind("scope"), verb, deed).await;
            assert!(matches!(done, Err(ActError::Denied | ActError::NotFound)), "{verb}: {done:?}");
        }
        assert_eq!(world.head().await, head);
        assert!(world.act_as(&contributor, kind("scope"), "create", create).await.is_ok());
    })
    .await;
}

/// A permit is for one verb. It is not a key to the others.
#[tokio::test]
async fn a_permit_is_for_its_own_verb_only() {
    on_both(async |world: &World| {
        let contributor = world.member("contributor", Duty::Contributor, None).await;
        let scope = world.create("scope", &[("name", Value::text("Head office"))]).await;
        let (id, revision) = (scope.id, scope.revision);
        let organisation = world.data().item(kind("organisation").schema, 1).await.unwrap().unwrap();
        let others = [
            ("scope", "amend", Deed::Erase { id, field: "name".to_owned() }),
            ("scope", "amend", Deed::Retire { id, revision }),
            ("scope", "amend", Deed::Restore { id, revision }),
            ("scope", "amend", Deed::Create(scope.values.clone())),
            ("scope", "create", Deed::Amend { id, revision, values: scope.values.clone() }),
            ("scope", "create", Deed::Found(scope.values.clone())),
            ("organisation", "create", Deed::Found(organisation.values)),
            ("scope", "create", Deed::Verb { id, revision, values: vec![] }),
        ];
        let head = world.head().await;
        for (key, verb, deed) in others {
            let shown = format!("{verb}: {deed:?}");
            let done = world.act_as(&contributor, kind(key), verb, deed).await;
            assert!(done.is_err(), "{shown}");
        }
        assert_eq!(world.head().await, head);
    })
    .await;
}

/// A permit is for whoever asked for it, in the organisation in which it was asked for.
#[tokio::test]
async fn a_permit_is_for_whoever_asked_for_it() {
    on_both(async |world: &World| {
        let scope = world.create("scope", &[("name", Value::text("Head office"))]).await;
        let retire = Deed::Retire { id: scope.id, revision: 1 };
        let reader = world.member("reader", Duty::Reader, None).await;
        let permit = world.admin.permit(kind("scope"), "retire").unwrap();
        let done = world.gate.act(&reader, attesta_gate::Doing::new(permit, retire)).await;
        assert!(matches!(done, Err(ActError::Denied)), "{done:?}");
    })
    .await;
}

/// Nobody lets others in but an administrator.
#[tokio::test]
async fn only_an_administrator_lets_others_in() {
    on_both(async |world: &World| {
        let manager = world.member("manager", Duty::IsmsManager, None).await;
        let account = world.gate.add_account("Eve", "eve@acme.example").await.unwrap();
        let let_in = world.gate.let_in(&manager, &account, None, Duty::Administrator).await;
        assert!(matches!(let_in, Err(ActError::Denied)), "{let_in:?}");
    })
    .await;
}
