//! YAML as nodes that know their line. What nobody needs to write a record, and what could make a small file large, is
//! refused: anchors and aliases, tags other than `!erased`, keys that are no words, several documents in one file.

use std::collections::HashSet;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{ERASED, fault::shortened};

/// How deep lists and maps may lie in each other; a record needs five.
const MOST_DEPTH: usize = 16;
/// The most nodes of one file.
const MOST_NODES: usize = 2_000_000;

/// A piece of YAML.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// Its line, from 1.
    pub(crate) line: usize,
    /// What it is.
    pub(crate) what: What,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    /// Nothing: `null`, `~`, or nothing at all.
    Nothing,
    /// A text that was erased.
    Erased,
    /// Words, and whether they were written without quotes.
    Scalar(String, bool),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file, each name once.
    Map(Vec<Entry>),
}

/// A name of a map with what stands behind it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The name.
    pub(crate) name: String,
    /// The line of the name.
    pub(crate) line: usize,
    /// What stands behind it.
    pub(crate) node: Node,
}

impl Node {
    /// What it is, as a person would call it.
    pub(crate) fn noun(&self) -> &'static str {
        match &self.what {
            What::Nothing => "nothing",
            What::Erased => "an erased text",
            What::Scalar(..) => "a single value",
            What::List(_) => "a list",
            What::Map(_) => "a map of names and values",
        }
    }
}

/// Reads the bytes of a file. Nothing comes of what is not YAML; faults are told with their line.
pub(crate) fn parse(bytes: &[u8], say: &mut dyn FnMut(usize, String)) -> Option<Node> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.split(|byte| *byte == b'\n').count().saturating_sub(1);
            say(line, "This is not UTF-8. Save the file as UTF-8.".to_owned());
            return None;
        }
    };
    let mut building = Building { open: Vec::new(), done: None, nodes: 0, say };
    let mut documents = 0;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let why = format!("This is not YAML: {}.", error.info());
                (building.say)(error.marker().line(), why);
                return None;
            }
        };
        if let Event::DocumentStart(_) = event {
            documents += 1;
            if documents > 1 {
                (building.say)(span.start.line(), "A file holds one document. Leave “---” out.".to_owned());
                return None;
            }
        }
        building.event(event, span.start.line())?;
    }
    building.done
}

/// A node in the making.
enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<Entry>, Option<(String, usize)>),
}

struct Building<'a> {
    open: Vec<Open>,
    done: Option<Node>,
    nodes: usize,
    say: &'a mut dyn FnMut(usize, String),
}

impl Building<'_> {
    /// Takes an event; `None` where reading ends.
    fn event(&mut self, event: Event<'_>, line: usize) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.no_anchor(anchor, line);
                let plain = style == ScalarStyle::Plain;
                let what = match self.tagged(tag.as_deref(), line) {
                    true => What::Erased,
                    false if plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => What::Nothing,
                    false => What::Scalar(text.into_owned(), plain),
                };
                self.put(Node { line, what })
            }
            Event::SequenceStart(anchor, tag) => {
                self.no_anchor(anchor, line);
                self.tagged(tag.as_deref(), line);
                self.deeper(Open::List(line, Vec::new()), line)
            }
            Event::MappingStart(anchor, tag) => {
                self.no_anchor(anchor, line);
                self.tagged(tag.as_deref(), line);
                self.deeper(Open::Map(line, Vec::new(), None), line)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop()? {
                    Open::List(line, items) => Node { line, what: What::List(items) },
                    Open::Map(line, entries, _) => {
                        self.no_name_twice(&entries);
                        Node { line, what: What::Map(entries) }
                    }
                };
                self.put(node)
            }
            Event::Alias(_) => {
                (self.say)(line, "Aliases (*name) are not read. Write the value itself.".to_owned());
                self.put(Node { line, what: What::Nothing })
            }
            _ => Some(()),
        }
    }

    fn no_anchor(&mut self, anchor: usize, line: usize) {
        if anchor > 0 {
            (self.say)(line, "Anchors (&name) are not read. Leave the anchor out.".to_owned());
        }
    }

    fn no_name_twice(&mut self, entries: &[Entry]) {
        let mut seen = HashSet::with_capacity(entries.len());
        for entry in entries.iter().filter(|entry| !seen.insert(entry.name.as_str())) {
            let name = shortened(&entry.name);
            (self.say)(entry.line, format!("“{name}” stands here twice. Keep one of them."));
        }
    }

    /// Whether the tag says that a text was erased.
    fn tagged(&mut self, tag: Option<&Tag>, line: usize) -> bool {
        let Some(tag) = tag else { return false };
        if tag.handle == "!" && tag.suffix == ERASED {
            return true;
        }
        let tag = shortened(&format!("{}{}", tag.handle, tag.suffix));
        (self.say)(line, format!("The tag “{tag}” means nothing here; only !{ERASED} does. Leave it out."));
        false
    }

    fn deeper(&mut self, open: Open, line: usize) -> Option<()> {
        if self.open.len() == MOST_DEPTH {
            (self.say)(line, format!("Lists and maps lie more than {MOST_DEPTH} deep in each other."));
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn put(&mut self, node: Node) -> Option<()> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            (self.say)(node.line, format!("The file holds more than {MOST_NODES} values. Split it."));
            return None;
        }
        match self.open.last_mut() {
            None => self.done = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, entries, key)) => match (key.take(), node) {
                (Some((name, line)), node) => entries.push(Entry { name, line, node }),
                (None, Node { line, what: What::Scalar(name, _) }) => *key = Some((name, line)),
                (None, node) => {
                    let noun = node.noun();
                    (self.say)(node.line, format!("A name was expected here, and this is {noun}."));
                    *key = Some((String::new(), node.line));
                }
            },
        }
        Some(())
    }
}
