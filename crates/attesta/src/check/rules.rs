//! `attesta rules`: what the rules are, and the documentation of one.

use std::{fmt::Write as _, process::ExitCode};

use attesta_conformity::{RULES, Rule, criterion, decided, rule};
use clap::Args;

use crate::{out, trouble::Trouble};

/// List the rules, or print the documentation of one
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  attesta rules\n  attesta rules risks-are-identified")]
pub(crate) struct Rules {
    /// The rule
    rule: Option<String>,
}

/// Runs the command.
pub(crate) fn run(rules: &Rules) -> Result<ExitCode, Trouble> {
    match &rules.rule {
        None => out::line(&list())?,
        Some(name) => match rule(name) {
            Some(rule) => out::line(&documentation(rule))?,
            None => {
                return Err(Trouble::said(format!("There is no rule “{name}”. See “attesta rules”.")));
            }
        },
    }
    Ok(ExitCode::SUCCESS)
}

fn list() -> String {
    let mut lines: Vec<String> = RULES
        .iter()
        .map(|rule| {
            format!("{:<34} {}\n{:<34} {}", rule.name, rule.requirements.join(", "), "", rule.headline)
        })
        .collect();
    lines.push(format!(
        "{} rules decide {} of 159 requirements of clauses 4 to 10.",
        RULES.len(),
        decided().len()
    ));
    lines.join("\n")
}

fn documentation(rule: &Rule) -> String {
    let asked = |key: &&str| criterion(key).map(|one| format!("  {} {}", one.reference, one.title));
    let requirements: Vec<String> = rule.requirements.iter().filter_map(asked).collect();
    let mut text = format!(
        "{}\n{}\n\nRequirements\n{}\n\nWhat it checks\n  {}\n\nWhy\n  {}\n\nHow to mend\n  {}\n\nWhat turns it\n  {}\n\nGrade: at most {}\n",
        rule.name,
        rule.headline,
        requirements.join("\n"),
        rule.checks,
        rule.why,
        rule.mend,
        rule.turns,
        rule.grade.label().to_lowercase(),
    );
    for (heading, example) in [("A conforming example", rule.conforming), ("A failing example", rule.failing)]
    {
        if !example.trim().is_empty() {
            let _ = write!(text, "\n{heading}\n{}\n", example.trim_end());
        }
    }
    text
}
