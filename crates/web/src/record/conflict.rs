//! Two people changed the same record: what it was, what it is now, what was typed, field by field.

use attesta_isms::kit::RecordType;
use attesta_record::{
    Field, Item, Value,
    form::{self, Typed},
};
use maud::{Markup, html};

use crate::{error::WebError, extract::one, show, visit::Visit};

/// A field in which what was typed and what is stored now went apart.
pub(crate) struct Clash {
    field: &'static Field,
    at: usize,
    base: Value,
    now: Value,
    mine: Value,
    /// Whether both changed it, each differently: a person must choose.
    both: bool,
}

/// The fields that either side changed since the form was opened.
pub(crate) async fn clashes(
    visit: &Visit,
    now: &Item,
    revision: u32,
    mine: &[Value],
) -> Result<Vec<Clash>, WebError> {
    let base = visit.member.data().item_at_revision(now.schema, now.id, revision).await?;
    let base = base
        .ok_or_else(|| WebError::BadRequest("The form was made for a revision that never was.".to_owned()))?;
    let fields = now.schema.fields.iter().enumerate().filter(|(_, field)| !field.by_verb);
    let clash = |(at, field): (usize, &'static Field)| {
        let (base, now, mine) = (&base[at], &now.values[at], &mine[at]);
        let (theirs, ours) = (now != base, mine != base);
        (theirs || ours).then(|| Clash {
            field,
            at,
            base: base.clone(),
            now: now.clone(),
            mine: mine.clone(),
            both: theirs && ours && now != mine,
        })
    };
    Ok(fields.filter_map(clash).collect())
}

/// What was typed, with what only the other side changed taken over.
pub(crate) fn merged(now: &Item, clashes: &[Clash], mut mine: Vec<Value>) -> Vec<Value> {
    for clash in clashes.iter().filter(|clash| clash.mine == clash.base) {
        mine[clash.at] = now.values[clash.at].clone();
    }
    mine
}

/// The merged values as typed, with what was typed beside the fields.
pub(crate) fn typed_again(now: &Item, merged: &[Value], typed: &Typed) -> Typed {
    let mut again = form::to_typed(now.schema.fields, merged);
    if let Some(reason) = typed.get("reason") {
        again.insert("reason".to_owned(), reason.clone());
    }
    again
}

/// Takes over the stored value of each field for which `theirs` was picked.
pub(crate) fn take_picks(kind: &'static RecordType, now: &Item, typed: &mut Typed) {
    let stored = form::to_typed(kind.schema.fields, &now.values);
    for field in kind.schema.fields.iter().filter(|field| !field.by_verb) {
        let pick = typed.remove(&format!("pick.{}", field.name));
        if pick.is_none_or(|texts| texts.first().is_none_or(|text| text != "theirs")) {
            continue;
        }
        let belongs = |name: &String| *name == field.name || name.starts_with(&format!("{}.", field.name));
        typed.retain(|name, _| !belongs(name));
        typed.extend(
            stored
                .iter()
                .filter(|(name, _)| belongs(name))
                .map(|(name, texts)| (name.clone(), texts.clone())),
        );
    }
}

/// The page: a choice for each field that both changed. Everything that was typed travels along.
pub(crate) fn show(visit: &Visit, now: &Item, typed: &Typed, clashes: &[Clash]) -> Markup {
    let method = show::method_of(visit.isms(), now);
    let cell = |clash: &Clash, value: &Value| show::value(visit, clash.field, value, method);
    html! {
        div class="page-head" { div { h1 { (now.number()) " was changed while you edited it" } } }
        div class="notice warn" {
            h2 { "Nothing has been saved yet" }
            p {
                "Somebody changed it at " (show::moment(visit, now.changed_at)) ". Your text is all here. "
                "Choose for each field that both of you changed; the others are merged."
            }
        }
        form method="post" data-guard="dirty" novalidate {
            @for (name, texts) in typed.iter().filter(|(name, _)| *name != "revision") {
                @for text in texts { input type="hidden" name=(name) value=(text); }
            }
            input type="hidden" name="revision" value=(now.revision);
            div class="scroll" tabindex="0" role="region" aria-label="Fields that were changed" {
                table class="data conflict" {
                    thead { tr { th scope="col" { "Field" } th scope="col" { "When you opened it" } th scope="col" { "Now" } th scope="col" { "Yours" } } }
                    tbody {
                        @for clash in clashes {
                            @let name = format!("pick.{}", clash.field.name);
                            tr class=[(!clash.both).then_some("agree")] {
                                th scope="row" { (clash.field.label) }
                                td { (cell(clash, &clash.base)) }
                                @if clash.both {
                                    td { label class="pick" { input type="radio" name=(name) value="theirs"; " " span { span class="vh" { (clash.field.label) ": take theirs, " } (cell(clash, &clash.now)) } } }
                                    td { label class="pick" { input type="radio" name=(name) value="mine" checked; " " span { span class="vh" { (clash.field.label) ": keep mine, " } (cell(clash, &clash.mine)) } } }
                                } @else {
                                    td { (cell(clash, &clash.now)) }
                                    td { @if clash.mine == clash.base { span class="mute" { "Not changed: theirs is taken" } } @else { (cell(clash, &clash.mine)) } }
                                }
                            }
                        }
                    }
                }
            }
            @if !one(typed, "reason").is_empty() { p class="mute" { "Reason: " (one(typed, "reason")) } }
            div class="form-end" {
                button class="btn primary" { "Save the merged record" }
                " " a class="btn quiet" href=(super::address_of(visit, now)) { "Discard mine" }
            }
        }
    }
}
