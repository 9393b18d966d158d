//! The levels of a risk register, by the method in force. Without one they have no place, and that is said.

use attesta_isms::{ids::ScopeId, risk::MethodVersion};
use attesta_record::{Level, Text, TypedId as _, Value};

use super::{Cell, Row, TableReport, Target, Understood, heading, planner::Planner, style, words};

/// The headings of the three judgements of a risk, as the recipe names them, and the fields that they fill.
const JUDGEMENTS: [(&str, [&str; 3]); 2] = [
    ("inherent", ["inherent_likelihood", "inherent_consequence", "inherent_level"]),
    ("residual", ["residual_likelihood", "residual_consequence", "residual_level"]),
];

/// A field that is filled: its name, its value, and the column that it comes from.
type Filled = (&'static str, Value, usize);

impl Planner {
    /// The fields of a risk that its levels fill: names and values. What does not fit the method is an error at a column.
    pub(super) fn assessed(
        &self,
        understood: &Understood,
        row: &Row,
        scope: Option<i64>,
        report: &mut TableReport,
    ) -> Result<Vec<Filled>, (usize, String)> {
        let method = scope.and_then(|scope| self.isms.method_in_force(ScopeId::new(scope)));
        let Some(method) = method else {
            if understood.columns.iter().any(|column| matches!(column.target, Some(Target::Special(_)))) {
                let what = "no risk method is in force, so that likelihood, impact and level have no meaning yet. Approve a version of a method, then import again";
                report.remark(what, row.place);
                for column in &understood.columns {
                    if matches!(column.target, Some(Target::Special(_))) && !row.cell(column.at).is_empty() {
                        *report.unplaced.entry(column.heading.clone()).or_default() += 1;
                    }
                }
            }
            return Ok(Vec::new());
        };
        let (mut fields, version) = (Vec::new(), &method.data);
        let mut impacts: Vec<attesta_isms::risk::Impact> = Vec::new();
        for (judgement, [likelihood, consequence, level]) in JUDGEMENTS {
            let l = level_in(understood, row, &format!("{judgement}_likelihood"), &scale(version, true))?;
            let by_criterion =
                if judgement == "inherent" { criteria(understood, row, version)? } else { Vec::new() };
            let c = level_in(understood, row, &format!("{judgement}_impact"), &scale(version, false))?;
            let at = l.or(c).map_or(0, |(at, _)| at);
            let worst = by_criterion.iter().filter_map(|impact| impact.inherent).max();
            let (l, c) = (l.map(|(_, level)| level), c.map(|(_, level)| level).or(worst));
            if l.is_none() && c.is_none() {
                continue;
            }
            let found = version.level(l, c);
            compare(understood, row, judgement, found, version, report);
            for (name, value) in [(likelihood, l), (consequence, c), (level, found)] {
                fields.push((name, value.map_or(Value::None, |Level(level)| Value::Level(level)), at));
            }
            impacts.extend(by_criterion);
        }
        if !fields.is_empty() {
            fields.push((
                "method_version",
                Value::Ref(attesta_record::Ref {
                    kind: "risk_method_version",
                    prefix: "MV",
                    id: method.id.get(),
                }),
                0,
            ));
        }
        if !impacts.is_empty() {
            fields.push((
                "impacts",
                Value::Rows(impacts.iter().map(attesta_record::Fields::to_values).collect()),
                0,
            ));
        }
        Ok(fields)
    }
}

/// The level of a scale that a cell says: by its number, or by its name.
fn level_in(
    understood: &Understood,
    row: &Row,
    name: &str,
    names: &[Text],
) -> Result<Option<(usize, Level)>, (usize, String)> {
    let Some(column) = understood.column_of(&Target::Special(name.to_owned())) else { return Ok(None) };
    level_of(row.cell(column.at), names)
        .map(|level| level.map(|level| (column.at, level)))
        .map_err(|why| (column.at, why))
}

/// Says where the file and the method come to another level.
fn compare(
    understood: &Understood,
    row: &Row,
    judgement: &str,
    found: Option<Level>,
    version: &MethodVersion,
    report: &mut TableReport,
) {
    let Some(column) = understood.column_of(&Target::Special(format!("{judgement}_level"))) else {
        return;
    };
    let said = row.cell(column.at).shown();
    let name = found
        .and_then(|Level(level)| version.levels.get(usize::from(level) - 1))
        .map(|level| level.name.to_string());
    if let Some(name) = name.filter(|name| !said.is_empty() && words::folded(name) != words::folded(&said)) {
        report.remark(
            format!(
                "{}: the file says “{said}”, and the method in force finds “{name}”, which counts",
                column.heading
            ),
            row.place,
        );
    }
}

fn scale(version: &MethodVersion, likelihood: bool) -> Vec<Text> {
    if likelihood {
        version.likelihoods.iter().map(|one| one.name.clone()).collect()
    } else {
        version.consequences.iter().map(|one| one.name.clone()).collect()
    }
}

/// The impact by each criterion of the method that has a column of its name.
fn criteria(
    understood: &Understood,
    row: &Row,
    version: &MethodVersion,
) -> Result<Vec<attesta_isms::risk::Impact>, (usize, String)> {
    let names = scale(version, false);
    let mut found = Vec::new();
    for criterion in &version.criteria {
        let wanted = heading::words(criterion.name.as_str());
        let fits = |text: &str| {
            let words = heading::words(text);
            words.iter().any(|word| word == "impact")
                && wanted.iter().any(|one| words.iter().any(|word| alike(word, one)))
        };
        let Some(column) =
            understood.columns.iter().find(|column| column.target.is_none() && fits(&column.heading))
        else {
            continue;
        };
        let level = level_of(row.cell(column.at), &names).map_err(|why| (column.at, why))?;
        if level.is_some() {
            found.push(attesta_isms::risk::Impact {
                criterion: criterion.name.clone(),
                inherent: level,
                current: None,
                residual: None,
            });
        }
    }
    Ok(found)
}

/// Whether two words begin alike: `reputation`, `reputational`.
fn alike(a: &str, b: &str) -> bool {
    let shorter = a.len().min(b.len());
    shorter >= 5 && (a.starts_with(b) || b.starts_with(a)) || a == b
}

fn level_of(cell: &Cell, names: &[Text]) -> Result<Option<Level>, String> {
    let text = cell.shown();
    if text.is_empty() || words::says_nothing(&text) || words::is_placeholder(&text) {
        return Ok(None);
    }
    let first = text.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    let number = style::number(cell, style::Style::default(), "").ok();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
    let number = number
        .filter(|number| number.fract() == 0.0 && (0.0..256.0).contains(number))
        .map(|number| number as u8);
    let number = number.or_else(|| first.parse().ok());
    let called = names.iter().position(|name| words::folded(name.as_str()) == words::folded(&text));
    let level = number.map(usize::from).or_else(|| called.map(|at| at + 1));
    match level.and_then(|level| u8::try_from(level).ok()) {
        Some(level) if (1..=names.len()).contains(&usize::from(level)) => Ok(Some(Level(level))),
        Some(_) => Err(format!(
            "“{text}” is off the scale of the method in force, which has {} levels.",
            names.len()
        )),
        None => {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            Err(format!("“{text}” is no level of the method in force. It has: {}.", names.join(", ")))
        }
    }
}
