//! Prints who may do what, as it stands in `tests/roles.txt`. Read the difference before it is committed.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    print!("{}", attesta_gate::role_matrix());
}
