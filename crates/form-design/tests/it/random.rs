// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Forms and edits by chance.

use form_design::edit::{Edit, NewItem, Place, Property, Setting, Text};
use forms::{
    ChoiceSource, CodeListId, FormSpec, Item, PrivacyClass, Question, QuestionType, ReleaseRule,
};
use kernel::Localized;
use proptest::prelude::*;

use crate::{choice, group, question, repeat, spec};

/// A form in which everything is called `n1`, `n2` and so on.
pub(crate) fn form() -> impl Strategy<Value = FormSpec> {
    let leaf = (any::<u8>(), 0..40_usize).prop_map(|(kind, about)| Sketch::Leaf(kind, about));
    let tree = leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Sketch::Group),
            proptest::collection::vec(inner, 0..4).prop_map(Sketch::Repeat),
        ]
    });
    proptest::collection::vec(tree, 0..6).prop_map(|sketches| {
        let mut number = 0;
        let items = sketches.into_iter().map(|one| one.item(&mut number));
        let mut spec = spec(items.collect());
        spec.languages.push("en".to_owned());
        spec.choices
            .insert("yesno".to_owned(), vec![choice("yes"), choice("no")]);
        let mut other = choice("a");
        other
            .label
            .0
            .insert("en".to_owned(), "see ${n1}".to_owned());
        spec.choices
            .insert("other".to_owned(), vec![other, choice("b"), choice("c")]);
        spec.choices.insert("free".to_owned(), Vec::new());
        spec.choice_order = vec!["other".to_owned(), "free".to_owned()];
        spec.settings.instance_name = Some("concat(${n1}, 'x')".to_owned());
        spec
    })
}

#[derive(Debug, Clone)]
enum Sketch {
    Leaf(u8, usize),
    Group(Vec<Sketch>),
    Repeat(Vec<Sketch>),
}

impl Sketch {
    fn item(self, number: &mut usize) -> Item {
        *number += 1;
        let name = format!("n{number}");
        match self {
            Self::Leaf(kind, about) => Item::Question(Box::new(leaf(&name, kind, about))),
            Self::Group(inner) => group(
                &name,
                inner.into_iter().map(|one| one.item(number)).collect(),
            ),
            Self::Repeat(inner) => repeat(
                &name,
                inner.into_iter().map(|one| one.item(number)).collect(),
            ),
        }
    }
}

fn leaf(name: &str, kind: u8, about: usize) -> Question {
    let mut one = question(name, QuestionType::Integer);
    one.label
        .0
        .insert("en".to_owned(), format!("After ${{n{about}}}"));
    match kind % 6 {
        0 => {
            one.relevant = Some(format!(
                "${{n{about}}} > 1 and ../n{about} != ${{ n{about} }}"
            ));
        }
        1 => {
            one.kind = QuestionType::SelectOne;
            one.choices = Some("yesno".to_owned());
            one.choice_filter = Some(format!(
                "name != ${{n{about}}} and current()/../n{about} = 1"
            ));
            one.or_other = true;
        }
        2 => {
            one.kind = QuestionType::Calculated;
            one.calculate = Some(format!(
                "sum(/data/n{about}/n2[. != '']) + count(${{n{about}}})"
            ));
        }
        3 => {
            one.trigger = vec![format!("n{about}")];
            one.privacy = Some(PrivacyClass::Quasi);
            one.release = Some(ReleaseRule::default());
        }
        4 => {
            one.kind = QuestionType::SelectMany;
            one.choice_source = ChoiceSource::Repeat;
            one.choices = Some(format!("n{about}"));
            one.hint = Localized::one("en", "");
        }
        _ => {
            one.constraint = Some("count(instance('yesno')/root/item) >= .".to_owned());
            one.parameters
                .insert("seed".to_owned(), format!("${{n{about}}}"));
        }
    }
    one
}

/// Three numbers that choose an edit.
pub(crate) type Dice = (u8, usize, usize, usize);

/// An edit for a form; it may be one that is refused.
pub(crate) fn edit(spec: &FormSpec, (which, a, b, c): Dice) -> Edit {
    let mut paths = vec![String::new()];
    let mut containers = vec![(String::new(), spec.items.len())];
    collect(&spec.items, "", &mut paths, &mut containers);
    let path = paths[a % paths.len()].clone();
    let other = paths[b % paths.len()].clone();
    let (parent, count) = containers[b % containers.len()].clone();
    let place = Place {
        parent,
        index: c % (count + 1),
    };
    let list = ["yesno", "other", "free", "none"][a % 4].to_owned();
    let name = format!("n{}", c % 60);
    let label = Localized::one("de", ["Zahl der Fälle", "", "n3"][c % 3]);
    match which % 25 {
        0 => Edit::Add {
            place,
            kind: [
                NewItem::Group,
                NewItem::Repeat,
                NewItem::Question(QuestionType::Date),
            ][a % 3],
            label,
            name: (b % 2 == 0).then_some(name),
        },
        1 | 2 => Edit::Remove { path },
        3..=5 => Edit::Move { path, place },
        6 => Edit::Copy { path, place },
        7 => Edit::Wrap {
            paths: if path == other {
                vec![path]
            } else {
                vec![path, other]
            },
            repeat: c % 2 == 0,
            label,
        },
        8 => Edit::Unwrap { path },
        9..=11 => Edit::Rename { path, name },
        12 => Edit::Write {
            path,
            property: [
                Property::Relevant,
                Property::Label("en".to_owned()),
                Property::Title("en".to_owned()),
                Property::Parameter("rows".to_owned()),
                Property::Trigger(0),
                Property::Name,
                Property::Count,
                Property::Version,
            ][b % 8]
                .clone(),
            text: [None, Some(String::new()), Some("true()".to_owned())][c % 3].clone(),
        },
        13 => Edit::Set {
            path: if c % 2 == 0 { path } else { String::new() },
            setting: [
                Setting::Type(QuestionType::Text),
                Setting::Privacy(Some(PrivacyClass::Plain)),
                Setting::Privacy(None),
                Setting::Release(Some(ReleaseRule::default())),
                Setting::OrOther(true),
                Setting::ReadsPeriod(true),
            ][b % 6]
                .clone(),
        },
        14 => Edit::AddList {
            list: ["new", "yesno", "1"][b % 3].to_owned(),
            choices: vec![choice("x"), choice(["y", "x", "z z"][c % 3])],
        },
        15 => Edit::RenameList {
            list,
            name: ["fresh", "other", "-"][b % 3].to_owned(),
        },
        16 => Edit::RemoveList { list },
        17 => Edit::ReplaceChoices {
            list,
            choices: vec![choice("x")],
        },
        18 => Edit::Identify {
            list,
            code_list: CodeListId::new("urn:x", "").filter(|_| b % 2 == 0),
        },
        19 => Edit::AddChoice {
            list,
            index: b % 4,
            choice: choice("q"),
        },
        20 => Edit::MoveChoice {
            list,
            index: b % 4,
            to: c % 4,
        },
        21 => Edit::RemoveChoice { list, index: b % 4 },
        22 => match c % 3 {
            0 => Edit::AddLanguage {
                tag: ["fr", "en", "?"][b % 3].to_owned(),
            },
            1 => Edit::RemoveLanguage {
                tag: ["en", "de", "fr"][b % 3].to_owned(),
            },
            _ => Edit::SetDefaultLanguage {
                tag: ["en", "fr"][b % 2].to_owned(),
            },
        },
        23 => Edit::Rewrite {
            texts: [(path, b), (other, a)]
                .map(|(path, which)| Text {
                    path,
                    property: [
                        Property::Relevant,
                        Property::Hint("en".to_owned()),
                        Property::InstanceName,
                        Property::Trigger(0),
                    ][which % 4]
                        .clone(),
                    text: (c % 3 > 0).then(|| format!("'{c}'")),
                })
                .into(),
        },
        _ => Edit::Several {
            edits: (0..3_u8)
                .map(|step| {
                    let step = usize::from(step);
                    let which = u8::try_from((a + step * 5) % 24).unwrap();
                    edit(spec, (which, b + step, c + step, a))
                })
                .collect(),
        },
    }
}

fn collect(
    items: &[Item],
    around: &str,
    paths: &mut Vec<String>,
    containers: &mut Vec<(String, usize)>,
) {
    for item in items {
        let path = forms::join(around, item.name());
        paths.push(path.clone());
        let inner = match item {
            Item::Group(group) => &group.items,
            Item::Repeat(repeat) => &repeat.items,
            Item::Question(_) => continue,
        };
        containers.push((path.clone(), inner.len()));
        collect(inner, &path, paths, containers);
    }
}
