//! `attesta link`: a fresh one-time link to sign in.

use std::process::ExitCode;

use attesta_gate::Gate;
use attesta_store::Account;
use clap::Args;
use serde_json::json;

use crate::{
    out::{self, Format},
    place::{Place, gate},
    serve::{USUAL_URL, public_url},
    trouble::Trouble,
};

/// Print a fresh one-time link to sign in.
#[derive(Debug, Args)]
#[command(
    after_help = "The link works once, within 30 minutes. Whoever can read the data can make one, so keep the data to yourself.\n\n\
                  Examples:\n  attesta link\n  attesta link --account anna.weber@example.org\n  attesta link --format json"
)]
pub(crate) struct Link {
    /// The e-mail address of the account, where there are several
    #[arg(long, value_name = "EMAIL")]
    account: Option<String>,
    /// The address that people type
    #[arg(long, value_name = "URL", env = "ATTESTA_PUBLIC_URL", default_value = USUAL_URL, value_parser = public_url)]
    public_url: String,
    /// How to answer
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// Runs the command.
pub(crate) async fn run(link: Link) -> Result<ExitCode, Trouble> {
    let gate = gate(link.place.open().await?);
    let url = &link.public_url;
    if gate.is_empty().await? {
        let link_url = format!("{url}/link/{}", gate.set_up_link().await?.secret());
        out::answer(link.format, &link_url, &json!({ "link": link_url, "purpose": "set-up" }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let account = choose(&gate.accounts().await?, link.account.as_deref())?;
    let link_url = sign_in_url(&gate, &account, url).await?;
    let object =
        json!({ "link": link_url, "purpose": "sign-in", "account": account.email, "name": account.name });
    out::answer(link.format, &link_url, &object)?;
    Ok(ExitCode::SUCCESS)
}

/// A fresh link to sign in to an account.
pub(crate) async fn sign_in_url(gate: &Gate, account: &Account, public_url: &str) -> Result<String, Trouble> {
    Ok(format!("{public_url}/link/{}", gate.sign_in_link(account).await?.secret()))
}

fn choose(accounts: &[Account], wanted: Option<&str>) -> Result<Account, Trouble> {
    let listed = || {
        let lines: Vec<String> =
            accounts.iter().map(|one| format!("\n  {}  {}", one.email, one.name)).collect();
        lines.concat()
    };
    match (wanted, accounts) {
        (_, []) => Err(Trouble::said(
            "No account can sign in yet. Begin with “attesta serve”, which prints a link to set up.",
        )),
        (None, [only]) => Ok(only.clone()),
        (None, _) => {
            Err(Trouble::said(format!("There are several accounts. Name one with --account:{}", listed())))
        }
        (Some(wanted), _) => {
            let found = accounts.iter().find(|one| one.email.eq_ignore_ascii_case(wanted.trim()));
            found.cloned().ok_or_else(|| {
                Trouble::said(format!(
                    "There is no account “{wanted}”. Name one of these with --account:{}",
                    listed()
                ))
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(id: i64, email: &str) -> Account {
        Account { id, name: format!("Account {id}"), email: email.to_owned() }
    }

    #[test]
    fn one_account_needs_no_name_and_several_are_listed() {
        assert_eq!(choose(&[account(1, "a@b.example")], None).unwrap().id, 1);
        let two = [account(1, "a@b.example"), account(2, "c@b.example")];
        assert_eq!(choose(&two, Some(" C@b.example ")).unwrap().id, 2);
        for wanted in [None, Some("x@b.example")] {
            let Err(Trouble::Said(sentence)) = choose(&two, wanted) else { panic!("it chose by itself") };
            assert!(sentence.contains("a@b.example") && sentence.contains("c@b.example"), "{sentence}");
        }
        assert!(choose(&[], None).is_err());
    }
}
