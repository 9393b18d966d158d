//! Files to take away: reports as PDF, XLSX and CSV, and the links that lead to them.

use attesta_gate::Moment;
use attesta_isms::{
    ids::{PlanId, RiskId, ScopeId, SoaVersionId},
    kit::{RecordType, Verb as _},
    soa::{ApproveSoa, KeepFiles},
};
use attesta_record::{Item, TypedId as _};
use attesta_reports::{Asked, Format, Subject};
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use http::header::{self, HeaderName};
use maud::{Markup, html};
use tokio::task::spawn_blocking;

use crate::{
    App,
    address::Address,
    error::WebError,
    extract::{Params, one},
    record, show,
    visit::Visit,
};

/// A report that an address asks for: `/acme/reports/soa/pdf?version=SV-2`.
pub(crate) async fn report(
    State(app): State<App>,
    visit: Visit,
    Path((_, subject, format)): Path<(String, String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let subject = Subject::of(&subject).ok_or(WebError::NotFound)?;
    let format = Format::of(&format).ok_or(WebError::NotFound)?;
    if let Some(there) = record::filters::as_of(&visit, &params).await? {
        return Ok(there);
    }
    let permit = app.reports.acquire_owned().await.map_err(std::io::Error::other)?;
    let (isms, day) = (visit.view.isms.clone(), show::day_of(&visit).unwrap_or(visit.view.today));
    let made = spawn_blocking(move || {
        let named = |name: &str| Some(one(&params, name)).filter(|text| !text.is_empty());
        let public = named("public").is_some();
        let asked = Asked { subject, scope: named("scope"), version: named("version"), public };
        let report = asked.report(&isms, day).map_err(|refused| WebError::BadRequest(refused.0))?;
        let mut bytes = Vec::new();
        format.write(&report, &mut bytes)?;
        drop(permit);
        Ok::<_, WebError>((report.file_stem(), bytes))
    });
    let (name, bytes) = made.await.map_err(std::io::Error::other)??;
    Ok((attachment(&visit, &name, format), bytes).into_response())
}

/// Renders a version of the statement that was approved just now, and keeps the files with it. The approval stands
/// whatever happens here; what could not be kept is logged, and can be rendered from the frozen lines at any time.
pub(crate) async fn keep(app: &App, visit: &Visit, item: &Item, verb: &str) {
    if (item.schema.key, verb) != (SoaVersionId::KEY, ApproveSoa::NAME) {
        return;
    }
    if let Err(error) = kept(app, visit, SoaVersionId::new(item.id)).await {
        tracing::error!(?error, version = item.number(), "the files of an approved version were not kept");
    }
}

async fn kept(app: &App, visit: &Visit, version: SoaVersionId) -> Result<(), WebError> {
    let kind = record::kind(SoaVersionId::PATH)?;
    let permit = visit.member.permit(kind, ApproveSoa::NAME)?;
    let view = app.gate.view(&visit.member, Moment::Present).await?.ok_or(WebError::NotFound)?;
    let turn = app.reports.clone().acquire_owned().await.map_err(std::io::Error::other)?;
    let made = spawn_blocking(move || {
        let number = version.number();
        let asked = Asked { subject: Subject::Soa, scope: None, version: Some(&number), public: false };
        let report =
            asked.report(&view.isms, view.today).map_err(|refused| WebError::BadRequest(refused.0))?;
        let mut files = Vec::new();
        for format in ["pdf", "xlsx"].into_iter().filter_map(Format::of) {
            let mut bytes = Vec::new();
            format.write(&report, &mut bytes)?;
            files.push((format, format!("{}.{}", report.file_stem(), format.extension()), bytes));
        }
        drop(turn);
        Ok::<_, WebError>(files)
    });
    let mut files = KeepFiles { pdf: None, xlsx: None };
    for (format, name, bytes) in made.await.map_err(std::io::Error::other)?? {
        let file = app.gate.store_file(&visit.member, &permit, &name, format.media_type(), &bytes).await?;
        *(if format == Format::Xlsx { &mut files.xlsx } else { &mut files.pdf }) = Some(file);
    }
    app.gate.keep_with_soa(&visit.member, version, files).await?;
    Ok(())
}

/// The headers of a file that is kept, not shown.
pub(crate) fn attachment(visit: &Visit, name: &str, format: Format) -> [(HeaderName, String); 2] {
    let name = format!("attachment; filename=\"{}-{name}.{}\"", visit.org(), format.extension());
    [(header::CONTENT_TYPE, format.media_type().to_owned()), (header::CONTENT_DISPOSITION, name)]
}

/// A report in each format, as links.
fn links(visit: &Visit, subject: Subject, called: &str, pairs: &[(&str, String)]) -> Markup {
    let address = |format: Format| {
        let path = format!("/{}/reports/{}/{}", visit.org(), subject.key(), format.extension());
        let with = |address: Address, (name, value): &(&str, String)| address.with(name, value.clone());
        pairs.iter().fold(Address::new(path), with).at(visit.view.moment)
    };
    html! {
        @for format in Format::ALL {
            @let name = format.extension().to_uppercase();
            " " a href=(address(format)) aria-label={ (called) " as " (name) } { (name) }
        }
    }
}

/// The links of the Statement of Applicability: as it follows from the records, and what of it is for everybody.
pub(crate) fn of_statement(visit: &Visit, scope: ScopeId) -> Markup {
    let pairs = [("scope", scope.number())];
    let public = [("scope", scope.number()), ("public", "1".to_owned())];
    html! {
        div class="list-bar" {
            span { "These records as a draft:" (links(visit, Subject::Soa, "Draft", &pairs)) }
            span { "Public extract:" (links(visit, Subject::Soa, "Public extract", &public)) }
        }
    }
}

/// The links of the reports that a list is the register of.
pub(crate) fn of_list(visit: &Visit, kind: &RecordType) -> Markup {
    let (subject, called) = match kind.schema.key {
        RiskId::KEY => (Subject::Risks, "Risk register"),
        PlanId::KEY => (Subject::Plan, "Plan by the records"),
        _ => return html! {},
    };
    html! { span { (called) ":" (links(visit, subject, called, &[])) } }
}

/// The links of a version, beside its record.
pub(crate) fn of_record(visit: &Visit, item: &Item) -> Markup {
    let version = [("version", item.number())];
    let public = [("version", item.number()), ("public", "1".to_owned())];
    let subject = match item.schema.key {
        SoaVersionId::KEY => Subject::Soa,
        PlanId::KEY => Subject::Plan,
        _ => return html! {},
    };
    html! {
        section {
            h2 { "Take it away" }
            ul {
                li { "This version:" (links(visit, subject, "This version", &version)) }
                @if subject == Subject::Soa { li { "Public extract:" (links(visit, subject, "Public extract", &public)) } }
            }
        }
    }
}
