//! `attesta import`: registers of other people, as tables. What was understood is shown; only `--apply` writes.

mod answer;
mod files;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use attesta_gate::{Gate, Importing, Imports, Member, slug};
use attesta_interop::table::{Mapping, TableMapping, TableReport};
use attesta_isms::context::Organisation;
use attesta_record::Text;
use clap::Args;

use crate::{
    out::{self, Format},
    place::{Place, Which, gate, temporary},
    text,
    trouble::{Trouble, one_of},
};

/// Take over registers from spreadsheets, CSV and XLSX, or a text of the ISMS
#[derive(Debug, Args)]
#[command(
    after_help = "Nothing is written without --apply. Importing the same files again changes only what changed in them.\n\n\
                        Examples:\n  attesta import registers/\n  attesta import registers/ --apply\n  \
                        attesta import risks.xlsx --mapping risks.toml --apply\n  \
                        attesta import assets.csv --save-mapping assets.toml    (to look at and to change)\n  \
                        attesta import isms/ --apply    (a folder that “attesta export --text” wrote, or one YAML file)\n\n\
                        Exit codes: 0 all of it was understood, 1 something was left out, 2 could not run."
)]
pub(crate) struct Import {
    /// Files and folders: CSV and XLSX; or one text, as a folder or a YAML file
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write it
    #[arg(long)]
    apply: bool,
    /// The organisation: its short name, or the name of a new one where there is none yet (else the folder's name)
    #[arg(long, value_name = "NAME", env = "ATTESTA_ORGANISATION")]
    organisation: Option<String>,
    /// Who may sign in to a new organisation, as its administrator
    #[arg(long, value_name = "EMAIL")]
    administrator: Option<String>,
    /// What was decided about the tables before
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Writes what was understood to a file, to be changed and used with --mapping
    #[arg(long, value_name = "FILE")]
    save_mapping: Option<PathBuf>,
    /// The scope of records that do not say theirs, where there are several: S-1
    #[arg(long, value_name = "NUMBER")]
    scope: Option<String>,
    /// Take the control that is proposed wherever a number of Annex A is wrong
    #[arg(long)]
    accept: bool,
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

impl Import {
    /// The import of a text of the ISMS, of which the options of tables say nothing.
    fn into_text(self, from: PathBuf) -> Result<text::Import, Trouble> {
        let of_tables =
            self.mapping.is_some() || self.save_mapping.is_some() || self.scope.is_some() || self.accept;
        if of_tables || self.paths.len() > 1 || self.format != Format::Text {
            let shown = from.display();
            return Err(Trouble::said(format!(
                "{shown} is a text of the ISMS. Import it alone, and without the options of tables."
            )));
        }
        let Self { apply, administrator, place, organisation, .. } = self;
        Ok(text::Import { from, apply, administrator, place, which: Which { organisation } })
    }
}

/// Runs the command.
pub(crate) async fn run(import: Import, user: &str) -> Result<ExitCode, Trouble> {
    if let Some(from) = import.paths.iter().find(|path| text::is_text(path)).cloned() {
        return text::import(import.into_text(from)?, user).await;
    }
    let (tables, broken) = files::read(&import.paths)?;
    let mapping = match &import.mapping {
        Some(path) => {
            let text = fs::read_to_string(path).map_err(|error| Trouble::at(path, &error))?;
            Mapping::read(&text).map_err(Trouble::said)?
        }
        None => Mapping::default(),
    };
    let scope = import.scope.as_deref().map(scope).transpose()?;
    let imports = Imports { tables, mapping, scope, accept: import.accept, ..Imports::default() };
    let mut importing = Importing::of(imports);
    if let Some(path) = &import.save_mapping {
        let text = understood(&importing).write();
        fs::write(path, text).map_err(|error| Trouble::at(path, &error))?;
    }
    // Where there is no data yet, a preview looks at an empty organisation that is gone afterwards.
    let (gate, folder) = if import.place.is_there() || import.apply {
        (gate(import.place.make().await?), None)
    } else {
        let (store, folder) = temporary().await?;
        (gate(store), Some(folder))
    };
    let (member, founded) = member(&gate, &import, user).await?;
    let outcome = if import.apply {
        gate.apply_import(&member, &mut importing).await?
    } else {
        gate.preview_import(&member, &mut importing).await?
    };
    drop(folder);
    let answer = answer::Answer {
        outcome: &outcome,
        importing: &importing,
        broken: &broken,
        founded,
        slug: member.slug(),
    };
    out::answer(import.format, &answer.text(), &answer.json())?;
    let whole =
        broken.is_empty() && importing.unclear.is_empty() && outcome.tables.iter().all(TableReport::is_whole);
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn scope(text: &str) -> Result<i64, Trouble> {
    let found = attesta_isms::reference(text).filter(|one| one.kind == "scope");
    found
        .map(|one| one.id)
        .ok_or_else(|| Trouble::said(format!("“{text}” is not the number of a scope. Write it as S-1.")))
}

/// What was understood, as a mapping file.
fn understood(importing: &Importing) -> Mapping {
    let table = importing.understood().map(|one| TableMapping {
        file: Some(one.table.file.clone()),
        sheet: Some(one.table.sheet.clone()).filter(|sheet| !sheet.is_empty()),
        register: Some(one.recipe.key.clone()),
        source: Some(one.source.clone()),
        columns: one.targets(),
        ..one.mapping.clone()
    });
    let unclear = importing.unclear.iter().map(|one| TableMapping {
        file: Some(one.table.file.clone()),
        sheet: Some(one.table.sheet.clone()).filter(|sheet| !sheet.is_empty()),
        register: Some(one.report.candidates.first().map_or_else(|| "-".to_owned(), |(key, _)| key.clone())),
        columns: one.report.columns.iter().map(|(heading, _)| (heading.clone(), "-".to_owned())).collect(),
        ..TableMapping::default()
    });
    Mapping { table: table.chain(unclear).collect() }
}

/// The member that imports; an organisation is founded where there is none.
async fn member(gate: &Gate, import: &Import, user: &str) -> Result<(Member, bool), Trouble> {
    let mut tenants = gate.organisations().await?;
    if tenants.is_empty() {
        let name = import.organisation.clone().unwrap_or_else(|| folder_name(&import.paths));
        let organisation = Organisation {
            name: Text::from(name.as_str()),
            legal_name: None,
            purpose: None,
            time_zone: Text::from("UTC"),
            sample: false,
        };
        let member = gate.found_by_console(user, &slug(&name), organisation).await?;
        if let Some(email) =
            import.administrator.as_deref().map(str::trim).filter(|email| email.contains('@'))
        {
            let account = gate.add_account(email, email).await?;
            gate.let_in(&member, &account, None, attesta_isms::kit::Duty::Administrator).await?;
        }
        return Ok((member, true));
    }
    let slugs: Vec<String> = tenants.iter().map(|tenant| tenant.info().slug.clone()).collect();
    let wanted = import.organisation.as_deref().map(|name| {
        slugs.iter().position(|one| one == name).or_else(|| slugs.iter().position(|one| *one == slug(name)))
    });
    let at = match (wanted, slugs.len()) {
        (None, 1) => 0,
        (Some(Some(at)), _) => at,
        _ => {
            let slugs = one_of(&slugs);
            return Err(Trouble::said(format!("Say into which organisation with --organisation: {slugs}.")));
        }
    };
    Ok((gate.console(tenants.swap_remove(at), user).await?, false))
}

/// The name of the folder that is imported, or of the one in which the file lies.
fn folder_name(paths: &[PathBuf]) -> String {
    let path = paths.first().and_then(|path| path.canonicalize().ok());
    let folder =
        path.and_then(|path| if path.is_dir() { Some(path) } else { path.parent().map(Path::to_owned) });
    let name = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "Organisation".to_owned())
}
