//! A list of 20, straight from the store: what it costs does not depend on how many records there are.

use std::time::Instant;

use attesta_record::{
    Value,
    filter::{Filter, Sort, Term, Test},
};
use attesta_store::{Cursor, Tenant};
use clap::Args;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

use crate::{
    Failed,
    figures::{self, Times, milliseconds},
    place::{Place, newest},
    process::Process,
};

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Lists {
    #[command(flatten)]
    place: Place,
    /// How often each
    #[arg(long, default_value_t = 1_000)]
    runs: u32,
}

const ON_PAGE: usize = 20;

/// A list to be measured.
struct Case {
    name: &'static str,
    filter: Filter,
    sort: Sort,
    /// Whether it begins at a random place and not at the top.
    deep: bool,
}

impl Lists {
    /// Measures it.
    pub(crate) async fn run(&self) -> Result<(), Failed> {
        self.place.tell().await?;
        let store = self.place.store().await?;
        let tenant = self.place.tenant(&store).await?;
        let newest = newest(&tenant).await?;
        let heading = "list of 20, ms each                     CPU       p50      p95      p99    worst";
        figures::line(heading)?;
        for case in cases()? {
            self.measure(&tenant, &case, newest).await?;
        }
        for case in cases()?.iter().filter(|case| !case.deep) {
            self.count(&tenant, case).await?;
        }
        Ok(())
    }

    async fn measure(&self, tenant: &Tenant, case: &Case, newest: i64) -> Result<(), Failed> {
        let mut chance = StdRng::seed_from_u64(1);
        let mut places = Vec::new();
        for _ in 0..self.runs {
            places.push(if case.deep {
                Some(cursor(tenant, case, chance.random_range(1..=newest)).await?)
            } else {
                None
            });
        }
        for place in places.iter().take(50) {
            tenant.list(&case.filter, case.sort, place.as_ref(), ON_PAGE).await?;
        }
        let (mut times, before) = (Times::default(), Process::Own.computing()?);
        for place in &places {
            let begun = Instant::now();
            tenant.list(&case.filter, case.sort, place.as_ref(), ON_PAGE).await?;
            times.add(begun.elapsed());
        }
        let computing = milliseconds(Process::Own.computing_since(before)? / self.runs);
        figures::line(&format!("{:<35} {computing:8.3}  {}", case.name, times.columns()))
    }

    async fn count(&self, tenant: &Tenant, case: &Case) -> Result<(), Failed> {
        let (mut times, before) = (Times::default(), Process::Own.computing()?);
        for _ in 0..self.runs {
            let begun = Instant::now();
            tenant.count(&case.filter).await?;
            times.add(begun.elapsed());
        }
        let computing = milliseconds(Process::Own.computing_since(before)? / self.runs);
        figures::line(&format!(
            "{:<35} {computing:8.3}  {}",
            format!("count, {}", case.name),
            times.columns()
        ))
    }
}

/// The place of a record in a list.
async fn cursor(tenant: &Tenant, case: &Case, id: i64) -> Result<Cursor, Failed> {
    let item = tenant.item(case.filter.schema, id).await?.ok_or("The numbers of the risks have gaps.")?;
    Ok(Cursor::after(&item, case.sort))
}

fn cases() -> Result<Vec<Case>, Failed> {
    let schema = attesta_isms::record_type("risk").ok_or("There is no such kind.")?.schema;
    let field = |name: &str| schema.position(name).ok_or_else(|| format!("A risk has no {name}."));
    let all = || Filter::all(schema);
    let level = field("level")?;
    let mut high = all();
    high.terms.push(Term { field: level, test: Test::AnyOf(vec![Value::Level(3)]) });
    let mut words = all();
    words.words = vec!["backup".to_owned()];
    let by = |name: &str, descending: bool| Ok::<_, String>(Sort { field: Some(field(name)?), descending });
    let case = |name, filter, sort, deep| Case { name, filter, sort, deep };
    Ok(vec![
        case("newest first", all(), Sort::NEWEST, false),
        case("newest first, deep", all(), Sort::NEWEST, true),
        case("by level", all(), by("level", true)?, false),
        case("by level, deep", all(), by("level", true)?, true),
        case("by day of review, deep", all(), by("review_on", false)?, true),
        case("by title", all(), by("title", false)?, false),
        case("by title, deep", all(), by("title", false)?, true),
        case("of one level", high, Sort::NEWEST, false),
        case("with a word", words, Sort::NEWEST, false),
    ])
}
