//! Pages over HTTP, through the real binary on loopback. Client and server share the processors.

use std::{collections::BTreeMap, sync::Mutex, time::Instant};

use attesta_record::form::to_typed;
use attesta_store::Tenant;
use clap::Args;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use tokio::runtime::Runtime;

use crate::{
    Failed,
    client::{Client, encoded},
    figures::{self, Times},
    place::{Place, Program, newest},
    server::Server,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Pages {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    program: Program,
    /// How many clients ask at the same time
    #[arg(long, value_name = "N", value_delimiter = ',', default_values_t = [1, 4])]
    clients: Vec<usize>,
    /// How many requests of each kind
    #[arg(long, default_value_t = 1_000)]
    runs: usize,
    /// Only the kinds of request whose names contain this
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
}

/// How many requests of each series are not counted: they find nothing in memory yet.
const FIRST: usize = 5;

/// A kind of request: its name, and how one of them is made.
struct Case {
    name: &'static str,
    ask: Ask,
}

/// How a request is made.
#[derive(Clone, Copy)]
enum Ask {
    /// A page, by its address below the organisation.
    Page(fn(&mut Asking<'_>) -> String),
    /// An amended risk is saved.
    Save,
}

/// What a request is made from.
struct Asking<'a> {
    chance: StdRng,
    newest: i64,
    tenant: &'a Tenant,
    runtime: &'a Runtime,
    /// Which of the clients asks, and how many there are: no two save the same record.
    client: (usize, usize),
}

const WORDS: &[&str] = &["backup", "laptop", "supplier", "unpatched", "fire", "phishing"];
const LETTERS: &[&str] = &["a", "c", "d", "s"];

const CASES: &[Case] = &[
    page("list", |_| "risks".to_owned()),
    page("list, filtered by level and scope", |asking| {
        format!("risks?level={}&scope=SC-{}", asking.up_to(4), asking.up_to(3))
    }),
    page("list, filtered by owner", |asking| format!("risks?owner=PE-{}&show=all", asking.up_to(20))),
    page("list, filtered by impact (no index)", |asking| {
        let approach = asking.one(&["event", "asset"]);
        format!("risks?confidentiality=true&integrity=false&approach={approach}")
    }),
    page("list, filtered by a word", |asking| format!("risks?q={}", asking.one(WORDS))),
    page("list, by level", |_| "risks?sort=-level".to_owned()),
    page("list, by title", |_| "risks?sort=title".to_owned()),
    page("list, deep", |asking| format!("risks?after={}:null", asking.id())),
    page("list by level, deep", |asking| {
        format!("risks?sort=-level&after={}:{}", asking.id(), asking.up_to(4))
    }),
    page("detail", |asking| format!("risks/{}", asking.id())),
    page("detail of a person", |asking| format!("people/{}", asking.up_to(20))),
    page("history of a record", |asking| format!("risks/{}/history", asking.id())),
    page("edit form", |asking| format!("risks/{}/edit", asking.id())),
    page("form to assess", |asking| format!("risks/{}/do/assess", asking.id())),
    Case { name: "save", ask: Ask::Save },
    page("search, two words", |asking| format!("search?q={}+{}", asking.one(WORDS), asking.one(WORDS))),
    page("search, one word", |asking| format!("search?q={}", asking.one(WORDS))),
    page("search, one letter", |asking| format!("search?q={}", asking.one(LETTERS))),
    page("overview", |_| String::new()),
    page("matrix", |_| "matrix".to_owned()),
    page("matrix of a scope", |asking| format!("matrix?scope={}&stage=residual", asking.up_to(3))),
    page("SoA", |_| "soa".to_owned()),
    page("SoA, answered in place", |_| "soa?edit=1".to_owned()),
    page("journal", |_| "journal".to_owned()),
];

const fn page(name: &'static str, address: fn(&mut Asking<'_>) -> String) -> Case {
    Case { name, ask: Ask::Page(address) }
}

impl Asking<'_> {
    fn up_to(&mut self, most: i64) -> i64 {
        self.chance.random_range(1..=most)
    }

    fn id(&mut self) -> i64 {
        self.up_to(self.newest)
    }

    fn one(&mut self, texts: &[&'static str]) -> &'static str {
        texts[self.chance.random_range(0..texts.len())]
    }
}

/// Amends a risk: the form as it stands, with other causes.
fn save(asking: &mut Asking<'_>) -> Result<(String, String), Failed> {
    let (at, clients) = (i64::try_from(asking.client.0)?, i64::try_from(asking.client.1)?);
    let id = (asking.up_to(asking.newest / clients - 1)) * clients + at;
    let kind = attesta_isms::record_type("risk").ok_or("There is no such kind.")?;
    let item =
        asking.runtime.block_on(asking.tenant.item(kind.schema, id))?.ok_or("There is no such risk.")?;
    let mut typed = to_typed(kind.schema.fields, &item.values);
    let by_verb = kind.schema.fields.iter().filter(|field| field.by_verb);
    for name in by_verb.map(|field| field.name) {
        typed.retain(|control, _| control != name && !control.starts_with(&format!("{name}.")));
    }
    typed.insert("causes".to_owned(), vec![format!("Measured: {}", asking.chance.random::<u64>())]);
    typed.insert("revision".to_owned(), vec![item.revision.to_string()]);
    Ok((format!("risks/{id}/edit"), encoded(&typed)))
}

/// A server that is asked, and what the questions are made from.
struct Asked<'a> {
    server: Server,
    cookie: String,
    tenant: &'a Tenant,
    runtime: &'a Runtime,
    newest: i64,
    clients: usize,
    runs: usize,
}

/// What all clients saw of one kind of request.
#[derive(Default)]
struct Seen {
    times: Times,
    bytes: usize,
    statuses: BTreeMap<u16, usize>,
}

impl Pages {
    /// Measures them.
    pub(crate) fn run(&self, runtime: &Runtime) -> Result<(), Failed> {
        runtime.block_on(self.place.tell())?;
        let store = runtime.block_on(self.place.store())?;
        let tenant = &runtime.block_on(self.place.tenant(&store))?;
        let newest = runtime.block_on(newest(tenant))?;
        let server = Server::start(&self.program, &self.place)?;
        let cookie = server.sign_in(&self.program, &self.place)?;
        let begun = Instant::now();
        let first = Client::connect(server.address, &cookie)?.get(&format!("/{}", tenant.info().slug))?;
        if first.status != 200 {
            return Err(format!("The first page was answered with {}.", first.status).into());
        }
        figures::line(&format!(
            "first page after a start: {:.0} ms",
            figures::milliseconds(begun.elapsed())
        ))?;
        let mut asked = Asked { server, cookie, tenant, runtime, newest, clients: 1, runs: self.runs };
        for clients in &self.clients {
            asked.clients = *clients;
            figures::line(&format!(
                "{:<38}      p50      p95      p99    worst      CPU  KB (gzip)  a second",
                format!("{clients} client(s), ms")
            ))?;
            for case in CASES.iter().filter(|case| case.name.contains(&self.only)) {
                asked.measure(case)?;
            }
        }
        let process = asked.server.process();
        figures::line(&format!(
            "memory of the server at the end {:.0} MB, at most {:.0} MB",
            process.memory()?,
            process.peak()?
        ))
    }
}

impl Asked<'_> {
    fn measure(&self, case: &Case) -> Result<(), Failed> {
        let all = &Mutex::new(Seen::default());
        let (process, begun) = (self.server.process(), Instant::now());
        let before = process.computing()?;
        std::thread::scope(|scope| {
            let clients: Vec<_> =
                (0..self.clients).map(|client| scope.spawn(move || self.series(case, client, all))).collect();
            clients.into_iter().try_for_each(|one| one.join().map_err(|_| "A client broke.")?)
        })?;
        let seconds = begun.elapsed().as_secs_f64();
        let mut seen = all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        #[expect(clippy::cast_precision_loss, reason = "they are means")]
        let (kilobytes, rate, computing) = (
            seen.bytes as f64 / 1024.0 / seen.times.len().max(1) as f64,
            seen.times.len() as f64 / seconds,
            figures::milliseconds(process.computing_since(before)?)
                / (seen.times.len() + FIRST * self.clients) as f64,
        );
        let odd = seen.statuses.iter().filter(|(status, _)| !matches!(status, 200 | 303));
        let odd: Vec<String> = odd.map(|(status, count)| format!(" {count}× {status}")).collect();
        let columns = seen.times.columns();
        figures::line(&format!(
            "{:<38} {columns} {computing:8.2} {kilobytes:10.1} {rate:9.0}{}",
            case.name,
            odd.concat()
        ))
    }

    /// Asks one after another over one connection; the first few are not counted.
    fn series(&self, case: &Case, client: usize, all: &Mutex<Seen>) -> Result<(), Failed> {
        let org = self.tenant.info().slug.as_str();
        let mut asking = Asking {
            chance: StdRng::seed_from_u64(client as u64 + 1),
            newest: self.newest,
            tenant: self.tenant,
            runtime: self.runtime,
            client: (client, self.clients),
        };
        let mut connection = Client::connect(self.server.address, &self.cookie)?;
        let mut seen = Seen::default();
        for run in 0..self.runs / self.clients + FIRST {
            let answer = match case.ask {
                Ask::Page(address) => {
                    connection.get(format!("/{org}/{}", address(&mut asking)).trim_end_matches('/'))?
                }
                Ask::Save => {
                    let (path, form) = save(&mut asking)?;
                    connection.post(&format!("/{org}/{path}"), &form)?
                }
            };
            if run < FIRST {
                continue;
            }
            if matches!(answer.status, 200 | 303) {
                seen.times.add(answer.took);
                seen.bytes += answer.body.len();
            }
            *seen.statuses.entry(answer.status).or_default() += 1;
        }
        let mut all = all.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        all.times.join(seen.times);
        all.bytes += seen.bytes;
        for (status, count) in seen.statuses {
            *all.statuses.entry(status).or_default() += count;
        }
        Ok(())
    }
}
