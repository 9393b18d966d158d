//! A version of a risk method: its scales, its criteria of impact, its matrix, who may accept what.

use attesta_record::{Choice, Complaints, Entity, Fields, Level, Record, Text, Value};
use jiff::civil::Date;

use crate::{
    Isms,
    ids::{MethodId, MethodVersionId, PersonId, RoleId, ScopeId},
    kit::{Act, Concept, Duty, Edits, Verb, VerbType},
    risk::templates,
};

/// Risk method version
///
/// The scales with their wording, the criteria by which impact is judged, the matrix, and who may accept which level.
/// A result keeps the version by which it was found; an approved version never changes.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = MethodVersionId, plural = "Risk method versions", clause = "6.1.2 a")]
pub struct MethodVersion {
    /// Method
    #[field(title, list, index)]
    pub method: MethodId,
    /// Version
    #[field(title, list)]
    pub version: Text,
    /// Status
    #[field(list, index, by_verb, default = "draft")]
    pub status: MethodStatus,
    /// Reassess at least every
    ///
    /// The planned interval of clause 8.2.
    #[field(min = 1, max = 60, unit = "months")]
    pub interval: Option<u32>,
    /// Likelihood scale
    ///
    /// From rarest to most frequent, 3 to 7 levels.
    #[field(group = "Scales")]
    pub likelihoods: Vec<LikelihoodLevel>,
    /// Consequence scale
    ///
    /// From least to worst, 3 to 7 levels, shared by all criteria.
    pub consequences: Vec<ConsequenceLevel>,
    /// Criteria of impact
    ///
    /// By what impact is judged: money, law, operation, reputation, people.
    pub criteria: Vec<Criterion>,
    /// Combined by
    ///
    /// How the levels of several criteria become one.
    #[field(default = "highest")]
    pub combine: Combine,
    /// Risk levels
    ///
    /// From lowest to highest, and who may accept a risk that stays at that level.
    #[field(group = "Evaluation and acceptance")]
    pub levels: Vec<RiskLevel>,
    /// Matrix
    ///
    /// A row for each likelihood, rarest first; in each column the number of the risk level for that consequence.
    pub matrix: Vec<MatrixRow>,
    /// Approved by
    #[field(list, by_verb, group = "Approval")]
    pub approved_by: Option<PersonId>,
    /// Approved on
    #[field(list, by_verb)]
    pub approved_on: Option<Date>,
}

/// Status of a method version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum MethodStatus {
    /// Draft
    Draft,
    /// Approved
    ///
    /// In force.
    Approved,
    /// Superseded
    Superseded,
}

/// Level of likelihood
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct LikelihoodLevel {
    /// Name
    pub name: Text,
    /// Wording
    ///
    /// When this level is to be chosen.
    pub wording: Option<Text>,
    /// At most, times a year
    #[field(min = 0)]
    pub per_year: Option<f64>,
}

/// Level of consequence
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ConsequenceLevel {
    /// Name
    pub name: Text,
    /// Wording
    pub wording: Option<Text>,
}

/// Criterion of impact
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct Criterion {
    /// Name
    pub name: Text,
    /// Wording
    ///
    /// What the levels mean for this criterion.
    pub wording: Option<Text>,
    /// Weight
    ///
    /// Counts only in a weighted mean; 1 if left open.
    #[field(min = 0, max = 100)]
    pub weight: Option<f64>,
}

/// Level of risk
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct RiskLevel {
    /// Name
    pub name: Text,
    /// What it calls for
    pub wording: Option<Text>,
    /// Acceptance
    pub acceptance: Acceptance,
    /// Accepted by role
    pub role: Option<RoleId>,
    /// For at most
    #[field(min = 1, max = 60, unit = "months")]
    pub longest: Option<u32>,
}

/// Row of the matrix
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct MatrixRow {
    /// 1
    #[field(scale = Risk)]
    pub c1: Option<Level>,
    /// 2
    #[field(scale = Risk)]
    pub c2: Option<Level>,
    /// 3
    #[field(scale = Risk)]
    pub c3: Option<Level>,
    /// 4
    #[field(scale = Risk)]
    pub c4: Option<Level>,
    /// 5
    #[field(scale = Risk)]
    pub c5: Option<Level>,
    /// 6
    #[field(scale = Risk)]
    pub c6: Option<Level>,
    /// 7
    #[field(scale = Risk)]
    pub c7: Option<Level>,
}

/// How levels of several criteria become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Combine {
    /// The highest
    ///
    /// The worst criterion decides.
    Highest,
    /// The mean, rounded up
    Mean,
    /// The weighted mean, rounded up
    WeightedMean,
}

/// Who may accept a risk of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Choice)]
pub enum Acceptance {
    /// By the risk's owner
    Owner,
    /// By a role
    Role,
    /// By nobody
    ///
    /// A risk of this level must be treated.
    Nobody,
}

/// Approve
///
/// Puts this version of the method in force in your name, and supersedes the one before.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct ApproveMethod {
    /// Decided on
    ///
    /// The day of the decision; today if left open.
    pub decided_on: Option<Date>,
    /// Remark
    #[field(long)]
    pub remark: Option<Text>,
}

impl MatrixRow {
    /// The cells of the row, one for each consequence.
    pub fn cells(&self) -> [Option<Level>; 7] {
        [self.c1, self.c2, self.c3, self.c4, self.c5, self.c6, self.c7]
    }
}

impl MethodVersion {
    /// The level of risk by the matrix, or `None` where one of the two is not assessed or the matrix has no such cell.
    pub fn level(&self, likelihood: Option<Level>, consequence: Option<Level>) -> Option<Level> {
        let row = self.matrix.get(usize::from(likelihood?.0).checked_sub(1)?)?;
        *row.cells().get(usize::from(consequence?.0).checked_sub(1)?)?
    }

    /// One level of consequence from those of several criteria, given as position of the criterion and level.
    /// Criteria that were not assessed do not count; where none was, the result is not assessed.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a mean of levels is a level"
    )]
    pub fn combined(&self, levels: impl Iterator<Item = (usize, Option<Level>)>) -> Option<Level> {
        let given: Vec<(usize, Level)> = levels.filter_map(|(at, level)| Some((at, level?))).collect();
        let mean = |weight: &dyn Fn(usize) -> f64| {
            let total: f64 = given.iter().map(|(at, _)| weight(*at)).sum();
            let sum: f64 = given.iter().map(|(at, level)| weight(*at) * f64::from(level.0)).sum();
            // A hair below, so that a mean of exactly 2 is not rounded up to 3 by the last bit.
            (total > 0.0).then(|| Level((sum / total - 1e-9).ceil() as u8))
        };
        match self.combine {
            Combine::Highest => given.iter().map(|(_, level)| *level).max(),
            Combine::Mean => mean(&|_| 1.0),
            Combine::WeightedMean => {
                mean(&|at| self.criteria.get(at).and_then(|one| one.weight).unwrap_or(1.0))
            }
        }
    }

    pub(crate) fn complain(&self, complaints: &mut Complaints) {
        let (rows, columns) = (self.likelihoods.len(), self.consequences.len());
        for (field, what, size) in [
            ("likelihoods", "The likelihood scale", rows),
            ("consequences", "The consequence scale", columns),
            ("levels", "The list of risk levels", self.levels.len()),
        ] {
            if !(2..=7).contains(&size) || (field != "levels" && size < 3) {
                let least = if field == "levels" { 2 } else { 3 };
                complaints.add(field, format!("{what} has {size} levels. It needs {least} to 7."));
            }
        }
        if self.criteria.is_empty() {
            complaints.add("criteria", "Name at least one criterion by which impact is judged.");
        }
        if self.matrix.len() != rows {
            let have = self.matrix.len();
            complaints
                .add("matrix", format!("The matrix has {have} rows, the likelihood scale {rows} levels."));
        }
        for (at, row) in self.matrix.iter().enumerate() {
            for (column, cell) in row.cells().into_iter().enumerate() {
                let name = format!("matrix.{at}.c{}", column + 1);
                match cell {
                    None if column < columns => {
                        complaints.add(name, "This cell of the matrix has no risk level.");
                    }
                    Some(_) if column >= columns => {
                        complaints.add(
                            name,
                            format!("The consequence scale has {columns} levels. Clear this cell."),
                        );
                    }
                    Some(Level(level)) if usize::from(level) > self.levels.len() => complaints.add(
                        name,
                        format!("There are {} risk levels; {level} is none of them.", self.levels.len()),
                    ),
                    _ => {}
                }
            }
        }
        for (at, level) in self.levels.iter().enumerate() {
            if level.acceptance == Acceptance::Role && level.role.is_none() {
                complaints.add(format!("levels.{at}.role"), "Name the role that may accept it.");
            }
        }
    }
}

impl Concept for MethodVersion {
    const VERBS: &'static [VerbType] = &[VerbType::of::<ApproveMethod>()];

    const TEMPLATES: &'static [(&'static str, &'static str)] = templates::TEMPLATES;

    fn check(&self, _: Option<&Entity<Self>>, _: &Act<'_>, complaints: &mut Complaints) {
        self.complain(complaints);
    }

    fn template(key: &str) -> Option<Self> {
        templates::template(key)
    }

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        (on.data.status != MethodStatus::Draft)
            .then_some("An approved or superseded version never changes. Write a new version.")
    }
}

impl Verb for ApproveMethod {
    type On = MethodVersion;
    const NAME: &'static str = "approve";
    const MAY: &'static [Duty] = &[Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<MethodVersion>, _: &Isms) -> bool {
        on.data.status == MethodStatus::Draft
    }

    fn prefill(_: &Entity<MethodVersion>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None]
    }

    fn apply(self, on: &Entity<MethodVersion>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let person = act.approver()?;
        let approved_on = act.day_of_decision(self.decided_on)?;
        for other in act.isms.method_versions.iter() {
            if other.data.method == on.data.method && other.data.status == MethodStatus::Approved {
                edits.amend(other, &MethodVersion { status: MethodStatus::Superseded, ..other.data.clone() });
            }
        }
        edits.amend(
            on,
            &MethodVersion {
                status: MethodStatus::Approved,
                approved_by: Some(person),
                approved_on: Some(approved_on),
                ..on.data.clone()
            },
        );
        Ok(())
    }
}

impl Isms {
    /// The method version in force in a scope: of the scope's own method, else of the nearest larger scope's, else of
    /// the method for all scopes. `None` where none is approved.
    pub fn method_in_force(&self, scope: ScopeId) -> Option<&Entity<MethodVersion>> {
        let scopes: Vec<ScopeId> = self.scope_and_parents(scope).map(|scope| scope.id).collect();
        let distance = |version: &Entity<MethodVersion>| {
            let method = self.methods.get(version.data.method).filter(|method| !method.retired)?;
            match method.data.scope {
                None => Some(usize::MAX),
                Some(own) => scopes.iter().position(|scope| *scope == own),
            }
        };
        let approved =
            self.method_versions.in_force().filter(|one| one.data.status == MethodStatus::Approved);
        approved.filter_map(|one| Some((distance(one)?, one))).min_by_key(|(far, _)| *far).map(|(_, one)| one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(combine: Combine) -> MethodVersion {
        let row = |cells: [u8; 3]| MatrixRow {
            c1: Some(Level(cells[0])),
            c2: Some(Level(cells[1])),
            c3: Some(Level(cells[2])),
            c4: None,
            c5: None,
            c6: None,
            c7: None,
        };
        let criterion = |weight| Criterion { name: Text::from("a"), wording: None, weight };
        MethodVersion {
            method: attesta_record::TypedId::new(1),
            version: Text::from("1"),
            status: MethodStatus::Draft,
            interval: None,
            likelihoods: vec![],
            consequences: vec![],
            criteria: vec![criterion(Some(3.0)), criterion(None)],
            combine,
            levels: vec![],
            matrix: vec![row([1, 1, 2]), row([1, 2, 3]), row([2, 3, 3])],
            approved_by: None,
            approved_on: None,
        }
    }

    #[test]
    fn the_matrix_gives_the_level_and_none_stays_none() {
        let version = version(Combine::Highest);
        assert_eq!(version.level(Some(Level(3)), Some(Level(2))), Some(Level(3)));
        assert_eq!(version.level(None, Some(Level(2))), None, "not assessed is never low");
        assert_eq!(version.level(Some(Level(4)), Some(Level(1))), None, "off the scale");
    }

    #[test]
    fn criteria_are_combined_as_declared() {
        let combined = |combine, a: Option<u8>, b: Option<u8>| {
            version(combine).combined([(0, a.map(Level)), (1, b.map(Level))].into_iter()).map(|level| level.0)
        };
        assert_eq!(combined(Combine::Highest, Some(1), Some(3)), Some(3));
        assert_eq!(combined(Combine::Mean, Some(1), Some(3)), Some(2));
        assert_eq!(combined(Combine::Mean, Some(1), Some(2)), Some(2), "rounded up");
        assert_eq!(combined(Combine::WeightedMean, Some(1), Some(5)), Some(2), "three to one");
        assert_eq!(combined(Combine::Mean, None, Some(3)), Some(3), "what is not assessed does not count");
        assert_eq!(combined(Combine::Highest, None, None), None);
    }
}
