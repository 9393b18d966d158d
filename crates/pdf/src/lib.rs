//! Lays out a template with its data as a tagged PDF.
