//! Values as people read them: references by number and title, levels by their wording, days in words.

use attesta_isms::{
    Isms,
    ids::{MethodVersionId, PersonId, RiskId, ScopeId},
    risk::MethodVersion,
};
use attesta_record::{Field, Item, Kind, Level, Ref, Scale, TypedId as _, Value};
use jiff::{Timestamp, civil::Date};
use maud::{Markup, PreEscaped, html};

use crate::{
    address::{self, Address},
    visit::Visit,
};

/// A day in words, with the machine's form beside it.
pub(crate) fn date(day: Date) -> Markup {
    html! { time datetime=(day) { (day.strftime("%-d %B %Y")) } }
}

/// A day in words, short, for tables.
pub(crate) fn short_date(day: Date) -> Markup {
    html! { time class="nowrap" datetime=(day) { (day.strftime("%-d %b %Y")) } }
}

/// A moment in the organisation's zone.
pub(crate) fn moment(visit: &Visit, at: Timestamp) -> Markup {
    let zoned = at.to_zoned(visit.zone());
    html! { time class="nowrap" datetime=(at) { (zoned.strftime("%-d %b %Y, %H:%M")) } }
}

/// The day of the last act in the past that is looked at.
pub(crate) fn day_of(visit: &Visit) -> Option<Date> {
    visit.last_act.map(|at| at.to_zoned(visit.zone()).date())
}

/// The name of a record, or its number where it cannot be found.
pub(crate) fn title(isms: &Isms, reference: Ref) -> String {
    isms.item(reference).map_or_else(|| reference.number(), |item| item_title(isms, &item))
}

/// The name of a record.
pub(crate) fn item_title(isms: &Isms, item: &Item) -> String {
    attesta_isms::title(item, &|reference| isms.item(reference))
}

/// A link to a record: its name.
pub(crate) fn link(visit: &Visit, reference: Ref) -> Markup {
    let retired = visit.isms().item(reference).is_some_and(|item| item.retired);
    html! {
        a href=(Address::new(address::record(visit.org(), reference)).at(visit.view.moment)) { (title(visit.isms(), reference)) }
        @if retired { " " span class="tag" { "Retired" } }
    }
}

/// The address of a person's record.
pub(crate) fn person_address(visit: &Visit, person: PersonId) -> Address {
    Address::new(format!("/{}/{}/{}", visit.org(), PersonId::PATH, person.get())).at(visit.view.moment)
}

/// The method version by whose scales the levels of a record are read: its own, else the one in force in its scope.
pub(crate) fn method_of<'a>(isms: &'a Isms, item: &Item) -> Option<&'a MethodVersion> {
    let id = |field: &str| if let Value::Ref(one) = item.get(field) { Some(one.id) } else { None };
    if let Some(own) = id("method_version") {
        return isms.method_versions.get(MethodVersionId::new(own)).map(|one| &one.data);
    }
    if item.schema.key == MethodVersionId::KEY {
        return isms.method_versions.get(MethodVersionId::new(item.id)).map(|one| &one.data);
    }
    let of_risk = id("risk").and_then(|risk| Some(isms.risks.get(RiskId::new(risk))?.data.scope));
    let scope = id("scope").map(ScopeId::new).or(of_risk)?;
    isms.method_in_force(scope).map(|one| &one.data)
}

/// The words of a scale, from the lowest: name and wording.
pub(crate) fn words(method: Option<&MethodVersion>, scale: Scale) -> Vec<(String, String)> {
    let Some(method) = method else { return Vec::new() };
    let pair = |name: &attesta_record::Text, wording: &Option<attesta_record::Text>| {
        (name.to_string(), wording.as_ref().map(ToString::to_string).unwrap_or_default())
    };
    match scale {
        Scale::Likelihood => method.likelihoods.iter().map(|one| pair(&one.name, &one.wording)).collect(),
        Scale::Consequence => method.consequences.iter().map(|one| pair(&one.name, &one.wording)).collect(),
        Scale::Risk => method.levels.iter().map(|one| pair(&one.name, &one.wording)).collect(),
    }
}

/// A level by its wording. Only levels of risk are coloured.
pub(crate) fn level(method: Option<&MethodVersion>, scale: Option<Scale>, level: u8) -> Markup {
    let words = scale.map(|scale| words(method, scale)).unwrap_or_default();
    let name = words.get(usize::from(level).saturating_sub(1)).map(|(name, _)| name.as_str());
    html! {
        @if scale == Some(Scale::Risk) {
            span class={ "level level-" (Level(level).shade(words.len().max(usize::from(level)))) } {
                @if let Some(name) = name { (name) } @else { (level) }
            }
        } @else {
            (level) @if let Some(name) = name { " " (name) }
        }
    }
}

/// What stands where nothing was given.
pub(crate) fn nothing(field: &Field) -> Markup {
    html! {
        span class="none" { @if matches!(field.kind, Kind::Level) { "Not assessed" } @else { "Not given" } }
    }
}

/// A value as it stands in a table or on a page.
pub(crate) fn value(visit: &Visit, field: &Field, value: &Value, method: Option<&MethodVersion>) -> Markup {
    match (field.kind, value) {
        (_, value) if value.is_none() => nothing(field),
        (_, Value::Erased) => html! { span class="tag" { "Erased" } },
        (_, Value::Ref(reference)) => link(visit, *reference),
        (_, Value::Refs(refs)) => html! {
            ul class="inline" { @for one in refs { li { (link(visit, *one)) } } }
        },
        (_, Value::Level(one)) => level(method, field.scale, *one),
        (_, Value::Date(day)) => short_date(*day),
        (_, Value::Time(at)) => moment(visit, *at),
        (_, Value::Number(_)) => {
            html! { (attesta_record::cell(field, value)) @if !field.unit.is_empty() { " " (field.unit) } }
        }
        (_, Value::Bool(yes)) => html! { @if *yes { "Yes" } @else { span class="mute" { "No" } } },
        (Kind::Choice(_), Value::Choice(key)) => choice(field, key),
        (Kind::Choices(words), Value::Choices(keys)) => choices(words(), keys),
        (Kind::Rows(fields), Value::Rows(rows)) => rows_table(visit, field, fields, rows, method),
        (_, Value::File(file)) => html! { (file.name()) " " span class="mute" { (file.size_text()) } },
        (_, Value::Text(text)) if field.name == "link" && text.starts_with("https://") => {
            html! { a href=(text) rel="noopener noreferrer" { (text) } }
        }
        (_, Value::Text(text)) if field.long => html! { div class="prose" { (markdown(text)) } },
        _ => html! { (attesta_record::cell(field, value)) },
    }
}

/// A value as it stands in a history: texts are plain and cut, rows are lines.
pub(crate) fn brief(visit: &Visit, field: &Field, value: &Value, method: Option<&MethodVersion>) -> Markup {
    match value {
        Value::Rows(rows) => {
            html! { (rows.len()) @if rows.len() == 1 { " row" } @else { " rows" } ": " (cut(&attesta_record::cell(field, value).replace('\n', "; "))) }
        }
        Value::Text(text) => html! { (cut(text)) },
        Value::File(file) => {
            html! { (file.name()) " " span class="mute" { (file.size_text()) ", SHA-256 " code { (file.hash().short()) "…" } } }
        }
        value => self::value(visit, field, value, method),
    }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= 400 {
        text.to_owned()
    } else {
        text.chars().take(400).chain(['…']).collect()
    }
}

/// A value as it stands in one cell of a list: a long text is cut.
pub(crate) fn cell(visit: &Visit, field: &Field, value: &Value, method: Option<&MethodVersion>) -> Markup {
    match value {
        Value::Text(text) if field.long && text.chars().count() > 160 => {
            html! { (text.chars().take(160).collect::<String>()) "…" }
        }
        Value::Text(text) if field.long => html! { (text) },
        value => self::value(visit, field, value, method),
    }
}

/// A word of a list. A status is a tag; a control shows its reference too.
fn choice(field: &Field, key: &str) -> Markup {
    let label = attesta_record::cell(field, &Value::Choice(static_key(field, key)));
    let mood = match key {
        "approved" | "completed" | "implemented" => "ok",
        "draft" | "planned" | "under_way" | "partial" => "info",
        "not_implemented" => "bad",
        _ => "",
    };
    html! {
        @if field.name == "status" { span class={ "tag " (mood) } { (label) } }
        @else if field.name == "control" { span class="chip" { (key) } " " (label) }
        @else { (label) }
    }
}

/// Several words. Controls are shown by reference and title, the others by their labels.
fn choices(words: &'static [attesta_record::Word], keys: &[&'static str]) -> Markup {
    let chosen = words.iter().filter(|word| keys.contains(&word.key));
    html! {
        ul class="inline" {
            @for word in chosen {
                li { @if word.key.starts_with("A.") { span class="chip" { (word.key) } " " } (word.label) }
            }
        }
    }
}

fn static_key(field: &Field, key: &str) -> &'static str {
    match field.kind {
        Kind::Choice(words) => words().iter().find(|word| word.key == key).map_or("", |word| word.key),
        _ => "",
    }
}

fn rows_table(
    visit: &Visit,
    field: &Field,
    fields: &[Field],
    rows: &[Vec<Value>],
    method: Option<&MethodVersion>,
) -> Markup {
    // A column in which nothing is given is left out: a matrix of 5 shows 5 columns, not 7.
    let used: Vec<usize> =
        (0..fields.len()).filter(|at| rows.iter().any(|row| !row[*at].is_none())).collect();
    html! {
        div class="scroll" tabindex="0" role="region" aria-label={ (field.label) ", table" } {
            table class="data" {
                thead { tr { @for at in &used { th scope="col" { (fields[*at].label) } } } }
                tbody {
                    @for row in rows {
                        tr { @for at in &used { td { (self::value(visit, &fields[*at], &row[*at], method)) } } }
                    }
                }
            }
        }
    }
}

/// Markdown as HTML. Raw HTML in it is shown as text, and links lead only to the web, to mail or within the site.
pub(crate) fn markdown(text: &str) -> Markup {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let safe = |address: &str| {
        let address = address.trim().to_ascii_lowercase();
        ["https://", "http://", "mailto:", "#"].iter().any(|start| address.starts_with(start))
            || (address.starts_with('/') && !address.starts_with("//"))
    };
    let events =
        Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).map(
            |event| match event {
                Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
                Event::Start(Tag::Link { dest_url, link_type, title, id }) if !safe(&dest_url) => {
                    drop(dest_url);
                    Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
                }
                Event::Start(Tag::Image { link_type, title, id, .. }) => {
                    // Nothing is fetched from elsewhere: an image is its description, as a link to nowhere.
                    Event::Start(Tag::Link { link_type, dest_url: "#".into(), title, id })
                }
                Event::End(pulldown_cmark::TagEnd::Image) => Event::End(pulldown_cmark::TagEnd::Link),
                // The page has its own h1 and h2; headings in a text stand below them.
                Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                    Event::Start(Tag::Heading { level: lower(level), id, classes, attrs })
                }
                Event::End(pulldown_cmark::TagEnd::Heading(level)) => {
                    Event::End(pulldown_cmark::TagEnd::Heading(lower(level)))
                }
                event => event,
            },
        );
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    PreEscaped(html)
}

fn lower(level: pulldown_cmark::HeadingLevel) -> pulldown_cmark::HeadingLevel {
    use pulldown_cmark::HeadingLevel;
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_never_becomes_script() {
        for text in [
            "<script>x</script>",
            "a <img src=x onerror=y> b",
            "[a](javascript:x)",
            "![a](https://b/c.png)",
            "<a href='data:x'>",
        ] {
            let html = markdown(text).into_string();
            assert!(
                !html.contains("<script") && !html.contains("<img") && !html.contains("javascript:"),
                "{html}"
            );
            assert!(!html.contains("<a href='data"), "{html}");
        }
    }
}
