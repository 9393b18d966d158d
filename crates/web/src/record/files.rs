//! A list as a file, with its filters and its order, written page by page so that memory stays bounded: CSV goes out as
//! it comes, a workbook waits in a temporary file until it is whole.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{self, BufWriter, Read as _, Seek as _},
};

use attesta_record::{
    Item, Ref,
    filter::{Filter, Sort},
    form::Typed,
};
use attesta_reports::{CsvTable, Format, XlsxTable, csv::references};
use attesta_store::Cursor;
use axum::{
    body::Body,
    extract::Path,
    response::{IntoResponse as _, Response},
};
use futures_util::{
    StreamExt as _,
    stream::{once, try_unfold},
};
use tokio::{sync::mpsc, task::spawn_blocking};

use crate::{
    downloads::attachment,
    error::WebError,
    extract::{Params, one},
    show,
    visit::Visit,
};

/// How many records are read at a time.
const AT_ONCE: usize = 1_000;

/// How many pages wait for the workbook at the most.
const WAITING: usize = 2;

/// How many bytes of a workbook are sent at a time.
const PART: u64 = 64 * 1024;

/// Records, and the names of those that they refer to.
type Page = (Vec<Item>, BTreeMap<Ref, String>);

/// What is left of a list.
struct Rows {
    visit: Visit,
    filter: Filter,
    sort: Sort,
    left: Left,
}

enum Left {
    /// Of the present, behind the cursor.
    Behind(Option<Cursor>),
    /// Of the past, from the snapshot.
    Past(std::vec::IntoIter<Item>),
    Nothing,
}

/// The list as CSV.
pub(crate) async fn csv(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let (mut rows, headers) = rows(visit, &path, &params, Format::Csv)?;
    let schema = rows.filter.schema;
    // The first page is made before anything is sent: what goes wrong there still gets a page that says so.
    let page = rows.page().await?;
    let first = written(CsvTable::new(schema, Vec::new())?, &page)?;
    let rest = try_unfold(rows, |mut rows| async move {
        let page = rows.page().await.map_err(|error| io::Error::other(format!("{error:?}")))?;
        if page.0.is_empty() {
            return Ok(None);
        }
        let bytes = written(CsvTable::going_on(rows.filter.schema, Vec::new()), &page)?;
        Ok::<_, io::Error>(Some((bytes, rows)))
    });
    let body = Body::from_stream(once(async { Ok(first) }).chain(rest));
    Ok((headers, body).into_response())
}

fn written(mut table: CsvTable<Vec<u8>>, page: &Page) -> io::Result<Vec<u8>> {
    page.0.iter().try_for_each(|item| table.row(item, &page.1))?;
    table.finish()
}

/// The list as a workbook.
pub(crate) async fn xlsx(
    visit: Visit,
    Path((_, path)): Path<(String, String)>,
    Params(params): Params,
) -> Result<Response, WebError> {
    let (mut rows, headers) = rows(visit, &path, &params, Format::Xlsx)?;
    let schema = rows.filter.schema;
    let day = show::day_of(&rows.visit).unwrap_or(rows.visit.view.today);
    let (send, mut receive) = mpsc::channel::<Page>(WAITING);
    let worker = spawn_blocking(move || {
        let mut table = XlsxTable::new(schema, day)?;
        while let Some(page) = receive.blocking_recv() {
            page.0.iter().try_for_each(|item| table.row(item, &page.1))?;
        }
        let mut file = tempfile::tempfile()?;
        table.finish(BufWriter::new(&mut file))?;
        file.rewind()?;
        Ok::<_, io::Error>(file)
    });
    loop {
        let page = rows.page().await?;
        if page.0.is_empty() || send.send(page).await.is_err() {
            break;
        }
    }
    drop(send);
    let file = worker.await.map_err(io::Error::other)??;
    let parts =
        try_unfold(
            file,
            |file| async move { spawn_blocking(|| part(file)).await.map_err(io::Error::other)? },
        );
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// The next bytes of a file, and the file.
fn part(mut file: File) -> io::Result<Option<(Vec<u8>, File)>> {
    let mut bytes = Vec::new();
    (&mut file).take(PART).read_to_end(&mut bytes)?;
    Ok((!bytes.is_empty()).then_some((bytes, file)))
}

/// The list that an address asks for, and the headers of its file.
fn rows(
    visit: Visit,
    path: &str,
    params: &Typed,
    format: Format,
) -> Result<(Rows, impl axum::response::IntoResponseParts), WebError> {
    let kind = super::kind(path)?;
    let (filter, complaints) = Filter::from_typed(kind.schema, params);
    if let Some(complaint) = complaints.0.into_iter().next() {
        return Err(WebError::BadRequest(complaint.message));
    }
    let sort = Sort::from_text(kind.schema, one(params, "sort"));
    let left = if visit.present() {
        Left::Behind(None)
    } else {
        let table = visit.isms().table(kind.schema.key).ok_or(WebError::NotFound)?;
        let mut items: Vec<Item> = table.items().filter(|item| filter.matches(item)).collect();
        items.sort_by(|a, b| sort.compare(a, b));
        Left::Past(items.into_iter())
    };
    let day = show::day_of(&visit).unwrap_or(visit.view.today);
    let headers = attachment(&visit, &format!("{}-{day}", kind.schema.path), format);
    Ok((Rows { visit, filter, sort, left }, headers))
}

impl Rows {
    /// The next records; none where all were had.
    async fn page(&mut self) -> Result<Page, WebError> {
        let items = match &mut self.left {
            Left::Nothing => Vec::new(),
            Left::Past(items) => items.take(AT_ONCE).collect(),
            Left::Behind(cursor) => {
                let data = self.visit.member.data();
                let page = data.list(&self.filter, self.sort, cursor.as_ref(), AT_ONCE).await?;
                let last = page.items.last().filter(|_| page.after);
                self.left = match last {
                    Some(last) => Left::Behind(Some(Cursor::after(last, self.sort))),
                    None => Left::Nothing,
                };
                page.items
            }
        };
        let refs = items.iter().flat_map(references).collect::<BTreeSet<_>>().into_iter();
        let names = refs.map(|one| (one, show::title(self.visit.isms(), one))).collect();
        Ok((items, names))
    }
}
