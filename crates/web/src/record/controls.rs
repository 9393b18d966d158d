//! The controls of a form, one for each kind of field. They show what was typed and every complaint.

use attesta_isms::{Isms, risk::MethodVersion};
use attesta_record::{
    Complaints, Field, File, Item, Kind, Ref, Target,
    form::{self, REMOVE, Typed, UPLOAD},
};
use maud::{Markup, html};

use super::moments;
use crate::{extract::one, show};

/// Up to here records are offered in a list; beyond it, their number is typed.
const MOST_OPTIONS: usize = 200;
/// Up to here several records are chosen by ticking; beyond it, their numbers are typed.
const MOST_TICKS: usize = 60;

/// What the controls of a form need to know.
pub(crate) struct Context<'a> {
    pub(crate) isms: &'a Isms,
    /// By whose scales levels are chosen.
    pub(crate) method: Option<&'a MethodVersion>,
    pub(crate) typed: &'a Typed,
    pub(crate) complaints: &'a Complaints,
}

/// The records that a reference may point at.
pub(crate) enum Candidates {
    /// All of them, by name.
    Few(Vec<(Ref, String)>),
    /// Too many to offer.
    Many,
}

/// The records in force of these kinds, by their names; `Many` where there are more than the limit.
pub(crate) fn candidates(isms: &Isms, targets: &'static [Target], limit: usize) -> Candidates {
    let mut found = Vec::new();
    for target in targets {
        let Some(table) = isms.table(target.key) else { continue };
        if table.count() > limit {
            return Candidates::Many;
        }
        let mut named: Vec<(Ref, String)> = table
            .items()
            .filter(|item| !item.retired)
            .map(|item| (super::reference(&item), named(isms, &item)))
            .collect();
        named.sort_by_cached_key(|(_, title)| title.to_lowercase());
        found.extend(named);
    }
    Candidates::Few(found)
}

fn named(isms: &Isms, item: &Item) -> String {
    show::item_title(isms, item)
}

impl Context<'_> {
    /// The control of a field.
    pub(crate) fn control(&self, field: &'static Field) -> Markup {
        match field.kind {
            Kind::Rows(columns) => self.rows(field, columns),
            Kind::Refs(targets) => self.ticks(field, targets),
            Kind::Choices(words) => self.words(field, words()),
            Kind::Bool if field.required => self.tick(field, field.name),
            _ => self.one_line(field, field.name, field.label, ""),
        }
    }

    /// Label, hint, complaint and input of one value.
    fn one_line(&self, field: &'static Field, name: &str, label: &str, class: &str) -> Markup {
        let error = self.complaints.at(name);
        let id = id_of(name);
        let scale = field.scale.map(|scale| show::words(self.method, scale)).unwrap_or_default();
        html! {
            div class={ "field " (class) @if error.is_some() { " bad" } } {
                label for=(id) { (label) @if !field.required && class.is_empty() { " " span class="opt" { "(optional)" } } }
                @if !field.help.is_empty() && class.is_empty() { p class="hint" id={ (id) "-h" } { (field.help) } }
                @if let Some(error) = error { span class="error" id={ (id) "-e" } { (error) } }
                (self.input(field, name, &id, error.is_some()))
                @if scale.iter().any(|(_, wording)| !wording.is_empty()) && class.is_empty() {
                    details class="help" {
                        summary { "What the words mean" }
                        dl class="scale" {
                            @for (at, (name, wording)) in scale.iter().enumerate() {
                                div { dt { (at + 1) " " (name) } dd { (wording) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn input(&self, field: &'static Field, name: &str, id: &str, bad: bool) -> Markup {
        let value = one(self.typed, name);
        let invalid = bad.then_some("true");
        let described = format!("{id}-h {id}-e");
        if let Some(options) = self.options(field) {
            let known = value.is_empty() || options.iter().any(|(key, _)| key == value);
            return html! {
                select id=(id) name=(name) aria-invalid=[invalid] aria-describedby=(described) {
                    @if !field.required || value.is_empty() {
                        option value="" { @if matches!(field.kind, Kind::Level) { "Not assessed" } @else if field.required { "Choose" } @else { "Not given" } }
                    }
                    @if !known { option value=(value) selected { (value) } }
                    @for (key, text) in &options { option value=(key) selected[key == value] { (text) } }
                }
            };
        }
        match field.kind {
            Kind::Text if field.long => html! {
                textarea id=(id) name=(name) rows=(if field.name == "text" { 18 } else { 4 }) aria-invalid=[invalid] aria-describedby=(described) { (value) }
            },
            Kind::File => self.file(field, name, id, invalid),
            Kind::Date => html! {
                input id=(id) name=(name) type="date" value=(value) aria-invalid=[invalid] aria-describedby=(described);
            },
            Kind::Time => html! {
                input id=(id) name=(name) type="datetime-local" value=(moments::shown(value, &self.isms.zone())) aria-invalid=[invalid] aria-describedby=(described);
            },
            Kind::Number => html! {
                input id=(id) class="short" name=(name) type="text" inputmode="decimal" value=(value) aria-invalid=[invalid] aria-describedby=(described);
                @if !field.unit.is_empty() { " " (field.unit) }
            },
            Kind::Level => html! {
                input id=(id) class="short" name=(name) type="text" inputmode="numeric" value=(value) aria-invalid=[invalid] aria-describedby=(described);
            },
            _ => html! {
                input id=(id) name=(name) type="text" value=(value) aria-invalid=[invalid] aria-describedby=(described)
                    placeholder=[matches!(field.kind, Kind::Reference(_)).then_some("Number of the record")];
            },
        }
    }

    /// A file: the one that is there, which stays unless it is taken out or another is chosen.
    fn file(&self, field: &Field, name: &str, id: &str, invalid: Option<&str>) -> Markup {
        let kept = File::parse(one(self.typed, name));
        let remove = format!("{name}{REMOVE}");
        html! {
            @if let Some(file) = &kept {
                input type="hidden" name=(name) value=(file.to_text());
                p class="kept" { b { (file.name()) } " " span class="mute" { (file.size_text()) } }
                @if !field.required {
                    label class="choice" {
                        input type="checkbox" name=(remove) value="true" checked[one(self.typed, &remove) == "true"];
                        " " span { "Take it out" }
                    }
                }
            }
            input id=(id) name={ (name) (UPLOAD) } type="file" aria-invalid=[invalid] aria-describedby={ (id) "-h " (id) "-e" };
        }
    }

    /// What a select offers: key and text; `None` where the value is typed.
    fn options(&self, field: &'static Field) -> Option<Vec<(String, String)>> {
        match field.kind {
            Kind::Choice(words) => {
                let text = |word: &attesta_record::Word| {
                    if field.name == "control" {
                        format!("{} {}", word.key, word.label)
                    } else {
                        word.label.to_owned()
                    }
                };
                Some(words().iter().map(|word| (word.key.to_owned(), text(word))).collect())
            }
            Kind::Bool => {
                Some(vec![("true".to_owned(), "Yes".to_owned()), ("false".to_owned(), "No".to_owned())])
            }
            Kind::Level => {
                let words = show::words(self.method, field.scale?);
                let named = words
                    .into_iter()
                    .enumerate()
                    .map(|(at, (name, _))| ((at + 1).to_string(), format!("{} {name}", at + 1)));
                Some(named.collect::<Vec<_>>()).filter(|words| !words.is_empty())
            }
            Kind::Reference(targets) => match candidates(self.isms, targets, MOST_OPTIONS) {
                Candidates::Few(found) => {
                    Some(found.into_iter().map(|(one, title)| (one.number(), title)).collect())
                }
                Candidates::Many => None,
            },
            _ => None,
        }
    }

    fn tick(&self, field: &'static Field, name: &str) -> Markup {
        let id = id_of(name);
        let error = self.complaints.at(name);
        html! {
            div class={ "field" @if error.is_some() { " bad" } } {
                @if let Some(error) = error { span class="error" id={ (id) "-e" } { (error) } }
                label class="choice" {
                    input id=(id) type="checkbox" name=(name) value="true" checked[one(self.typed, name) == "true"]
                        aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| format!("{id}-e"))];
                    " " span { (field.label) @if !field.help.is_empty() { " " span class="hint" { (field.help) } } }
                }
            }
        }
    }

    /// Several records, by ticking, or by their numbers where there are too many.
    fn ticks(&self, field: &'static Field, targets: &'static [Target]) -> Markup {
        let chosen: Vec<&str> = self
            .typed
            .get(field.name)
            .into_iter()
            .flatten()
            .flat_map(|text| text.split([',', ' ']))
            .collect();
        let Candidates::Few(found) = candidates(self.isms, targets, MOST_TICKS) else {
            let joined = Typed::from([(field.name.to_owned(), vec![chosen.join(", ")])]);
            let context = Context { typed: &joined, ..*self };
            return context.one_line(field, field.name, field.label, "");
        };
        let error = self.complaints.at(field.name);
        html! {
            fieldset class={ "field" @if error.is_some() { " bad" } } id=(id_of(field.name)) {
                legend { (field.label) " " span class="opt" { "(optional)" } }
                @if !field.help.is_empty() { p class="hint" { (field.help) } }
                @if let Some(error) = error { span class="error" { (error) } }
                @if found.is_empty() { p class="mute" { "There is nothing to choose from yet." } }
                @else {
                    div class="choices box" tabindex="0" role="group" aria-label=(field.label) {
                        @for (one, title) in &found {
                            label class="choice" {
                                input type="checkbox" name=(field.name) value=(one.number()) checked[chosen.contains(&one.number().as_str())];
                                " " span { (title) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Several words of a list, by ticking.
    fn words(&self, field: &'static Field, words: &'static [attesta_record::Word]) -> Markup {
        let chosen: Vec<&str> =
            self.typed.get(field.name).into_iter().flatten().map(String::as_str).collect();
        let error = self.complaints.at(field.name);
        let long = words.len() > 8;
        html! {
            fieldset class={ "field" @if error.is_some() { " bad" } } id=(id_of(field.name)) {
                legend { (field.label) @if !field.required { " " span class="opt" { "(optional)" } } }
                @if !field.help.is_empty() { p class="hint" { (field.help) } }
                @if let Some(error) = error { span class="error" { (error) } }
                div class={ "choices" @if long { " box" } } tabindex=[long.then_some("0")] role="group" aria-label=(field.label) {
                    @for word in words {
                        label class="choice" {
                            input type="checkbox" name=(field.name) value=(word.key) checked[chosen.contains(&word.key)];
                            " " span {
                                @if word.key.starts_with("A.") { (word.key) " " }
                                (word.label)
                                @if !long && !word.help.is_empty() { " " span class="hint" { (word.help) } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn rows(&self, field: &'static Field, columns: &'static [Field]) -> Markup {
        let count = form::row_count(field.name, self.typed);
        let error = self.complaints.at(field.name);
        html! {
            fieldset class={ "rows" @if error.is_some() { " bad" } } id=(id_of(field.name)) {
                legend { (field.label) }
                @if !field.help.is_empty() { p class="hint" { (field.help) } }
                @if let Some(error) = error { p class="error" { (error) } }
                div class="rows-in" {
                    @for at in 0..count { (self.row(field, columns, at)) }
                }
                @if field.fixed && count == 0 { p class="mute" { "The method in force names no criteria." } }
                @if !field.fixed { button class="btn" name="add" value=(field.name) formnovalidate { "Add a row" } }
            }
        }
    }

    fn row(&self, field: &'static Field, columns: &'static [Field], at: usize) -> Markup {
        let name = |column: &Field| format!("{}.{at}.{}", field.name, column.name);
        let first =
            columns.first().map(|column| one(self.typed, &name(column)).to_owned()).unwrap_or_default();
        html! {
            fieldset class="row" {
                @if field.fixed {
                    legend { (columns.first().map_or(first.as_str(), |column| word_of(column, &first))) }
                    @if let Some(column) = columns.first() {
                        input type="hidden" name=(name(column)) value=(first);
                        @if let Some(error) = self.complaints.at(&name(column)) { span class="error" id=(id_of(&name(column))) { (error) } }
                    }
                } @else {
                    legend class="vh" { (field.label) ", row " (at + 1) }
                }
                @for column in columns.iter().skip(usize::from(field.fixed)) {
                    @if matches!(column.kind, Kind::Bool) && column.required { (self.tick(column, &name(column))) }
                    @else {
                        @let wide = matches!(column.kind, Kind::Text);
                        (self.one_line(column, &name(column), column.label, if wide { "grow" } else { "cell" }))
                    }
                }
                @if !field.fixed {
                    button class="btn danger" name="remove" value={ (field.name) "." (at) } formnovalidate aria-label={ "Remove row " (at + 1) " of " (field.label) } { "Remove" }
                }
            }
        }
    }
}

/// What a person reads for what is typed in a field: the label of a word, or the text itself.
fn word_of<'a>(field: &Field, typed: &'a str) -> &'a str {
    let Kind::Choice(words) = field.kind else { return typed };
    words().iter().find(|word| word.key == typed).map_or(typed, |word| word.label)
}

/// The id of a control: its name without dots.
pub(crate) fn id_of(name: &str) -> String {
    name.replace('.', "-")
}
