//! `attesta demo`: a made-up company whose past of fourteen months was played through the gate, and the pages of it.

mod audits;
mod calendar;
mod certification;
mod company;
mod continuity;
mod documents;
mod evidence;
mod improvement;
mod method;
mod operation;
mod people;
mod performance;
mod registers;
mod review;
mod risks;
mod rounds;
mod scene;
mod soa;
mod stage;
mod tell;
mod treatment;

use std::{collections::BTreeMap, process::ExitCode};

use attesta_gate::Gate;
use attesta_isms::{context::Organisation, kit::Duty};
use attesta_record::{Record as _, Value};
use attesta_store::{Account, Store};
use clap::Args;
use jiff::Timestamp;

use self::{
    calendar::Calendar,
    people::Who,
    scene::{Act, Cast, Scene, at},
    stage::Stage,
};
use crate::{
    link::sign_in_url,
    out,
    place::{Place, gate},
    serve::Reach,
    trouble::Trouble,
};

/// The short name of the sample company.
pub(crate) const SLUG: &str = "nordlicht";

/// Serve a made-up company, to try everything out.
#[derive(Debug, Args)]
#[command(
    after_help = "The folder is made and filled where it is empty; where it holds the sample already, that is used again.\n\n\
                  Examples:\n  attesta demo\n  attesta demo --data /tmp/attesta --listen 127.0.0.1:9000"
)]
pub(crate) struct Demo {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    reach: Reach,
}

/// Runs the command.
pub(crate) async fn run(demo: Demo) -> Result<ExitCode, Trouble> {
    let lock = demo.place.lock()?;
    let store = demo.place.make().await?;
    let gate = gate(store.clone());
    let there = is_there(&gate, &demo.place).await?;
    let listening = demo.reach.listen().await?;
    if !there {
        fill(store, gate.now()).await?;
    }
    let (name, link) =
        (Who::Jonas.name(), sign_in_url(&gate, &founder(&gate).await?, &listening.public_url).await?);
    out::line(&format!(
        "The sample company is ready. Open this link to sign in as {name}, its ISMS manager; it works once, within 30 \
         minutes:\n\n  {link}\n"
    ))?;
    out::line(&format!(
        "To be somebody else: attesta link{} --account {}{}",
        demo.place.options(),
        Who::Katharina.email(),
        listening.other_url()
    ))?;
    out::line("Ctrl+C stops it.")?;
    listening.serve(gate).await?;
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

/// Whether the sample is there, whole. Refuses to work beside anything that is real.
async fn is_there(gate: &Gate, place: &Place) -> Result<bool, Trouble> {
    let mut there = false;
    for tenant in gate.organisations().await? {
        let slug = &tenant.info().slug;
        let organisation = tenant.item(Organisation::SCHEMA, 1).await?;
        if organisation.is_none_or(|organisation| *organisation.get("sample") != Value::Bool(true)) {
            let (folder, options) = (place.data.display(), place.options());
            return Err(Trouble::said(format!(
                "{folder} holds the organisation {slug}, which is no sample. Serve it with “attesta serve{options}”, or \
                 name another folder with --data."
            )));
        }
        there |= slug == SLUG;
    }
    let whole = gate.accounts().await?.iter().any(|account| account.email == Who::Vera.email());
    if there && !whole {
        return Err(Trouble::said(format!(
            "The sample in {} was interrupted while it was made. Delete that folder and start again.",
            place.data.display()
        )));
    }
    Ok(there)
}

/// Plays the past of the company, up to now.
pub(crate) async fn fill(store: Store, now: Timestamp) -> Result<(), Trouble> {
    let calendar = Calendar::ending(now)?;
    let mut stage = Stage::new(store, calendar)?;
    stage.set_clock(at(302, 9, 0), 0)?;
    let (organisation, person) = {
        let cast = Cast { calendar: stage.calendar(), numbers: &BTreeMap::new() };
        (company::organisation(), people::founder(&cast))
    };
    let account = stage.gate().add_account(Who::Jonas.name(), &Who::Jonas.email()).await?;
    let member = stage.gate().found(SLUG, &account, organisation, Some(person)).await?;
    stage.enter(Who::Jonas, member);
    stage.play(scenes()).await?;
    Ok(stage.gate().analyze().await?)
}

fn scenes() -> Vec<Scene> {
    let mut scenes = company::scenes();
    scenes.extend(people::scenes());
    scenes.extend(method::scenes());
    scenes.extend(rounds::scenes());
    scenes.extend(risks::scenes());
    scenes.extend(documents::scenes());
    scenes.extend(soa::scenes());
    scenes.extend(treatment::scenes());
    scenes.extend(evidence::scenes());
    scenes.extend(registers::scenes());
    scenes.extend(performance::scenes());
    scenes.extend(audits::scenes());
    scenes.extend(review::scenes());
    scenes.extend(certification::scenes());
    scenes.extend(improvement::scenes());
    scenes.extend(operation::scenes());
    scenes.extend(continuity::scenes());
    // The very last thing, by which a sample that is whole is known.
    let (by, act) = (Who::Jonas, Act::LetIn(Who::Vera, Duty::Reader));
    scenes.push(Scene { when: at(0, 17, 30), by, act, reason: None, occurred: None, file: None });
    scenes
}

async fn founder(gate: &Gate) -> Result<Account, Trouble> {
    let accounts = gate.accounts().await?;
    let founder = accounts.into_iter().find(|account| account.email == Who::Jonas.email());
    founder.ok_or_else(|| scene::missing("account", Who::Jonas.name()))
}

#[cfg(test)]
mod tests;
