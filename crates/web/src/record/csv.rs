//! A list as a CSV file, with the filters of the list.

use std::collections::BTreeMap;

use attesta_record::{
    Item, Ref, Value,
    filter::{Filter, Sort},
};
use attesta_reports::csv::CsvTable;
use axum::{
    extract::Path,
    response::{IntoResponse as _, Response},
};
use http::header;

use crate::{
    error::WebError,
    extract::{Params, one},
    show,
    visit::Visit,
};

/// How many names are kept while the file is made.
const MOST_TITLES: usize = 5_000;

/// The file.
pub(crate) async fn download(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let kind = super::kind(&path)?;
    let (filter, complaints) = Filter::from_typed(kind.schema, &params);
    if let Some(complaint) = complaints.0.into_iter().next() {
        return Err(WebError::BadRequest(complaint.message));
    }
    let sort = Sort::from_text(kind.schema, one(&params, "sort"));
    let broken = |error: std::io::Error| WebError::BadRequest(error.to_string());
    let mut bytes = Vec::new();
    let mut table = CsvTable::new(kind.schema, &mut bytes).map_err(broken)?;
    let mut titles = BTreeMap::new();
    let mut write = |item: &Item| {
        name(&visit, item, &mut titles);
        table.row(item, &titles).map_err(broken)
    };
    if visit.present() {
        let mut failed = None;
        let each = visit.member.data().each(&filter, sort, |item| {
            if failed.is_none() {
                failed = write(&item).err();
            }
            Ok(())
        });
        each.await?;
        failed.map_or(Ok(()), Err)?;
    } else {
        let table = visit.isms().table(kind.schema.key).ok_or(WebError::NotFound)?;
        let mut items: Vec<Item> = table.items().filter(|item| filter.matches(item)).collect();
        items.sort_by(|a, b| sort.compare(a, b));
        items.iter().try_for_each(write)?;
    }
    table.finish().map_err(broken)?;
    let name =
        format!("attachment; filename=\"{}-{}-{}.csv\"", visit.org(), kind.schema.path, visit.view.today);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, bytes).into_response())
}

/// Names the records that one refers to. Those that are named already are not named again, within bounds.
fn name(visit: &Visit, item: &Item, titles: &mut BTreeMap<Ref, String>) {
    if titles.len() > MOST_TITLES {
        titles.clear();
    }
    let mut add = |one: &Ref| {
        titles.entry(*one).or_insert_with(|| show::title(visit.isms(), *one));
    };
    for value in &item.values {
        match value {
            Value::Ref(one) => add(one),
            Value::Refs(refs) => refs.iter().for_each(&mut add),
            _ => {}
        }
    }
}
