//! A visit: who asks, in which organisation, and which moment is looked at. A handler that takes one has been let in.

use attesta_gate::{Gate, Member, Moment, SignedIn, Token, View};
use attesta_isms::Isms;
use axum::extract::{FromRequestParts, RawPathParams};
use axum_extra::extract::CookieJar;
use http::request::Parts;
use jiff::tz::TimeZone;

use crate::{App, error::WebError, extract};

/// What a person chose for the look of the pages.
#[derive(Debug, Clone)]
pub(crate) struct Look {
    /// `light`, `dark`, or empty for the system's.
    pub(crate) theme: String,
    /// Whether single keys do something.
    pub(crate) keys: bool,
}

/// A visit to an organisation.
pub(crate) struct Visit {
    pub(crate) gate: Gate,
    /// What the rules said last.
    pub(crate) kept: crate::conformity::Kept,
    pub(crate) signed_in: SignedIn,
    pub(crate) member: Member,
    pub(crate) view: View,
    pub(crate) look: Look,
    /// The address that was asked for, without parameters.
    pub(crate) path: String,
    /// The organisations of the account: short names and names.
    pub(crate) organisations: Vec<(String, String)>,
    /// When the last act before the moment was recorded, where the past is looked at.
    pub(crate) last_act: Option<jiff::Timestamp>,
    /// What to say above the page: a key of [`Visit::notice`].
    pub(crate) said: String,
}

impl Look {
    pub(crate) fn of(jar: &CookieJar) -> Self {
        let value = |name: &str| jar.get(name).map(|cookie| cookie.value().to_owned()).unwrap_or_default();
        let theme = Some(value("attesta_theme")).filter(|theme| theme == "light" || theme == "dark");
        Self { theme: theme.unwrap_or_default(), keys: value("attesta_keys") != "off" }
    }
}

/// The account that is signed in.
pub(crate) async fn signed_in(app: &App, jar: &CookieJar) -> Result<SignedIn, WebError> {
    let cookie = jar.get(cookie_name(app)).ok_or(WebError::SignIn)?;
    app.gate.signed_in(&Token::presented(cookie.value())).await?.ok_or(WebError::SignIn)
}

/// The name of the session's cookie. Behind HTTPS it is bound to the host.
pub(crate) fn cookie_name(app: &App) -> &'static str {
    if app.config.public_url.starts_with("https://") { "__Host-attesta" } else { "attesta" }
}

impl FromRequestParts<App> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let jar = CookieJar::from_headers(&parts.headers);
        let signed_in = signed_in(app, &jar).await?;
        let path = RawPathParams::from_request_parts(parts, app).await.map_err(|_| WebError::NotFound)?;
        let org = path.iter().find(|(name, _)| *name == "org").map(|(_, value)| value.to_owned());
        let member =
            app.gate.member(&signed_in, &org.unwrap_or_default()).await?.ok_or(WebError::NotFound)?;
        let params = extract::pairs(parts.uri.query().unwrap_or_default().as_bytes());
        let moment = match extract::one(&params, "at") {
            "" => Moment::Present,
            text => Moment::After(text.parse().map_err(|_| WebError::NotFound)?),
        };
        let view = app.gate.view(&member, moment).await?.ok_or(WebError::NotFound)?;
        let last_act = match moment {
            Moment::Present => None,
            Moment::After(sequence) => {
                let last = member.data().journal(sequence - 1, sequence + 1, 1).await?;
                last.first().map(|entry| entry.recorded_at)
            }
        };
        let organisations = app.gate.organisations_of(&signed_in).await?;
        Ok(Self {
            gate: app.gate.clone(),
            kept: app.kept.clone(),
            signed_in,
            member,
            view,
            look: Look::of(&jar),
            path: parts.uri.path().to_owned(),
            organisations,
            last_act,
            said: extract::one(&params, "said").to_owned(),
        })
    }
}

impl Visit {
    /// The short name of the organisation.
    pub(crate) fn org(&self) -> &str {
        self.member.slug()
    }

    /// The records at the moment that is looked at.
    pub(crate) fn isms(&self) -> &Isms {
        &self.view.isms
    }

    /// Whether the present is looked at, so that there are forms.
    pub(crate) fn present(&self) -> bool {
        self.view.moment == Moment::Present
    }

    /// Refuses a form in the past.
    pub(crate) fn must_be_present(&self) -> Result<(), WebError> {
        if self.present() { Ok(()) } else { Err(WebError::NotFound) }
    }

    /// The organisation's zone.
    pub(crate) fn zone(&self) -> TimeZone {
        self.isms().zone()
    }

    /// The name of the organisation.
    pub(crate) fn organisation(&self) -> String {
        self.isms().organisation().map_or_else(|| self.org().to_owned(), |one| one.data.name.to_string())
    }

    /// What happened just now, for the notice above the page.
    pub(crate) fn notice(&self) -> Option<&'static str> {
        Some(match self.said.as_str() {
            "created" => "Created.",
            "saved" => "Saved.",
            "nothing" => "Nothing was changed.",
            "retired" => "Retired. It is kept, with its history, and can be restored.",
            "restored" => "Restored.",
            "erased" => "Erased, here and in all of its past.",
            "done" => "Done.",
            _ => return None,
        })
    }
}
