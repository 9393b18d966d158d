//! A person's participation in a training, from the plan to its effect.

use attesta_record::{Complaints, Entity, Fields, Record, Text, Value};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    Isms,
    ids::{ParticipationId, PersonId, TrainingId},
    kit::{Act, Concept, Duty, Edits, Note, Verb, VerbType, complain_about_future, day_done},
};

/// Participation
///
/// That a person is to take part in a training, has done so, and what it brought.
#[derive(Debug, Clone, PartialEq, Record)]
#[record(id = ParticipationId, plural = "Participations", clause = "7.2 d")]
pub struct Participation {
    /// Person
    #[field(title, list, index)]
    pub person: PersonId,
    /// Training
    #[field(title, list, index)]
    pub training: TrainingId,
    /// Due
    #[field(list, index)]
    pub due: Option<Date>,
    /// Begun on
    pub begun_on: Option<Date>,
    /// Completed on
    #[field(list, index, by_verb, group = "Completion")]
    pub completed_on: Option<Date>,
    /// Evidence
    #[field(by_verb)]
    pub evidence: Option<Text>,
    /// Result
    #[field(by_verb)]
    pub result: Option<Text>,
    /// Next refresh
    #[field(list, index, by_verb)]
    pub refresh_on: Option<Date>,
    /// It had its effect
    #[field(by_verb, group = "Effect")]
    pub effective: Option<bool>,
    /// Judged by what
    #[field(by_verb)]
    pub effect: Option<Text>,
    /// Judged on
    #[field(by_verb)]
    pub judged_on: Option<Date>,
    /// Judged by
    #[field(by_verb)]
    pub judged_by: Option<PersonId>,
}

/// Complete
///
/// Says that the person took part, when, and by what that is shown.
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct CompleteParticipation {
    /// Completed on
    ///
    /// Today if left open.
    pub completed_on: Option<Date>,
    /// Evidence
    ///
    /// Certificate, list of those present, report.
    pub evidence: Text,
    /// Result
    ///
    /// Where there was a test.
    pub result: Option<Text>,
    /// Next refresh
    ///
    /// By the training's interval if left open.
    pub refresh_on: Option<Date>,
}

/// Judge the effect
///
/// Says whether the person can do now what the training was for (clause 7.2 c).
#[derive(Debug, Clone, PartialEq, Fields)]
pub struct JudgeEffect {
    /// It had its effect
    pub effective: Option<bool>,
    /// Judged by what
    ///
    /// A test, work that was watched, a drill.
    pub effect: Text,
}

impl Participation {
    /// A participation that is planned.
    pub fn new(person: PersonId, training: TrainingId, due: Option<Date>) -> Self {
        Self {
            person,
            training,
            due,
            begun_on: None,
            completed_on: None,
            evidence: None,
            result: None,
            refresh_on: None,
            effective: None,
            effect: None,
            judged_on: None,
            judged_by: None,
        }
    }
}

impl Concept for Participation {
    const VERBS: &'static [VerbType] =
        &[VerbType::of::<CompleteParticipation>(), VerbType::of::<JudgeEffect>()];

    fn settled(on: &Entity<Self>) -> Option<&'static str> {
        on.data
            .completed_on
            .is_some()
            .then_some("A participation that is completed never changes. Plan the next one as a new one.")
    }

    fn check(&self, _: Option<&Entity<Self>>, act: &Act<'_>, complaints: &mut Complaints) {
        complain_about_future(self.begun_on, "begun_on", act, complaints);
    }

    fn notes(on: &Entity<Self>, isms: &Isms, today: Date) -> Vec<Note> {
        let data = &on.data;
        let left = isms.people.get(data.person).and_then(|person| person.data.left_on);
        if left.is_some_and(|left| left < today) {
            return Vec::new();
        }
        let latest = isms.links().participation.get(&(data.person, data.training)) == Some(&on.id);
        let past = |day: Option<Date>| day.is_some_and(|day| day < today);
        let note = match data.completed_on {
            None if past(data.due) => Some(Note::bad("Overdue")),
            Some(_) if latest && past(data.refresh_on) => Some(Note::warn("To be refreshed")),
            _ => None,
        };
        let idle = (data.effective == Some(false) && latest).then(|| Note::warn("Had no effect"));
        note.into_iter().chain(idle).collect()
    }
}

impl Verb for CompleteParticipation {
    type On = Participation;
    const NAME: &'static str = "complete";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Participation>, _: &Isms) -> bool {
        on.data.completed_on.is_none()
    }

    fn prefill(_: &Entity<Participation>, act: &Act<'_>) -> Vec<Value> {
        vec![Value::Date(act.today), Value::None, Value::None, Value::None]
    }

    fn apply(self, on: &Entity<Participation>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let day = day_done(self.completed_on, "completed_on", act)?;
        let mut complaints = Complaints::default();
        if on.data.begun_on.is_some_and(|begun| day < begun) {
            complaints.add("completed_on", "It had not begun on that day.");
        }
        if self.refresh_on.is_some_and(|refresh| refresh <= day) {
            complaints.add("refresh_on", "The refresh comes after the completion.");
        }
        complaints.into_result()?;
        let training = act.isms.trainings.get(on.data.training);
        let interval = training.and_then(|training| training.data.refresh_after);
        let refresh_on =
            self.refresh_on.or(interval.map(|months| day.saturating_add(i64::from(months).months())));
        let completed = Participation {
            completed_on: Some(day),
            evidence: Some(self.evidence),
            result: self.result,
            refresh_on,
            ..on.data.clone()
        };
        edits.amend(on, &completed);
        Ok(())
    }
}

impl Verb for JudgeEffect {
    type On = Participation;
    const NAME: &'static str = "judge";
    const MAY: &'static [Duty] = &[Duty::Contributor, Duty::IsmsManager, Duty::Administrator];

    fn offered(on: &Entity<Participation>, _: &Isms) -> bool {
        on.data.completed_on.is_some()
    }

    fn apply(self, on: &Entity<Participation>, act: &Act<'_>, edits: &mut Edits) -> Result<(), Complaints> {
        let judged_by = Some(act.approver()?);
        let mut complaints = Complaints::default();
        if self.effective.is_none() {
            complaints.add("effective", "Say yes or no.");
        }
        complaints.into_result()?;
        let judged = Participation {
            effective: self.effective,
            effect: Some(self.effect),
            judged_on: Some(act.today),
            judged_by,
            ..on.data.clone()
        };
        edits.amend(on, &judged);
        Ok(())
    }
}
