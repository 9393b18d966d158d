//! What rules say: verdicts with their objective evidence.

use attesta_record::{Ref, TypedId};
use attesta_standard::Grade;

/// What a verdict says, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// A nonconformity that puts the intended results in doubt.
    Major,
    /// A nonconformity.
    Minor,
    /// Records do not decide it; a person must.
    CannotTell,
    /// It conforms, as far as records show, and these records prove it.
    Conforms,
    /// Something that the standard does not ask for and that would be better otherwise.
    Advice,
}

impl Outcome {
    /// The key in files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Major | Self::Minor => "nonconformity",
            Self::CannotTell => "cannot_tell",
            Self::Conforms => "conforms",
            Self::Advice => "advice",
        }
    }

    /// The grade of a nonconformity or of advice; `None` where there is nothing to grade.
    pub const fn grade(self) -> Option<Grade> {
        match self {
            Self::Major => Some(Grade::Major),
            Self::Minor => Some(Grade::Minor),
            Self::Advice => Some(Grade::Improvement),
            Self::CannotTell | Self::Conforms => None,
        }
    }

    /// What a person reads.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Major => "Major nonconformity",
            Self::Minor => "Minor nonconformity",
            Self::CannotTell => "Cannot tell",
            Self::Conforms => "Conforms",
            Self::Advice => "Advice",
        }
    }

    /// Whether it is a nonconformity.
    pub const fn is_nonconformity(self) -> bool {
        matches!(self, Self::Major | Self::Minor)
    }

    /// Whether somebody is to be told: a nonconformity or advice.
    pub const fn is_finding(self) -> bool {
        matches!(self, Self::Major | Self::Minor | Self::Advice)
    }
}

/// Objective evidence: a record and the fields of it that show something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The record.
    pub record: Ref,
    /// The names of the fields; empty where the whole record shows it.
    pub fields: &'static [&'static str],
}

/// Where a finding is mended, so that a page can link to that very form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The form of a new record of a kind.
    Create(&'static str),
    /// A field of a record.
    Amend(Ref, &'static str),
    /// A verb of a record.
    Verb(Ref, &'static str),
}

/// What a rule says about one requirement.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The rule that says it; filled in by the engine.
    pub rule: &'static str,
    /// The requirement or control.
    pub requirement: &'static str,
    /// What it says.
    pub outcome: Outcome,
    /// Its objective evidence. A conforming verdict names the first records of its proof only; `proof` counts all.
    pub evidence: Vec<At>,
    /// How many records prove it, where it conforms.
    pub proof: usize,
    /// Evidence and gap, in a sentence; where it cannot tell, the evidence that a person must give.
    pub sentence: String,
    /// Where it is mended.
    pub target: Option<Target>,
}

impl Verdict {
    /// A verdict.
    pub fn new(outcome: Outcome, requirement: &'static str, sentence: impl Into<String>) -> Self {
        let sentence = sentence.into();
        Self { rule: "", requirement, outcome, evidence: Vec::new(), proof: 0, sentence, target: None }
    }

    /// A minor nonconformity.
    pub fn minor(requirement: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Outcome::Minor, requirement, sentence)
    }

    /// A major nonconformity.
    pub fn major(requirement: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Outcome::Major, requirement, sentence)
    }

    /// Advice.
    pub fn advice(requirement: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Outcome::Advice, requirement, sentence)
    }

    /// Records do not tell; the sentence names the evidence that a person must give.
    pub fn cannot_tell(requirement: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(Outcome::CannotTell, requirement, sentence)
    }

    /// With a record and fields of it as objective evidence.
    #[must_use]
    pub fn at<I: TypedId>(mut self, id: I, fields: &'static [&'static str]) -> Self {
        self.evidence.push(At { record: to(id), fields });
        self
    }

    /// Mended in a field of a record.
    #[must_use]
    pub fn amend<I: TypedId>(mut self, id: I, field: &'static str) -> Self {
        self.target = Some(Target::Amend(to(id), field));
        self
    }

    /// Mended by a verb.
    #[must_use]
    pub fn verb<I: TypedId>(mut self, id: I, verb: &'static str) -> Self {
        self.target = Some(Target::Verb(to(id), verb));
        self
    }

    /// Mended by a new record.
    #[must_use]
    pub fn create<I: TypedId>(mut self) -> Self {
        self.target = Some(Target::Create(I::KEY));
        self
    }

    /// Its stable id: the rule, the requirement, and the records that cause it.
    pub fn id(&self) -> String {
        let records: Vec<String> = self.evidence.iter().map(|at| at.record.number()).collect();
        format!("{}/{}/{}", self.rule, self.requirement, records.join("+"))
    }
}

/// The reference of a typed id.
pub(crate) fn to<I: TypedId>(id: I) -> Ref {
    Ref { kind: I::KEY, prefix: I::PREFIX, id: id.get() }
}

/// What the rules have said so far.
#[derive(Debug, Default)]
pub struct Verdicts(pub Vec<Verdict>);

impl Verdicts {
    /// Says something.
    pub fn say(&mut self, verdict: Verdict) {
        self.0.push(verdict);
    }
}

/// How many records of a proof are named.
const NAMED: usize = 20;

/// All records that one requirement is judged by: it conforms where every one of them does, and there is one.
#[derive(Debug)]
pub struct Sample {
    requirement: &'static str,
    good: Vec<At>,
    count: usize,
    findings: Vec<Verdict>,
}

impl Sample {
    /// An empty sample for a requirement.
    pub fn of(requirement: &'static str) -> Self {
        Self { requirement, good: Vec::new(), count: 0, findings: Vec::new() }
    }

    /// A record that conforms.
    pub fn good<I: TypedId>(&mut self, id: I, fields: &'static [&'static str]) {
        self.count += 1;
        if self.good.len() < NAMED {
            self.good.push(At { record: to(id), fields });
        }
    }

    /// A finding.
    pub fn bad(&mut self, finding: Verdict) {
        self.findings.push(finding);
    }

    /// A record that conforms, or a finding about it.
    pub fn judge<I: TypedId>(
        &mut self,
        id: I,
        fields: &'static [&'static str],
        conforms: bool,
        finding: impl FnOnce() -> Verdict,
    ) {
        if conforms { self.good(id, fields) } else { self.bad(finding()) }
    }

    /// Whether a nonconformity is among its findings.
    pub fn has_nonconformity(&self) -> bool {
        self.findings.iter().any(|finding| finding.outcome.is_nonconformity())
    }

    /// Ends it: the findings, and where none is a nonconformity and there was something to see, that it conforms.
    /// An empty sample says nothing, so that the requirement reads *cannot tell*.
    pub fn close(self, verdicts: &mut Verdicts, sentence: &str) {
        let spotless = !self.has_nonconformity();
        verdicts.0.extend(self.findings);
        if spotless && self.count > 0 {
            let mut verdict = Verdict::new(Outcome::Conforms, self.requirement, sentence);
            (verdict.evidence, verdict.proof) = (self.good, self.count);
            verdicts.say(verdict);
        }
    }
}
