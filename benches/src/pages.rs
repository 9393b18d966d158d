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
    ask: fn(&mut Asking<'_>) -> Result<Request, Failed>,
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

/// A request.
enum Request {
    Get(String),
    Post(String, String),
}

const WORDS: &[&str] = &["backup", "laptop", "supplier", "unpatched", "fire", "phishing"];
const LETTERS: &[&str] = &["a", "c", "d", "s"];

const CASES: &[Case] = &[
    Case { name: "list", ask: |_| Ok(Request::Get("risks".to_owned())) },
    Case { name: "list, filtered by level and scope", ask: filtered },
    Case { name: "list, filtered by owner", ask: by_owner },
    Case { name: "list, filtered by impact (no index)", ask: by_impact },
    Case {
        name: "list, filtered by a word",
        ask: |asking| Ok(Request::Get(format!("risks?q={}", asking.one(WORDS)))),
    },
    Case { name: "list, by level", ask: |_| Ok(Request::Get("risks?sort=-level".to_owned())) },
    Case { name: "list, by title", ask: |_| Ok(Request::Get("risks?sort=title".to_owned())) },
    Case { name: "list, deep", ask: |asking| Ok(Request::Get(format!("risks?after={}:null", asking.id()))) },
    Case { name: "list by level, deep", ask: deep_by_level },
    Case { name: "detail", ask: |asking| Ok(Request::Get(format!("risks/{}", asking.id()))) },
    Case {
        name: "detail of a person",
        ask: |asking| Ok(Request::Get(format!("people/{}", asking.up_to(20)))),
    },
    Case {
        name: "history of a record",
        ask: |asking| Ok(Request::Get(format!("risks/{}/history", asking.id()))),
    },
    Case { name: "edit form", ask: |asking| Ok(Request::Get(format!("risks/{}/edit", asking.id()))) },
    Case {
        name: "form to assess",
        ask: |asking| Ok(Request::Get(format!("risks/{}/do/assess", asking.id()))),
    },
    Case { name: "save", ask: save },
    Case {
        name: "search, two words",
        ask: |asking| Ok(Request::Get(format!("search?q={}+{}", asking.one(WORDS), asking.one(WORDS)))),
    },
    Case {
        name: "search, one word",
        ask: |asking| Ok(Request::Get(format!("search?q={}", asking.one(WORDS)))),
    },
    Case {
        name: "search, one letter",
        ask: |asking| Ok(Request::Get(format!("search?q={}", asking.one(LETTERS)))),
    },
    Case { name: "overview", ask: |_| Ok(Request::Get(String::new())) },
    Case { name: "matrix", ask: |_| Ok(Request::Get("matrix".to_owned())) },
    Case {
        name: "matrix of a scope",
        ask: |asking| Ok(Request::Get(format!("matrix?scope={}&stage=residual", asking.up_to(3)))),
    },
    Case { name: "SoA", ask: |_| Ok(Request::Get("soa".to_owned())) },
    Case { name: "SoA, answered in place", ask: |_| Ok(Request::Get("soa?edit=1".to_owned())) },
    Case { name: "journal", ask: |_| Ok(Request::Get("journal".to_owned())) },
];

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

fn filtered(asking: &mut Asking<'_>) -> Result<Request, Failed> {
    Ok(Request::Get(format!("risks?level={}&scope=SC-{}", asking.up_to(4), asking.up_to(3))))
}

fn by_owner(asking: &mut Asking<'_>) -> Result<Request, Failed> {
    Ok(Request::Get(format!("risks?owner=PE-{}&show=all", asking.up_to(20))))
}

fn by_impact(asking: &mut Asking<'_>) -> Result<Request, Failed> {
    let approach = asking.one(&["event", "asset"]);
    Ok(Request::Get(format!("risks?confidentiality=true&integrity=false&approach={approach}")))
}

fn deep_by_level(asking: &mut Asking<'_>) -> Result<Request, Failed> {
    Ok(Request::Get(format!("risks?sort=-level&after={}:{}", asking.id(), asking.up_to(4))))
}

/// Amends a risk: the form as it stands, with other causes.
fn save(asking: &mut Asking<'_>) -> Result<Request, Failed> {
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
    Ok(Request::Post(format!("risks/{id}/edit"), encoded(&typed)))
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
            figures::milliseconds(process.computing()? - before)
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
            let answer = match (case.ask)(&mut asking)? {
                Request::Get(path) if path.is_empty() => connection.get(&format!("/{org}"))?,
                Request::Get(path) => connection.get(&format!("/{org}/{path}"))?,
                Request::Post(path, body) => connection.post(&format!("/{org}/{path}"), &body)?,
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
