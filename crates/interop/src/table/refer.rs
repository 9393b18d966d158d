//! What a cell means that names records: by an id of its own file, by our number, by a title. People and roles are made
//! where nobody is called so yet; anything else must be there.

use attesta_record::{Field, Kind, Ref, Target as Kinds, Text, Value};

use super::{
    names::{folded, split_alias},
    planner::Planner,
    words::{is_placeholder, names_a_company, names_a_role, says_nothing},
};

/// What a cell says, as far as it could be read.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Said {
    /// The value.
    pub(super) value: Value,
    /// What of the text the value does not say; it belongs into a long text.
    pub(super) left: bool,
    /// What a person should know.
    pub(super) remark: Option<String>,
    /// Whether something that is named may turn up later.
    pub(super) open: bool,
}

impl Said {
    pub(super) fn of(value: Value) -> Self {
        Self { value, ..Self::default() }
    }
}

impl Planner {
    /// One record that a cell names.
    pub(super) fn one(&mut self, targets: &'static [Kinds], text: &str, person: bool) -> Said {
        if let Some(found) = self.found(targets, text) {
            return Said::of(Value::Ref(found));
        }
        if let Some((found, rest)) = self.leading(targets, text) {
            let left = !self.says_title(found, &rest);
            return Said { value: Value::Ref(found), left, ..Said::default() };
        }
        let pieces = pieces(text);
        if pieces.len() > 1
            && let Some(first) = pieces.first()
            && (self.found(targets, first).is_some() || pieces.iter().all(|piece| names_a_role(piece)))
        {
            return Said { left: true, ..self.one(targets, first, person) };
        }
        match self.named(targets, text, person) {
            Some(made) => Said::of(Value::Ref(made)),
            None => Said { left: true, open: true, ..Said::default() },
        }
    }

    /// All records that a cell names.
    pub(super) fn several(&mut self, targets: &'static [Kinds], text: &str, person: bool) -> Said {
        let mut refs: Vec<Ref> = Vec::new();
        let mut said = Said::default();
        for piece in pieces(text) {
            let found = match self.found(targets, piece) {
                Some(found) => vec![found],
                None => self.among(targets, piece, &mut said),
            };
            let found = if found.is_empty() {
                self.named(targets, piece, person).into_iter().collect()
            } else {
                found
            };
            if found.is_empty() {
                (said.left, said.open) = (true, true);
            }
            for one in found {
                if !refs.contains(&one) {
                    refs.push(one);
                }
            }
        }
        said.value = if refs.is_empty() { Value::None } else { Value::Refs(refs) };
        said
    }

    /// The record that the whole of a text means.
    fn found(&mut self, targets: &'static [Kinds], text: &str) -> Option<Ref> {
        let as_ref = |target: &'static Kinds, id: i64| Ref { kind: target.key, prefix: target.prefix, id };
        for target in targets {
            if let Some(id) = self.names.by_foreign(target.key, text) {
                return Some(as_ref(target, id));
            }
        }
        if let Some(one) = self.numbered(targets, text) {
            return Some(one);
        }
        for target in targets {
            let isms = &self.isms;
            if let [only] = self.names.by_title(isms, target.key, text).as_slice() {
                return Some(as_ref(target, *only));
            }
        }
        None
    }

    /// The record of a number as we write it, alone or with its title: `PE-3 Anna Weber`.
    fn numbered(&self, targets: &'static [Kinds], text: &str) -> Option<Ref> {
        let number = text.split_whitespace().next()?;
        let one = Ref::parse(number, targets).filter(|one| one.number().eq_ignore_ascii_case(number))?;
        let item = self.isms.item(one)?;
        let rest = text.trim()[number.len()..].trim();
        let title = attesta_isms::title(&item, &|one| self.isms.item(one));
        (rest.is_empty() || folded(rest) == folded(&title)).then_some(one)
    }

    /// The record whose id begins a text: `AST-001 Customer database`; and what follows.
    fn leading(&self, targets: &'static [Kinds], text: &str) -> Option<(Ref, String)> {
        let (first, rest) = text.trim().split_once(char::is_whitespace)?;
        let first = first.trim_end_matches([':', ',', '–']);
        let target =
            targets.iter().find_map(|target| Some((target, self.names.by_foreign(target.key, first)?)));
        let (target, id) = target?;
        Some((
            Ref { kind: target.key, prefix: target.prefix, id },
            rest.trim_start_matches(['-', '–', ':', ' ']).to_owned(),
        ))
    }

    /// The records whose ids stand among the words of a text.
    fn among(&self, targets: &'static [Kinds], text: &str, said: &mut Said) -> Vec<Ref> {
        let mut found = Vec::new();
        let mut left = Vec::new();
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|letter: char| "(),;:[]".contains(letter));
            let one = targets.iter().find_map(|target| {
                let id = self.names.by_foreign(target.key, bare)?;
                Some(Ref { kind: target.key, prefix: target.prefix, id })
            });
            match one {
                Some(one) => found.push(one),
                None => left.push(word),
            }
        }
        let rest = left.join(" ");
        if let [only] = found.as_slice()
            && self.says_title(*only, &rest)
        {
            return found;
        }
        if !found.is_empty() && !rest.is_empty() {
            said.left = true;
        }
        found
    }

    /// Whether a text says no more than the title of a record.
    fn says_title(&self, one: Ref, text: &str) -> bool {
        let title = self.isms.item(one).map(|item| attesta_isms::title(&item, &|one| self.isms.item(one)));
        let title = folded(&title.unwrap_or_default());
        folded(text).split(' ').all(|word| title.split(' ').any(|one| one == word))
    }

    /// A person or a role that a text names, made where there is none.
    fn named(&mut self, targets: &'static [Kinds], text: &str, person: bool) -> Option<Ref> {
        let kind = |key: &str| targets.iter().find(|target| target.key == key);
        let text = text.trim();
        if says_nothing(text)
            || is_placeholder(text)
            || names_a_company(text)
            || text.chars().count() > attesta_record::form::SHORT_TEXT
        {
            return None;
        }
        let known = person || self.people.contains(&folded(text));
        if let Some(target) = kind("person")
            && !names_a_role(text)
            && (known || (kind("role").is_none() && text.split_whitespace().count() >= 2))
        {
            return self.make(target, text);
        }
        let target = kind("role")?;
        let long = self.aliases.get(&folded(text)).cloned();
        let name = long.as_deref().or_else(|| split_alias(text).map(|(name, _)| name)).unwrap_or(text);
        if let Some(found) = self.found(targets, name).filter(|_| name != text) {
            self.names.note_foreign(found.kind, text, found.id);
            return Some(found);
        }
        if name.contains('(') {
            return None;
        }
        let made = self.make(target, name)?;
        if name != text {
            self.names.note_foreign(target.key, text, made.id);
        }
        Some(made)
    }

    /// Makes a person or a role of this name.
    fn make(&mut self, target: &'static Kinds, name: &str) -> Option<Ref> {
        let kind = attesta_isms::record_type(target.key)?;
        let mut values = kind.defaults();
        *values.get_mut(kind.schema.position("name")?)? = Value::text(Text::from(name).as_str());
        let id = self.make_named(kind, values, name)?;
        Some(Ref { kind: target.key, prefix: target.prefix, id })
    }
}

/// The names that a text lists.
fn pieces(text: &str) -> Vec<&str> {
    let split = text
        .split([',', ';', '\n'])
        .flat_map(|piece| piece.split(" + "))
        .flat_map(|piece| piece.split(" & "));
    split.map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// What may be meant where a field takes records: for the sentence that refuses a cell.
pub(super) fn what_fits(field: &Field) -> String {
    let (Kind::Reference(targets) | Kind::Refs(targets)) = field.kind else { return String::new() };
    let labels: Vec<&str> = targets
        .iter()
        .filter_map(|target| Some(attesta_isms::record_type(target.key)?.schema.label))
        .collect();
    labels.join(" or ").to_lowercase()
}
