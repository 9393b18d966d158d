//! What the sample company can show: lists drawn from systems, a protocol of a restore, a link, an observation.

use attesta_isms::{
    evidence::{Evidence, EvidenceKind, Shown, Strength},
    ids::ControlId,
};
use attesta_record::Text;

use super::{
    people::Who,
    scene::{Cast, Scene, at, create},
};
use crate::trouble::Trouble;

/// A piece of evidence without what it consists of: what it shows, how strongly, by whom it was obtained so many working
/// days ago, and for how many months it counts.
struct Piece {
    title: &'static str,
    shows: &'static [&'static str],
    strength: Strength,
    by: Who,
    day: usize,
    source: &'static str,
    months: Option<u32>,
}

impl Piece {
    fn record(&self, cast: &Cast<'_>, kind: EvidenceKind) -> Result<Evidence, Trouble> {
        let shown = |name: &&str| Ok::<_, Trouble>(Shown::Control(cast.id::<ControlId>(name)?));
        Ok(Evidence {
            title: Text::from(self.title),
            kind,
            file: None,
            link: None,
            note: None,
            shows: self.shows.iter().map(shown).collect::<Result<_, _>>()?,
            strength: self.strength,
            speaks_from: None,
            speaks_until: None,
            obtained_on: cast.day(self.day),
            obtained_by: Some(cast.id(self.by.name())?),
            source: Some(Text::from(self.source)),
            max_age: self.months,
        })
    }
}

/// All that is obtained.
pub(super) fn scenes() -> Vec<Scene> {
    vec![restore(), accounts(), scans(), reviews(), visit()]
}

fn restore() -> Scene {
    let piece = Piece {
        title: "Protocol of the yearly restore",
        shows: &["restores"],
        strength: Strength::Observation,
        by: Who::Paul,
        day: 13,
        source: "The restore itself, on the spare cluster",
        months: Some(12),
    };
    create(at(12, 15, 5), Who::Paul, "restore protocol", move |cast| piece.record(cast, EvidenceKind::File))
        .with_file("restore-protocol.txt", "text/plain", |cast| {
            format!(
                "Restore of the platform, {}\n\n\
                 08:10  Vault opened by P. and A., keys from the safe\n\
                 08:25  Newest snapshot found, 3 h 12 min old\n\
                 10:40  Databases up, checksums compared: no difference\n\
                 11:55  First berth plan drawn from the restored data\n\n\
                 Took 3 h 45 min. The goal is four hours: met.\n",
                cast.day(13)
            )
        })
}

fn accounts() -> Scene {
    let piece = Piece {
        title: "Accounts with rights to production, reviewed",
        shows: &["second factor"],
        strength: Strength::Sample,
        by: Who::Mehmet,
        day: 11,
        source: "Identity provider, list of the group production",
        months: Some(3),
    };
    create(at(11, 10, 20), Who::Mehmet, "account review", move |cast| {
        let all = piece.record(cast, EvidenceKind::File)?;
        let note = "Every account was held against the list of staff; two belonged to somebody who had changed teams.";
        Ok(Evidence {
            speaks_from: Some(cast.day(73)),
            speaks_until: Some(cast.day(11)),
            note: Some(Text::from(note)),
            ..all
        })
    })
    .with_file("accounts-production.csv", "text/csv", |cast| {
        let day = cast.day(11);
        format!(
            "account,team,granted,reviewed,result\r\n\
             p.hansen,reliability,2022-03-01,{day},kept\r\n\
             a.voss,engineering,2019-09-16,{day},kept\r\n\
             f.rahimi,release,2023-01-09,{day},kept\r\n\
             t.brandt,support,2021-05-03,{day},withdrawn\r\n\
             k.ole,support,2022-11-21,{day},withdrawn\r\n"
        )
    })
}

/// One that nobody renewed.
fn scans() -> Scene {
    let piece = Piece {
        title: "Scan of laptops for missing updates",
        shows: &["disks"],
        strength: Strength::Record,
        by: Who::Ines,
        day: 120,
        source: "Device management, weekly report",
        months: Some(3),
    };
    create(at(11, 11, 40), Who::Ines, "scan", move |cast| piece.record(cast, EvidenceKind::File)).with_file(
        "laptops-updates.csv",
        "text/csv",
        |cast| {
            let day = cast.day(120);
            format!("device,system,missing updates,seen\r\nnl-0112,macOS,0,{day}\r\nnl-0127,Linux,1,{day}\r\nnl-0131,Windows,0,{day}\r\n")
        },
    )
}

fn reviews() -> Scene {
    let piece = Piece {
        title: "Reviews of new dependencies, as merge requests",
        shows: &["dependencies"],
        strength: Strength::Record,
        by: Who::Anna,
        day: 10,
        source: "Repository of the platform",
        months: Some(6),
    };
    create(at(10, 9, 35), Who::Anna, "dependency reviews", move |cast| {
        let link = Text::from("https://git.nordlicht.example/platform/merge_requests?label=dependency");
        Ok(Evidence { link: Some(link), ..piece.record(cast, EvidenceKind::Link)? })
    })
}

fn visit() -> Scene {
    let piece = Piece {
        title: "Walk through the office after hours",
        shows: &[],
        strength: Strength::Observation,
        by: Who::Stefan,
        day: 6,
        source: "Seen on the spot",
        months: Some(12),
    };
    create(at(5, 9, 15), Who::Stefan, "walk", move |cast| {
        let note =
            "At 19:30 all desks were clear but one; the meeting rooms were wiped; the rack room was locked.";
        Ok(Evidence { note: Some(Text::from(note)), ..piece.record(cast, EvidenceKind::Note)? })
    })
}
