//! A matrix of activities and roles (RACI): columns are roles, a cell says in which way the role answers for the
//! activity. Each row becomes one in which the roles stand under what they do.

use super::{
    Candidate, Cell, Content, Placed, Recipe, Row, Target, Understood,
    recipe::{Hook, recipes},
    recognise::Headed,
};

/// The fields of a responsibility, and the letters that mean them.
const FIELDS: [(&str, &str); 4] =
    [("accountable", "A"), ("responsible", "RS"), ("consulted", "C"), ("informed", "I")];

/// The letters of a cell: `A/R`, `C, I`; `None` where it holds anything else.
fn letters(text: &str) -> Option<Vec<char>> {
    let found: Vec<char> = text
        .to_uppercase()
        .chars()
        .filter(|letter| !letter.is_whitespace() && !"/,;+&-–".contains(*letter))
        .collect();
    found.iter().all(|letter| FIELDS.iter().any(|(_, known)| known.contains(*letter))).then_some(found)
}

/// A table as a matrix, as far as it looks like one.
pub(super) fn candidate(head: &Headed, below: &[Row]) -> Option<Candidate> {
    let recipe: &'static Recipe = recipes().iter().find(|recipe| recipe.hook == Hook::Matrix)?;
    let (activity, _) = head.headings.first()?;
    let mut fit = 0_u32;
    let columns: Vec<Placed> = head
        .headings
        .iter()
        .map(|(at, text)| {
            let filled: Vec<String> =
                below.iter().map(|row| row.cell(*at).shown()).filter(|text| !text.is_empty()).collect();
            let like = filled.iter().filter(|text| letters(text).is_some()).count();
            let role = at != activity && !filled.is_empty() && like * 10 >= filled.len() * 8;
            fit += u32::from(role);
            let target = if at == activity { Some("activity") } else { role.then_some("role") };
            Placed::new(*at, text, target.map(|name| Target::Special(name.to_owned())))
        })
        .collect();
    let share = f64::from(fit) / f64::from(u32::try_from(head.headings.len().max(2) - 1).unwrap_or(u32::MAX));
    (fit >= 2 && share > 0.5).then_some(Candidate { recipe, score: 0.5 + share / 2.0, columns })
}

/// The columns of the rows that a matrix becomes.
pub(super) fn columns(recipe: &Recipe) -> Vec<Placed> {
    let placed = |(at, name): (usize, &str)| {
        let heading = recipe.schema(0).and_then(|schema| schema.field(name)).map_or("", |field| field.label);
        Placed::new(at, heading, recipe.target(name))
    };
    std::iter::once("activity").chain(FIELDS.map(|(name, _)| name)).enumerate().map(placed).collect()
}

/// The rows of a matrix, each with its roles under what they do.
pub(super) fn row(understood: &Understood, row: &Row) -> Row {
    let special = |name: &str| Target::Special(name.to_owned());
    let activity = understood.column_of(&special("activity")).map_or(0, |column| column.at);
    let roles: Vec<&Placed> =
        understood.columns.iter().filter(|column| column.target == Some(special("role"))).collect();
    let mut cells = vec![row.cell(activity).clone()];
    for (_, meaning) in FIELDS {
        let mut names = Vec::new();
        let mut fault = None;
        for role in &roles {
            let text = row.cell(role.at).shown();
            match letters(&text) {
                Some(found) if found.iter().any(|letter| meaning.contains(*letter)) => {
                    names.push(role.heading.as_str());
                }
                Some(_) => {}
                None => {
                    fault = Some(format!(
                        "“{text}” under “{}”, which is none of R, A, S, C and I,",
                        role.heading
                    ));
                }
            }
        }
        if meaning == "A" && names.len() > 1 {
            fault = Some(format!("Several that are accountable ({})", names.join(", ")));
        }
        let first = cells.iter().all(|cell| cell.content.fault().is_none());
        cells.push(match fault.filter(|_| first) {
            Some(fault) => Cell { content: Content::Fault(fault), formula: false },
            None => Cell::text(names.join("; ")),
        });
    }
    Row { place: row.place, cells }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Limits, Mapping, Table};

    #[test]
    fn roles_stand_under_what_they_do() {
        let text = "Activity,Head of IT,ISO,All\nApprove the policy,A,R,I\nKeep the register,,A/R,C\nReport,A,R,I\nTrain,A,R,I\nAudit,A,R,I\nLegend,R = does,,\n";
        let table = Table::read("raci.csv", text.as_bytes().to_vec(), &Limits::USUAL).unwrap().remove(0);
        let understood = Understood::of(table, &Mapping::default()).unwrap();
        assert_eq!(understood.recipe.hook, Hook::Matrix);
        let rows: Vec<Vec<String>> =
            understood.rows().map(|row| row.unwrap().cells.iter().map(Cell::shown).collect()).collect();
        assert_eq!(rows[0], ["Approve the policy", "Head of IT", "ISO", "", "All"]);
        assert_eq!(rows[1], ["Keep the register", "ISO", "ISO", "All", ""]);
        assert!(rows[5][1].contains("R = does"), "{rows:?}");
    }
}
