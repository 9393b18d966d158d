//! Whole tables through a planner.

use attesta_isms::Isms;
use attesta_record::Value;
use jiff::{Timestamp, civil::date};
use proptest::prelude::*;

use super::*;

fn options() -> Options {
    Options {
        scope: None,
        accept: false,
        today: date(2026, 3, 2),
        now: "2026-03-02T12:00:00Z".parse::<Timestamp>().unwrap(),
        organisation: "Acme".to_owned(),
    }
}

fn understood(name: &str, text: &str) -> Understood {
    let table = Table::read(name, text.as_bytes().to_vec(), &Limits::USUAL).unwrap().remove(0);
    Understood::of(table, &Mapping::default()).unwrap_or_else(|unclear| panic!("{:?}", unclear.report))
}

/// Plans a table; what is remembered comes back with the steps.
fn plan(
    planner: &mut Planner,
    name: &str,
    text: &str,
    remembered: Vec<Remembered>,
) -> (TableReport, Vec<Step>) {
    let one = understood(name, text);
    let mut report = one.report();
    planner.meet(&one);
    planner.begin(&one);
    let rows: Vec<Row> = one.rows().map(Result::unwrap).collect();
    let steps = planner.plan(&one, &rows, remembered, &Corrections::new(), &mut report);
    (report, steps)
}

fn remembered(steps: &[Step]) -> Vec<Remembered> {
    steps.iter().filter_map(|step| step.remember.clone()).collect()
}

const ASSETS: &str = "ID,Asset Name,Type,Owner,Classification,Criticality,Status\n\
                      AST-001,Database,Information,Head of IT,Confidential,High,Active\n\
                      AST-002,Laptops,Hardware,Anna Weber,Internal,Medium,Active\n";

#[test]
fn a_row_becomes_a_record_and_roles_are_made() {
    let mut planner = Planner::new(Isms::default(), options());
    let (report, steps) = plan(&mut planner, "assets.csv", ASSETS, Vec::new());
    assert_eq!((report.made["Asset"], report.left_out), (2, 0), "{report:?}");
    assert_eq!(report.named, ["Role RO-1: Head of IT", "Role RO-2: Anna Weber"]);
    let asset = steps.iter().find(|step| step.kind.schema.key == "asset").unwrap();
    assert_eq!((asset.number, asset.source.as_str()), (1, "assets.csv, row 2"));
    let at = asset.kind.schema.position("status").unwrap();
    assert_eq!(asset.values[at], Value::Choice("in_use"));
}

#[test]
fn a_second_time_nothing_changes_and_then_only_what_did() {
    let mut planner = Planner::new(Isms::default(), options());
    let (_, steps) = plan(&mut planner, "assets.csv", ASSETS, Vec::new());
    let memory = remembered(&steps);
    let (report, steps) = plan(&mut planner, "assets.csv", ASSETS, memory.clone());
    assert_eq!((report.acts(), report.unchanged, steps.len()), (0, 2, 0), "{report:?}");
    let moved = ASSETS.replace("Confidential,High", "Confidential,Critical");
    let (report, steps) = plan(&mut planner, "assets.csv", &moved, memory);
    assert_eq!((report.changed["Asset"], report.unchanged), (1, 1), "{report:?}");
    assert_eq!(steps.iter().filter(|step| step.acts).count(), 1);
}

#[test]
fn what_a_person_changed_stays_and_the_conflict_shows() {
    let mut planner = Planner::new(Isms::default(), options());
    let (_, steps) = plan(&mut planner, "assets.csv", ASSETS, Vec::new());
    let mut isms = planner.isms().clone();
    let table = isms.table_mut("asset").unwrap();
    let mut item = table.item(1).unwrap();
    let at = item.schema.position("classification").unwrap();
    item.values[at] = Value::text("Secret");
    item.revision += 1;
    table.put_item(item).unwrap();
    let mut planner = Planner::new(isms, options());
    let moved = ASSETS.replace("Head of IT,Confidential", "Head of IT,Public");
    let (report, steps) = plan(&mut planner, "assets.csv", &moved, remembered(&steps));
    assert_eq!(report.conflicts.len(), 1, "{report:?}");
    assert_eq!((report.conflicts[0].file.as_str(), report.conflicts[0].here.as_str()), ("Public", "Secret"));
    assert!(steps.iter().all(|step| !step.acts));
}

#[test]
fn a_row_with_a_wrong_cell_is_left_out_whole() {
    let mut planner = Planner::new(Isms::default(), options());
    let text = ASSETS.replace("Laptops,Hardware,Anna Weber", "Laptops,Gadget,New Role Lead");
    let (report, steps) = plan(&mut planner, "assets.csv", &text, Vec::new());
    assert_eq!((report.made["Asset"], report.left_out), (1, 1));
    let refused = &report.refused[0];
    assert_eq!((refused.row, refused.column.as_str(), refused.value.as_str()), (3, "Type", "Gadget"));
    assert!(refused.why.contains("Hardware, Software"), "{}", refused.why);
    // Nor does the role stay that only this row names.
    assert!(steps.iter().all(|step| step.number < 2), "{steps:?}");
    assert_eq!(planner.isms().roles.len(), 1);
}

#[test]
fn rows_that_are_ragged_or_come_twice_are_refused_with_their_place() {
    let mut planner = Planner::new(Isms::default(), options());
    let text = format!(
        "{ASSETS}AST-003,Server, old one,Hardware,x,y,High,Active\nAST-004,Short,Hardware\nAST-001,Again,Hardware,x,y,High,Active\n"
    );
    let (report, _) = plan(&mut planner, "assets.csv", &text, Vec::new());
    let rows: Vec<u64> = report.refused.iter().map(|one| one.row).collect();
    assert_eq!((rows, report.made["Asset"]), (vec![4, 5, 6], 2), "{report:?}");
}

#[test]
fn other_peoples_ids_lead_to_records_and_nothing_else_is_lost() {
    let mut planner = Planner::new(Isms::default(), options());
    plan(&mut planner, "assets.csv", ASSETS, Vec::new());
    let text = "ID,CVE,Title,Product,Affected Asset,CVSS v3.1,Discovered,Status,Notes\n\
                V-1,CVE-2026-1,Overflow,X,AST-001 AST-002 (three of them),9.8,2026-02-01,Closed,Patched\n";
    let (report, steps) = plan(&mut planner, "vulnerabilities.csv", text, Vec::new());
    let step = steps
        .iter()
        .find(|step| step.kind.schema.key == "vulnerability")
        .unwrap_or_else(|| panic!("{report:?}"));
    let get = |name: &str| step.values[step.kind.schema.position(name).unwrap()].clone();
    assert!(
        matches!(get("assets"), Value::Refs(refs) if refs.iter().map(|one| one.id).collect::<Vec<_>>() == [1, 2])
    );
    let Value::Text(remarks) = get("remarks") else { panic!("no remarks") };
    assert!(remarks.contains("Patched") && remarks.contains("(three of them)"), "{remarks}");
}

#[test]
fn a_wrong_control_is_never_joined_but_may_be_accepted() {
    let text = "Control ID,Control Name,Applicable,Justification,Implementation Status\n\
                A.5.1,Policies for information security,Yes,x,Implemented\n\
                A.6.2,Segregation of duties,Yes,x,Implemented\n";
    let mut planner = Planner::new(Isms::default(), options());
    let (report, _) = plan(&mut planner, "soa.csv", text, Vec::new());
    assert_eq!(
        (report.made["SoA row"], report.refused[0].proposed.as_deref()),
        (1, Some("A.5.3")),
        "{report:?}"
    );
    let mut planner = Planner::new(Isms::default(), Options { accept: true, ..options() });
    let (report, _) = plan(&mut planner, "soa.csv", text, Vec::new());
    assert_eq!((report.made["SoA row"], report.left_out), (2, 0));
}

#[test]
fn what_was_exported_comes_back_by_its_numbers() {
    let mut planner = Planner::new(Isms::default(), options());
    plan(&mut planner, "assets.csv", ASSETS, Vec::new());
    let text = "Number,Name,Kind,Owner,Classification\nAST-1,Database,Information,RO-1 Head of IT,Secret\nAST-9,Gone,Hardware,,\n,New,Hardware,,\n";
    let (report, steps) = plan(&mut planner, "acme-assets.csv", text, Vec::new());
    assert_eq!((report.changed["Asset"], report.made["Asset"], report.left_out), (1, 1, 1), "{report:?}");
    assert!(report.refused[0].why.contains("no such record"));
    let changed = steps.iter().find(|step| step.number == 1).unwrap();
    assert_eq!(
        changed.values[changed.kind.schema.position("classification").unwrap()],
        Value::text("Secret")
    );
    assert!(changed.remember.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_table_makes_it_fall(cells in proptest::collection::vec(proptest::collection::vec("[ -~äß€]{0,12}", 0..9), 1..6), key in "[a-z_]{4,12}") {
        let heads = ["ID,Asset Name,Type,Owner,Classification,Criticality,Status", "Control ID,Control Name,Applicable,Justification", "Risk ID,Risk Title,Likelihood,Impact,Owner,Treatment Decision"];
        for head in heads {
            let rows: Vec<String> = cells.iter().map(|row| row.join(",")).collect();
            let text = format!("{head}\n{}\n", rows.join("\n"));
            let Ok(tables) = Table::read("x.csv", text.into_bytes(), &Limits::USUAL) else { continue };
            let mapping = Mapping { table: vec![TableMapping { register: Some(key.clone()), ..TableMapping::default() }] };
            for mapping in [Mapping::default(), mapping] {
                let Ok(one) = Understood::of(tables[0].clone(), &mapping) else { continue };
                let mut planner = Planner::new(Isms::default(), options());
                let mut report = one.report();
                planner.begin(&one);
                let rows: Vec<Row> = one.rows().filter_map(Result::ok).collect();
                let steps = planner.plan(&one, &rows, Vec::new(), &Corrections::new(), &mut report);
                prop_assert!(steps.len() <= rows.len() * 12 + 1);
            }
        }
    }
}
