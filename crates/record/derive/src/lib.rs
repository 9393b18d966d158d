//! `#[derive(Record)]`, `#[derive(Fields)]` and `#[derive(Choice)]`: each reads a declaration and writes it down as
//! data for `attesta_record`. The first line of a doc comment is the label, the rest is the help text.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Expr, Lit, LitStr, Meta, parse_macro_input, spanned::Spanned};

/// Declares a record: `#[record(id = RiskId, plural = "Risks", clause = "6.1.2")]` and doc comments.
#[proc_macro_derive(Record, attributes(record, field))]
pub fn record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand_record(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares the fields of a verb or of a row in a record.
#[proc_macro_derive(Fields, attributes(field))]
pub fn fields(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand_fields(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

/// Declares a closed list of words to choose from; each variant's doc comment is its label and help.
#[proc_macro_derive(Choice)]
pub fn choice(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand_choice(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}

fn expand_record(input: &DeriveInput) -> syn::Result<Tokens> {
    let name = &input.ident;
    let (label, help) = docs(&input.attrs, name)?;
    let (mut id, mut plural, mut clause) = (None, None, LitStr::new("", name.span()));
    for attribute in input.attrs.iter().filter(|a| a.path().is_ident("record")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("id") {
                id = Some(meta.value()?.parse::<syn::Path>()?);
            } else if meta.path.is_ident("plural") {
                plural = Some(meta.value()?.parse::<LitStr>()?);
            } else if meta.path.is_ident("clause") {
                clause = meta.value()?.parse()?;
            } else {
                return Err(meta.error("a record knows id, plural and clause"));
            }
            Ok(())
        })?;
    }
    let missing = |what: &str| syn::Error::new(name.span(), format!("#[record({what} = ..)] is missing"));
    let id = id.ok_or_else(|| missing("id"))?;
    let plural = plural.ok_or_else(|| missing("plural"))?;
    let fields = expand_fields(input)?;
    Ok(quote! {
        #fields
        impl ::attesta_record::Record for #name {
            type Id = #id;
            const SCHEMA: &'static ::attesta_record::Schema = &::attesta_record::Schema {
                key: <#id as ::attesta_record::TypedId>::KEY,
                prefix: <#id as ::attesta_record::TypedId>::PREFIX,
                path: <#id as ::attesta_record::TypedId>::PATH,
                label: #label,
                plural: #plural,
                help: #help,
                clause: #clause,
                version: 1,
                fields: <#name as ::attesta_record::Fields>::FIELDS,
            };
        }
    })
}

fn expand_fields(input: &DeriveInput) -> syn::Result<Tokens> {
    let name = &input.ident;
    let (label, help) = docs(&input.attrs, name)?;
    let Data::Struct(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "only a struct has fields"));
    };
    let (mut declared, mut read, mut build) = (Vec::new(), Vec::new(), Vec::new());
    for field in &data.fields {
        let Some(ident) = &field.ident else {
            return Err(syn::Error::new(field.span(), "every field needs a name"));
        };
        let (label, help) = docs(&field.attrs, ident)?;
        let (kind, text) = (&field.ty, ident.to_string());
        let settings = settings(&field.attrs)?;
        declared.push(quote! {
            ::attesta_record::Field {
                #(#settings,)*
                whole: <#kind as ::attesta_record::FieldType>::WHOLE,
                ..::attesta_record::Field::new(
                    #text, #label, #help,
                    <#kind as ::attesta_record::FieldType>::KIND,
                    <#kind as ::attesta_record::FieldType>::REQUIRED,
                )
            }
        });
        read.push(quote! { ::attesta_record::FieldType::to_value(&self.#ident) });
        build.push(quote! {
            #ident: ::attesta_record::FieldType::from_value(values.next().unwrap_or(::attesta_record::Value::None))
                .ok_or(#text)?
        });
    }
    Ok(quote! {
        impl ::attesta_record::Fields for #name {
            const LABEL: &'static str = #label;
            const HELP: &'static str = #help;
            const FIELDS: &'static [::attesta_record::Field] = &[#(#declared),*];
            fn to_values(&self) -> ::std::vec::Vec<::attesta_record::Value> {
                ::std::vec![#(#read),*]
            }
            fn from_values(values: ::std::vec::Vec<::attesta_record::Value>) -> ::std::result::Result<Self, &'static str> {
                let mut values = values.into_iter();
                ::std::result::Result::Ok(Self { #(#build),* })
            }
        }
    })
}

/// `#[field(long, list, scale = "likelihood", unit = "days", min = 1)]` as struct members of `Field`.
fn settings(attributes: &[Attribute]) -> syn::Result<Vec<Tokens>> {
    let mut settings = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("field")) {
        attribute.parse_nested_meta(|meta| {
            let key = meta.path.require_ident()?.clone();
            let flag = ["long", "list", "title", "by_verb", "index", "fixed"].iter().any(|flag| key == flag);
            if flag {
                settings.push(quote! { #key: true });
            } else if key == "scale" {
                let scale: syn::Ident = meta.value()?.parse()?;
                settings.push(quote! { scale: ::std::option::Option::Some(::attesta_record::Scale::#scale) });
            } else if key == "min" || key == "max" {
                let bound: syn::Lit = meta.value()?.parse()?;
                settings.push(quote! { #key: ::std::option::Option::Some(#bound as f64) });
            } else if key == "unit" || key == "group" || key == "default" {
                let text: LitStr = meta.value()?.parse()?;
                settings.push(quote! { #key: #text });
            } else {
                return Err(meta.error("a field knows long, list, title, by_verb, index, fixed, scale, min, max, unit, group and default"));
            }
            Ok(())
        })?;
    }
    Ok(settings)
}

fn expand_choice(input: &DeriveInput) -> syn::Result<Tokens> {
    let name = &input.ident;
    let Data::Enum(data) = &input.data else {
        return Err(syn::Error::new(name.span(), "only an enum is a choice"));
    };
    let (mut options, mut keys, mut parse) = (Vec::new(), Vec::new(), Vec::new());
    for variant in &data.variants {
        let ident = &variant.ident;
        let (label, help) = docs(&variant.attrs, ident)?;
        let key = snake_case(&ident.to_string());
        options.push(quote! { ::attesta_record::Word { key: #key, label: #label, help: #help } });
        keys.push(quote! { Self::#ident => #key });
        parse.push(quote! { #key => ::std::option::Option::Some(Self::#ident) });
    }
    Ok(quote! {
        impl ::attesta_record::Choice for #name {
            fn words() -> &'static [::attesta_record::Word] {
                &[#(#options),*]
            }
            fn key(&self) -> &'static str {
                match self { #(#keys),* }
            }
            fn from_key(key: &str) -> ::std::option::Option<Self> {
                match key { #(#parse,)* _ => ::std::option::Option::None }
            }
        }
        impl ::attesta_record::FieldType for #name {
            const KIND: ::attesta_record::Kind = ::attesta_record::Kind::Choice(<#name as ::attesta_record::Choice>::words);
            const REQUIRED: bool = true;
            fn to_value(&self) -> ::attesta_record::Value {
                ::attesta_record::Value::Choice(::attesta_record::Choice::key(self))
            }
            fn from_value(value: ::attesta_record::Value) -> ::std::option::Option<Self> {
                match value {
                    ::attesta_record::Value::Choice(key) => <Self as ::attesta_record::Choice>::from_key(key),
                    _ => ::std::option::Option::None,
                }
            }
        }
        impl ::attesta_record::ListItem for #name {
            const KIND: ::attesta_record::Kind = ::attesta_record::Kind::Choices(<#name as ::attesta_record::Choice>::words);
            fn list_to_value(items: &[Self]) -> ::attesta_record::Value {
                ::attesta_record::choices_value(items)
            }
            fn list_from_value(value: ::attesta_record::Value) -> ::std::option::Option<::std::vec::Vec<Self>> {
                ::attesta_record::choices_from_value(value)
            }
        }
    })
}

/// The first paragraph of the doc comment without its full stop, and the rest as one text.
fn docs(attributes: &[Attribute], at: &syn::Ident) -> syn::Result<(String, String)> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(text) = &literal.lit
        {
            lines.push(text.value().trim().to_owned());
        }
    }
    let text = lines.join("\n");
    let mut paragraphs = text.splitn(2, "\n\n");
    let label = paragraphs.next().unwrap_or_default().replace('\n', " ");
    if label.is_empty() {
        return Err(syn::Error::new(at.span(), "a doc comment is the label: write one"));
    }
    let help = paragraphs.next().unwrap_or_default().trim().replace('\n', " ");
    Ok((label.trim_end_matches('.').to_owned(), help))
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            out.push('_');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}
