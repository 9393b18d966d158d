//! The few drawings of the pages.

use maud::{Markup, html};

/// The mark of the program.
pub(crate) fn mark() -> Markup {
    html! {
        svg viewBox="0 0 24 24" aria-hidden="true" {
            rect width="24" height="24" rx="7" fill="currentColor" {}
            path d="m6.2 17.2 5.3-11h1l5.3 11" fill="none" stroke="#fff" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round" {}
            path d="m9.4 13.6 2.2 2.1 3.4-3.9" fill="none" stroke="#fff" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}
