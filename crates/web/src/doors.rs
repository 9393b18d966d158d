//! Coming in and going out: one-time links, setting up, signing out, the look of the pages.

use attesta_gate::{ActError, Token};
use attesta_isms::{context::Organisation, people::Person};
use attesta_record::{Complaints, Text, form::Typed};
use attesta_store::Purpose;
use axum::{
    body::Body,
    extract::{DefaultBodyLimit, Path, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use http::{HeaderMap, Method, StatusCode, header};
use maud::{Markup, html};

use crate::{
    App,
    error::WebError,
    extract::{self, Form, one},
    files, layout,
    visit::{cookie_name, signed_in},
};

/// The start: to the only organisation, or to a choice of them.
pub(crate) async fn home(State(app): State<App>, jar: CookieJar) -> Result<Response, WebError> {
    let signed_in = signed_in(&app, &jar).await?;
    let organisations = app.gate.organisations_of(&signed_in).await?;
    if let [(slug, _)] = organisations.as_slice() {
        return Ok(Redirect::to(&format!("/{slug}")).into_response());
    }
    let body = html! {
        section class="sheet" {
            h1 { "Your organisations" }
            ul class="links" {
                @for (slug, name) in &organisations { li { a href={ "/" (slug) } { (name) } } }
            }
        }
    };
    Ok(layout::plain("Your organisations", &body).into_response())
}

/// Looks at a one-time link. Looking never uses it up, so that a mail scanner cannot.
pub(crate) async fn look(State(app): State<App>, Path(token): Path<String>) -> Result<Markup, WebError> {
    match app.gate.look_at_link(&Token::presented(&token)).await? {
        Some(Purpose::SignIn) => Ok(sign_in_page()),
        Some(Purpose::SetUp) => Ok(set_up_page(&Typed::new(), &Complaints::default())),
        None => Ok(dead_link()),
    }
}

/// Uses a one-time link: signs in, or sets the organisation up.
pub(crate) async fn enter(
    State(app): State<App>,
    Path(token): Path<String>,
    Form(typed): Form,
) -> Result<Response, WebError> {
    let token = Token::presented(&token);
    match app.gate.look_at_link(&token).await? {
        Some(Purpose::SignIn) => match app.gate.sign_in(&token).await? {
            Some(session) => Ok(with_session(&app, &session, "/")),
            None => Ok(dead_link().into_response()),
        },
        Some(Purpose::SetUp) => set_up(&app, &token, &typed).await,
        None => Ok((StatusCode::GONE, dead_link()).into_response()),
    }
}

async fn set_up(app: &App, token: &Token, typed: &Typed) -> Result<Response, WebError> {
    let mut complaints = Complaints::default();
    let mut text = |name: &str, what: &str, most: usize| {
        let value = one(typed, name).trim();
        if value.is_empty() {
            complaints.add(name, format!("{what} is missing."));
        } else if value.chars().count() > most || value.chars().any(char::is_control) {
            complaints.add(name, format!("{what} must be one line of at most {most} characters."));
        }
        Text::from(value)
    };
    let organisation = Organisation {
        name: text("organisation", "The name of the organisation", 200),
        legal_name: None,
        purpose: None,
        time_zone: text("time_zone", "The time zone", 60),
        sample: false,
    };
    let person = Person {
        name: text("name", "Your name", 200),
        email: Some(text("email", "Your e-mail address", 200)),
        function: None,
        joined_on: None,
        left_on: None,
    };
    if !complaints.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, set_up_page(typed, &complaints)).into_response());
    }
    match app.gate.set_up(token, organisation, person).await {
        Ok(Some((session, member))) => Ok(with_session(app, &session, &format!("/{}", member.slug()))),
        Ok(None) => Ok((StatusCode::GONE, dead_link()).into_response()),
        Err(ActError::Refused(complaints)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, set_up_page(typed, &complaints)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn with_session(app: &App, session: &Token, to: &str) -> Response {
    let cookie = Cookie::build((cookie_name(app), session.secret().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.config.public_url.starts_with("https://"));
    (CookieJar::new().add(cookie), Redirect::to(to)).into_response()
}

/// Ends the session.
pub(crate) async fn sign_out(State(app): State<App>, jar: CookieJar) -> Result<Response, WebError> {
    if let Some(cookie) = jar.get(cookie_name(&app)) {
        app.gate.sign_out(&Token::presented(cookie.value())).await?;
    }
    let gone = Cookie::build((cookie_name(&app), ""))
        .path("/")
        .secure(app.config.public_url.starts_with("https://"));
    let body = html! {
        section class="sheet" {
            h1 { "You are signed out" }
            p { "Nothing of the organisation stays in this browser." }
        }
    };
    Ok((jar.remove(gone), layout::plain("Signed out", &body)).into_response())
}

/// Chooses the theme.
pub(crate) async fn theme(headers: HeaderMap, jar: CookieJar, Form(typed): Form) -> Response {
    choose(&headers, jar, "attesta_theme", one(&typed, "theme"), &["light", "dark"])
}

/// Turns single keys on or off.
pub(crate) async fn keys(headers: HeaderMap, jar: CookieJar, Form(typed): Form) -> Response {
    choose(&headers, jar, "attesta_keys", one(&typed, "keys"), &["off"])
}

fn choose(
    headers: &HeaderMap,
    jar: CookieJar,
    name: &'static str,
    value: &str,
    known: &[&'static str],
) -> Response {
    let value = known.iter().find(|one| **one == value).copied().unwrap_or_default();
    let cookie = Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax).permanent();
    // Back to the page that asked, but only by its path: never to another host.
    let referrer = headers.get(header::REFERER).and_then(|one| one.to_str().ok()?.parse::<http::Uri>().ok());
    let path = referrer.and_then(|one| one.path_and_query().map(ToString::to_string)).unwrap_or_default();
    let local = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    (jar.add(cookie), Redirect::to(if local { &path } else { "/" })).into_response()
}

/// Whether the server and its database answer.
pub(crate) async fn health(State(app): State<App>) -> Response {
    match app.gate.ping().await {
        Ok(()) => "ok\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

/// A form that arrives after its session ended is not lost: the answer holds all that was typed, to be sent again
/// after signing in.
pub(crate) async fn keep_what_was_typed(
    State(app): State<App>,
    jar: CookieJar,
    request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST || signed_in(&app, &jar).await.is_ok() {
        return next.run(request).await;
    }
    let address = request.uri().path().to_owned();
    let (typed, files) = match all_that_was_typed(&app, request).await {
        Ok(read) => read,
        Err(error) => return error.into_response(),
    };
    let body = html! {
        section class="sheet" {
            h1 { "Your session has ended" }
            p { "Nothing was saved, and nothing that you typed is lost. Sign in by a new one-time link in another tab, then come back to this page and send it again." }
            form method="post" action=(address) {
                @for (name, texts) in &typed {
                    @for text in texts { input type="hidden" name=(name) value=(text); }
                }
                @if files { p { "Only a file that you chose is not kept: choose it again afterwards." } }
                button class="btn primary lg" { "Send again" }
            }
        }
    };
    (StatusCode::UNAUTHORIZED, layout::plain("Your session has ended", &body)).into_response()
}

/// What was typed in a form of whoever is not signed in, and whether it is one with files.
async fn all_that_was_typed(app: &App, mut request: Request) -> Result<(Typed, bool), WebError> {
    if files::is_multipart(request.headers()) {
        DefaultBodyLimit::max(crate::most_bytes(app.gate.most_file_bytes())).apply(&mut request);
        return Ok((files::without_files(request).await?, true));
    }
    let body = axum::body::to_bytes(Body::new(request.into_body()), crate::MOST_BYTES).await;
    Ok((extract::pairs(&body.map_err(|_| WebError::TooLarge)?), false))
}

fn sign_in_page() -> Markup {
    layout::plain(
        "Sign in",
        &html! {
            section class="sheet" {
                h1 { "Sign in" }
                p { "This link works once." }
                form method="post" { button class="btn primary lg" { "Sign in" } }
                p class="small" { "Not you? Close this page; nothing has happened yet." }
            }
        },
    )
}

fn dead_link() -> Markup {
    layout::plain(
        "The link does not work any more",
        &html! {
            section class="sheet" {
                h1 { "The link does not work any more" }
                p { "A link works once and for 30 minutes. Whoever runs the server prints a new one with " code { "attesta link" } "." }
            }
        },
    )
}

fn set_up_page(typed: &Typed, complaints: &Complaints) -> Markup {
    let title = if complaints.is_empty() { "Set up" } else { "Error: Set up" };
    let fields = [
        ("organisation", "Name of the organisation", "", "text", "organization"),
        ("name", "Your name", "You become its administrator.", "text", "name"),
        ("email", "Your e-mail address", "", "email", "email"),
        (
            "time_zone",
            "Time zone",
            "In which its days begin and end, by its IANA name: Europe/Berlin.",
            "text",
            "off",
        ),
    ];
    let field = |name: &'static str, label: &str, hint: &str, kind: &str, complete: &str| {
        let error = complaints.at(name);
        let value = if name == "time_zone" && one(typed, name).is_empty() { "UTC" } else { one(typed, name) };
        html! {
            div class={ "field" @if error.is_some() { " bad" } } {
                label for=(name) { (label) }
                @if !hint.is_empty() { p class="hint" id={ (name) "-h" } { (hint) } }
                @if let Some(error) = error { span class="error" id={ (name) "-e" } { (error) } }
                input id=(name) name=(name) type=(kind) value=(value) autocomplete=(complete)
                    aria-invalid=[error.map(|_| "true")] aria-describedby={ (name) "-h " (name) "-e" };
            }
        }
    };
    layout::plain(
        title,
        &html! {
            section class="sheet wide" {
                (crate::record::form::problems(complaints))
                h1 { "Set up your organisation" }
                p { "Everything can be changed later, except that from here on every change is kept in the journal." }
                form method="post" novalidate {
                    @for (name, label, hint, kind, complete) in fields { (field(name, label, hint, kind, complete)) }
                    div class="actions" { button class="btn primary lg" { "Set up" } }
                }
            }
        },
    )
}
