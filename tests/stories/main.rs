//! Stories over the whole of Attesta, each on both databases.
