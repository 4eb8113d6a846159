//! Writes the view of a workspace as JSON with blanks for words. Does by itself what `serde_json` could be made to
//! do: of ten thousand workspaces most of the time is spent here.

use std::fmt::{Display, Write};

use serde::ser::{self, Serialize};
use serde_json::{Error, Result};

use super::literals::Literals;
use super::parts::Parts;
use super::words::{FIRST_BYTE, blank, is_word};

pub(super) struct Cutter<'a> {
    pub(super) literals: &'a Literals,
    pub(super) json: &'a mut Vec<u8>,
    pub(super) found: Found,
    /// Room for texts that are put together first.
    pub(super) text: String,
}

#[derive(Default)]
pub(super) struct Found {
    /// The words, one behind the other.
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<u32>,
    /// A character of the user's would be taken for a blank.
    pub(super) is_blank_typed: bool,
}

impl Cutter<'_> {
    pub(super) fn put(&mut self, json: &str) {
        self.json.extend_from_slice(json.as_bytes());
    }

    /// As `serde_json` writes it.
    pub(super) fn put_whole<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        serde_json::to_writer(&mut *self.json, value)
    }

    fn put_text(&mut self, text: &str) -> Result<()> {
        self.found.note(text);
        if let Some(blank) = self.take(text) {
            self.put("\"");
            self.put(blank.encode_utf8(&mut [0; 4]));
            self.put("\"");
            return Ok(());
        }
        self.put_whole(text)
    }

    /// The blank that a text leaves, if it is a word.
    fn take(&mut self, text: &str) -> Option<char> {
        let Found { text: words, ends, .. } = &mut self.found;
        let is_word = is_word(text) && !self.literals.contains(text);
        let blank = blank(ends.len()).filter(|_| is_word)?;
        words.push_str(text);
        ends.push(u32::try_from(words.len()).ok()?);
        Some(blank)
    }

    /// A name of ours, in front of its value.
    pub(super) fn put_name(&mut self, name: &str) {
        self.put("\"");
        self.put(name);
        self.put("\":");
    }
}

impl Found {
    fn note(&mut self, text: &str) {
        self.is_blank_typed |= !text.is_ascii() && text.bytes().any(|byte| byte >= FIRST_BYTE);
    }
}

macro_rules! whole {
    ($($method:ident: $value:ty,)*) => {
        $(fn $method(self, value: $value) -> Result<()> {
            self.put_whole(&value)
        })*
    };
}

impl<'a, 'b> ser::Serializer for &'a mut Cutter<'b> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'a, 'b>;
    type SerializeTuple = Parts<'a, 'b>;
    type SerializeTupleStruct = Parts<'a, 'b>;
    type SerializeTupleVariant = Parts<'a, 'b>;
    type SerializeMap = Parts<'a, 'b>;
    type SerializeStruct = Parts<'a, 'b>;
    type SerializeStructVariant = Parts<'a, 'b>;

    whole! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_bytes: &[u8],
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.put_text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.put_text(value)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<()> {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        write!(text, "{value}").expect("writing to a String cannot fail");
        let put = self.put_text(&text);
        self.text = text;
        put
    }

    fn serialize_none(self) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.put("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.put_text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.put("{");
        self.put_name(variant);
        value.serialize(&mut *self)?;
        self.put("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a, 'b>> {
        Ok(Parts::start(self, "[", "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a, 'b>> {
        Ok(Parts::start(self, "[", "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a, 'b>> {
        Ok(Parts::start(self, "[", "]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a, 'b>> {
        self.put("{");
        self.put_name(variant);
        Ok(Parts::start(self, "[", "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a, 'b>> {
        Ok(Parts::start(self, "{", "}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a, 'b>> {
        Ok(Parts::start(self, "{", "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a, 'b>> {
        self.put("{");
        self.put_name(variant);
        Ok(Parts::start(self, "{", "}}"))
    }
}
