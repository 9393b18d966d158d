//! Registers that others wrote: each is recognised, every whole row lands, and a second import changes nothing.

use attesta_gate::{Importing, Imports, Outcome};
use attesta_interop::table::{Limits, Table};
use attesta_tests::{Place, World};

use crate::inputs::{files, folder};

fn tables(folder: &std::path::Path, extension: &str) -> Vec<Table> {
    let read = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Table::read(&name, std::fs::read(path).unwrap(), &Limits::USUAL).unwrap()
    };
    files(folder, extension).iter().flat_map(read).collect()
}

async fn import(world: &World, tables: Vec<Table>) -> (Importing, Outcome) {
    let mut importing = Importing::of(Imports { tables, ..Imports::default() });
    let outcome = world.gate.apply_import(&world.admin, &mut importing).await.unwrap();
    (importing, outcome)
}

#[tokio::test]
async fn every_register_of_a_company_comes_in() {
    let folder = folder("cenedril/registers");
    let world = World::new(Place::sqlite()).await;
    world.clock.set(attesta_tests::midday("2026-06-01"));
    let (importing, outcome) = import(&world, tables(&folder, "csv")).await;
    assert!(importing.unclear.is_empty(), "{:?}", importing.unclear);
    assert_eq!(outcome.tables.len(), 23);
    for one in &outcome.tables {
        assert!(one.fault.is_none() && one.score >= 0.5 && one.conflicts.is_empty(), "{one:?}");
        assert!(one.made.values().sum::<usize>() + one.unchanged >= one.rows - one.left_out, "{one:?}");
        // A row is left out for a reason that is named.
        assert!(one.left_out <= one.refused.len(), "{one:?}");
        let registers = ["stakeholder-communication.csv"];
        assert!(one.left_out * 3 <= one.rows || registers.contains(&one.file.as_str()), "{one:?}");
    }
    let (_, second) = import(&world, tables(&folder, "csv")).await;
    for one in &second.tables {
        assert_eq!(one.acts(), 0, "{one:?}");
    }
}

#[tokio::test]
async fn wrong_numbers_of_controls_are_flagged_and_not_joined() {
    let world = World::new(Place::sqlite()).await;
    let (importing, outcome) = import(&world, tables(&folder("spreadsheets"), "xlsx")).await;
    let soa = outcome.tables.iter().find(|one| one.register == "statement_of_applicability").unwrap();
    let proposed: Vec<&str> = soa.refused.iter().filter_map(|one| one.proposed.as_deref()).collect();
    assert!(proposed.contains(&"A.5.15") && proposed.contains(&"A.5.3"), "{soa:?}");
    assert_eq!(soa.made["SoA row"], soa.rows - soa.left_out);
    assert!(outcome.tables.iter().any(|one| one.register == "risk_register"));
    let twice =
        importing.unclear.iter().find(|one| one.table.file == "duplicate_column_heading.xlsx").unwrap();
    assert!(
        twice.report.fault.as_ref().is_some_and(|fault| fault.starts_with("B1 and C1")),
        "{:?}",
        twice.report
    );
}
