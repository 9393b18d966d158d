//! Stories over the whole of Attesta, each on both databases.

#[cfg(test)]
mod asked;
#[cfg(test)]
mod doors;
#[cfg(test)]
mod erasing;
#[cfg(test)]
mod fields;
#[cfg(test)]
mod files;
#[cfg(test)]
mod importing;
#[cfg(test)]
mod isolation;
#[cfg(test)]
mod known;
#[cfg(test)]
mod layout;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod past;
#[cfg(test)]
mod processes;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod registers;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod text;
#[cfg(test)]
mod verbs;
