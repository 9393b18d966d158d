//! The frame of every form: the problems on top, the fields in groups, rows that are added and removed by buttons.

use attesta_record::{
    Complaints, Field, Kind,
    form::{self, Typed},
};
use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    controls::{Context, id_of},
    moments,
};
use crate::extract::one;

/// A form to be shown.
pub(crate) struct Form<'a> {
    pub(crate) heading: &'a str,
    pub(crate) help: &'a str,
    pub(crate) fields: Vec<&'static Field>,
    pub(crate) context: Context<'a>,
    /// The revision at which the record was opened; 0 where there is none yet.
    pub(crate) revision: u32,
    pub(crate) save: &'a str,
    pub(crate) cancel: String,
    /// Whether the form asks for the reason of the change.
    pub(crate) reason: bool,
    /// What stands between the heading and the fields.
    pub(crate) above: Markup,
}

/// What the button that was pressed asks for, other than saving.
pub(crate) enum Pressed {
    Save,
    Rows,
}

/// Adds or removes a row where such a button was pressed; the rest of what was typed stays. Moments are read in the
/// zone in which they were typed.
pub(crate) fn press(fields: &'static [Field], typed: &mut Typed, zone: &TimeZone) -> Pressed {
    moments::read(fields, typed, zone);
    let add = typed.remove("add").and_then(|texts| texts.into_iter().next());
    let remove = typed.remove("remove").and_then(|texts| texts.into_iter().next());
    let rows = |name: &str| {
        fields.iter().find_map(|field| match field.kind {
            Kind::Rows(columns) if field.name == name && !field.fixed => Some((field, columns)),
            _ => None,
        })
    };
    if let Some((field, columns)) = add.as_deref().and_then(rows) {
        let at = form::row_count(field.name, typed);
        if at < form::MOST_ROWS {
            for column in columns {
                typed.insert(format!("{}.{at}.{}", field.name, column.name), vec![String::new()]);
            }
        }
        return Pressed::Rows;
    }
    let place = remove.as_deref().and_then(|text| text.rsplit_once('.'));
    if let Some((name, at)) = place
        && let (Some(_), Ok(at)) = (rows(name), at.parse())
    {
        form::remove_row(name, at, typed);
        return Pressed::Rows;
    }
    form::close_rows(fields, typed);
    Pressed::Save
}

/// All complaints, each with a link to its field.
pub(crate) fn problems(complaints: &Complaints) -> Markup {
    html! {
        @if !complaints.is_empty() {
            section class="problems" role="alert" aria-labelledby="problems" {
                h2 id="problems" { "There is a problem" }
                ul {
                    @for complaint in &complaints.0 {
                        li {
                            @if complaint.field.is_empty() { (complaint.message) }
                            @else { a href={ "#" (id_of(&complaint.field)) } { (complaint.message) } }
                        }
                    }
                }
            }
        }
    }
}

impl Form<'_> {
    /// The title of the page: says first that there is a problem.
    pub(crate) fn title(&self) -> String {
        if self.context.complaints.is_empty() {
            self.heading.to_owned()
        } else {
            format!("Error: {}", self.heading)
        }
    }

    /// The form.
    pub(crate) fn show(&self, dirty: bool) -> Markup {
        let mut groups: Vec<(&str, Vec<&'static Field>)> = Vec::new();
        for field in &self.fields {
            if groups.is_empty() || !field.group.is_empty() {
                groups.push((field.group, Vec::new()));
            }
            if let Some((_, fields)) = groups.last_mut() {
                fields.push(field);
            }
        }
        let wide = self.fields.iter().any(|field| matches!(field.kind, Kind::Rows(_)));
        let files = self.fields.iter().any(|field| field.kind.may_name_files());
        html! {
            (problems(self.context.complaints))
            div class="page-head" { div { h1 { (self.heading) } @if !self.help.is_empty() { p { (self.help) } } } }
            (self.above)
            form method="post" enctype=[files.then_some("multipart/form-data")] class={ "form" @if wide { " wide" } } data-guard=(if dirty { "dirty" } else { "" }) novalidate {
                button class="vh" tabindex="-1" aria-hidden="true" { "Save" }
                input type="hidden" name="revision" value=(self.revision);
                @for (at, (heading, fields)) in groups.iter().enumerate() {
                    @if heading.is_empty() { section { (self.controls(fields)) } }
                    @else {
                        section aria-labelledby={ "group-" (at) } {
                            h2 id={ "group-" (at) } { (heading) }
                            (self.controls(fields))
                        }
                    }
                }
                @if self.reason {
                    section {
                        div class="field" {
                            label for="reason" { "Reason for the change " span class="opt" { "(optional)" } }
                            p class="hint" id="reason-h" { "Kept in the journal, beside what changed." }
                            input id="reason" name="reason" type="text" maxlength="300" value=(one(self.context.typed, "reason")) aria-describedby="reason-h";
                        }
                    }
                }
                div class="form-end" {
                    button class="btn primary" { (self.save) }
                    " " a class="btn quiet" href=(self.cancel) { "Cancel" }
                    @if self.revision > 0 { " " span class="last mute" { "Revision " (self.revision) } }
                }
            }
        }
    }

    /// The controls of a group. Short ones that follow each other stand side by side.
    fn controls(&self, fields: &[&'static Field]) -> Markup {
        let short =
            |field: &Field| matches!(field.kind, Kind::Level | Kind::Date | Kind::Time | Kind::Number);
        html! {
            @for run in fields.chunk_by(|a, b| short(a) && short(b)) {
                @if run.len() > 1 { div class="pair" { @for field in run { (self.context.control(field)) } } }
                @else { @for field in run { (self.context.control(field)) } }
            }
        }
    }
}
