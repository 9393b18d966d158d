//! Links, sessions, and setting up: who comes in, for how long, and how often.

use attesta_gate::{ActError, Gate, SESSION_IDLE_HOURS, SimulatedClock, Token, person_named};
use attesta_isms::{context::Organisation, kit::Duty};
use attesta_store::{Account, Purpose, Store};
use attesta_tests::{Place, World, midday, on_both, on_both_places};
use jiff::SignedDuration;

async fn account(world: &World) -> Account {
    world.gate.accounts().await.unwrap().remove(0)
}

/// The clock goes on.
fn later(world: &World, by: SignedDuration) {
    world.clock.set(world.gate.now() + by);
}

#[tokio::test]
async fn a_link_signs_in_once_and_not_for_long() {
    on_both(async |world: &World| {
        let account = account(world).await;
        let link = world.gate.sign_in_link(&account).await.unwrap();
        assert_eq!(world.gate.look_at_link(&link).await.unwrap(), Some(Purpose::SignIn));
        assert!(world.gate.sign_in(&link).await.unwrap().is_some());
        assert_eq!(world.gate.look_at_link(&link).await.unwrap(), None);
        assert!(world.gate.sign_in(&link).await.unwrap().is_none(), "used twice");
        let link = world.gate.sign_in_link(&account).await.unwrap();
        later(world, SignedDuration::from_mins(30));
        assert_eq!(world.gate.look_at_link(&link).await.unwrap(), None);
        assert!(world.gate.sign_in(&link).await.unwrap().is_none(), "used too late");
        for guess in ["", "guess", link.secret().trim_end_matches(|_| true), &format!("{} ", link.secret())] {
            assert!(world.gate.sign_in(&Token::presented(guess)).await.unwrap().is_none(), "{guess:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_by_itself_and_by_signing_out() {
    on_both(async |world: &World| {
        let account = account(world).await;
        let new = async || {
            let link = world.gate.sign_in_link(&account).await.unwrap();
            world.gate.sign_in(&link).await.unwrap().unwrap()
        };
        let signed_in = async |session: &Token| world.gate.signed_in(session).await.unwrap().is_some();
        let session = new().await;
        assert!(signed_in(&session).await);
        world.gate.sign_out(&session).await.unwrap();
        assert!(!signed_in(&session).await, "signed out");
        let idle = new().await;
        later(world, SignedDuration::from_hours(SESSION_IDLE_HOURS));
        assert!(signed_in(&idle).await);
        later(world, SignedDuration::from_hours(SESSION_IDLE_HOURS));
        assert!(signed_in(&idle).await, "being used keeps it open");
        later(world, SignedDuration::from_hours(SESSION_IDLE_HOURS) + SignedDuration::from_secs(1));
        assert!(!signed_in(&idle).await, "left alone for too long");
        let busy = new().await;
        for _ in 0..7 * 4 {
            later(world, SignedDuration::from_hours(6));
            assert!(signed_in(&busy).await, "used four times a day");
        }
        later(world, SignedDuration::from_secs(1));
        assert!(!signed_in(&busy).await, "open for more than a week");
        assert!(!signed_in(&Token::presented("guess")).await);
    })
    .await;
}

#[tokio::test]
async fn an_organisation_is_set_up_once() {
    on_both_places(async |place: &Place| {
        let store = Store::open(&place.location).await.unwrap();
        let clock = std::sync::Arc::new(SimulatedClock::new(midday("2026-03-02")));
        let gate = Gate::new(store, clock);
        assert!(gate.is_empty().await.unwrap());
        let (link, other) = (gate.set_up_link().await.unwrap(), gate.set_up_link().await.unwrap());
        let organisation = |zone: &str| Organisation {
            name: "Acme Ltd".into(),
            legal_name: None,
            purpose: None,
            time_zone: zone.into(),
            sample: false,
        };
        let ada = || person_named("Ada", Some("ada@example.org"));
        let refused = gate.set_up(&link, organisation("Nowhere"), ada()).await;
        assert!(matches!(refused, Err(ActError::Refused(_))), "the zone is none");
        let refused = gate.set_up(&link, organisation("UTC"), person_named("Ada", Some("ada"))).await;
        assert!(matches!(refused, Err(ActError::Refused(_))), "the address is none");
        assert!(gate.is_empty().await.unwrap() && gate.accounts().await.unwrap().is_empty());
        assert_eq!(
            gate.look_at_link(&link).await.unwrap(),
            Some(Purpose::SetUp),
            "a refusal uses no link up"
        );
        let (session, member) = gate.set_up(&link, organisation("UTC"), ada()).await.unwrap().unwrap();
        assert_eq!((member.slug(), member.duty()), ("acme-ltd", Duty::Administrator));
        assert!(member.person().is_some());
        assert!(gate.signed_in(&session).await.unwrap().is_some());
        for link in [&link, &other] {
            assert_eq!(gate.look_at_link(link).await.unwrap(), None);
            assert!(gate.set_up(link, organisation("UTC"), ada()).await.unwrap().is_none(), "set up twice");
        }
        assert_eq!(gate.organisations().await.unwrap().len(), 1);
    })
    .await;
}

/// What an account may do can be changed, and counts from the next request on.
#[tokio::test]
async fn a_duty_can_be_changed() {
    on_both(async |world: &World| {
        world.gate.ping().await.unwrap();
        world.gate.analyze().await.unwrap();
        world.member("bob", Duty::Reader, None).await;
        let account = world.gate.accounts().await.unwrap().remove(1);
        let link = world.gate.sign_in_link(&account).await.unwrap();
        let session = world.gate.sign_in(&link).await.unwrap().unwrap();
        for duty in [Duty::Reader, Duty::IsmsManager, Duty::Contributor] {
            let bob = world.gate.let_in(&world.admin, &account, Some(world.person()), duty).await.unwrap();
            assert_eq!(bob.duty(), duty);
            let signed_in = world.gate.signed_in(&session).await.unwrap().unwrap();
            let member = world.gate.member(&signed_in, "acme").await.unwrap().unwrap();
            assert_eq!((member.duty(), member.person()), (duty, Some(world.person())));
        }
        let names = world.data().account_names().await.unwrap();
        assert_eq!(names.values().map(String::as_str).collect::<Vec<_>>(), ["Ada of acme", "bob"]);
    })
    .await;
}
