//! Prints what a migration would have to say to make the tables of every kind: `cargo run -p attesta-store --example
//! ddl`. Paste the part that is new into a migration.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    for kind in attesta_isms::RECORDS {
        println!("{}", attesta_store::schema::ddl(kind.schema));
    }
}
