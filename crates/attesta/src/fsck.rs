//! `attesta fsck`: whether the files and the records that name them agree, in both directions.

use std::process::ExitCode;

use attesta_record::{File, FileHash};
use attesta_store::Unsound;
use clap::Args;
use serde_json::{Value as Json, json};

use crate::{
    journal::CHECK_FAILED,
    out::{self, Format},
    place::{Place, gate},
    trouble::Trouble,
};

/// Compare the files with the records that name them.
#[derive(Debug, Args)]
#[command(
    after_help = "Every file that a record names, now or in the past, must be there with the bytes that its hash says; \
                  every file that is there must be named. It may run beside a server: what came within the last hour \
                  may still find its record.\n\nExit codes: 0 all fits, 1 something does not, 2 could not run.\n\n\
                  Examples:\n  attesta fsck\n  attesta fsck --data /srv/attesta --format json"
)]
pub(crate) struct Fsck {
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Runs the command, over all organisations.
pub(crate) async fn run(fsck: Fsck) -> Result<ExitCode, Trouble> {
    let gate = gate(fsck.place.open().await?);
    let (mut lines, mut organisations, mut sound) = (Vec::new(), Vec::new(), true);
    for tenant in gate.organisations().await? {
        let found = gate.check_files(&tenant).await?;
        let slug = &tenant.info().slug;
        let count = found.unsound.len();
        lines.push(match count {
            0 => format!("The files of {slug} are sound: {} of them.", found.named),
            1 => format!("Of {slug}, 1 file is not sound:"),
            _ => format!("Of {slug}, {count} files are not sound:"),
        });
        lines.extend(found.unsound.iter().map(|(hash, unsound)| format!("  {}", sentence(*hash, unsound))));
        let unsound: Vec<Json> = found.unsound.iter().map(|(hash, unsound)| object(*hash, unsound)).collect();
        organisations.push(json!({ "organisation": slug, "named": found.named, "unsound": unsound }));
        sound &= count == 0;
    }
    if organisations.is_empty() {
        lines.push("There is no organisation here, and so there are no files.".to_owned());
    }
    out::answer(fsck.format, &lines.join("\n"), &json!({ "sound": sound, "organisations": organisations }))?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(CHECK_FAILED) })
}

fn sentence(hash: FileHash, unsound: &Unsound) -> String {
    match unsound {
        Unsound::Missing(file, record) => {
            format!("missing: “{}” of {record}, {hash}. Bring it back from a backup.", file.name())
        }
        Unsound::Damaged(file, record) => {
            format!("damaged: “{}” of {record}, {hash}. Bring it back from a backup.", file.name())
        }
        Unsound::Orphaned => {
            format!("orphaned: {hash}. No record names it; the next start of the server removes it.")
        }
    }
}

fn object(hash: FileHash, unsound: &Unsound) -> Json {
    let named = |what: &str, file: &File, record: &str| json!({ "what": what, "hash": hash.to_string(), "name": file.name(), "record": record });
    match unsound {
        Unsound::Missing(file, record) => named("missing", file, record),
        Unsound::Damaged(file, record) => named("damaged", file, record),
        Unsound::Orphaned => json!({ "what": "orphaned", "hash": hash.to_string() }),
    }
}
