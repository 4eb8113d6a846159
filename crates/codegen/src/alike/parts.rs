//! Lists and tables in the view of a workspace: what stands between their parts.

use serde::ser::{self, Serialize};
use serde_json::{Error, Result};

use super::cutter::Cutter;
use super::words::FIRST_BYTE;

/// A list or a table that is being written.
pub(super) struct Parts<'a, 'b> {
    cutter: &'a mut Cutter<'b>,
    is_first: bool,
    end: &'static str,
}

impl<'a, 'b> Parts<'a, 'b> {
    pub(super) fn start(cutter: &'a mut Cutter<'b>, start: &str, end: &'static str) -> Self {
        cutter.put(start);
        Self { cutter, is_first: true, end }
    }

    fn separate(&mut self) {
        if !self.is_first {
            self.cutter.put(",");
        }
        self.is_first = false;
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.separate();
        value.serialize(&mut *self.cutter)
    }

    fn add_named<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        self.separate();
        self.cutter.put_name(name);
        value.serialize(&mut *self.cutter)
    }

    fn finish(self) {
        self.cutter.put(self.end);
    }
}

macro_rules! parts {
    ($($list:ident: $add:ident,)*) => {
        $(impl ser::$list for Parts<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
                self.add(value)
            }

            fn end(self) -> Result<()> {
                self.finish();
                Ok(())
            }
        })*
    };
}

parts! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

macro_rules! named_parts {
    ($($table:ident,)*) => {
        $(impl ser::$table for Parts<'_, '_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<()> {
                self.add_named(name, value)
            }

            fn end(self) -> Result<()> {
                self.finish();
                Ok(())
            }
        })*
    };
}

named_parts! {
    SerializeStruct,
    SerializeStructVariant,
}

/// A table of which the user makes the keys, which are no words.
impl ser::SerializeMap for Parts<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.separate();
        let start = self.cutter.json.len();
        self.cutter.put_whole(key)?;
        let key = &self.cutter.json[start..];
        self.cutter.found.is_blank_typed |= key.iter().any(|byte| *byte >= FIRST_BYTE);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.cutter.put(":");
        value.serialize(&mut *self.cutter)
    }

    fn end(self) -> Result<()> {
        self.finish();
        Ok(())
    }
}
