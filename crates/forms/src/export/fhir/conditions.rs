// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Conditions as `enableWhen`.

use serde_json::{Value, json};
use xpath::{BinaryOp, Expr, ExprKind};

use super::{Writing, one_blank, typed};
use crate::spec::{Question, QuestionType};

impl Writing<'_> {
    /// The comparisons of a condition and how they are joined: `all` or `any`.
    pub(super) fn enable_when(&self, condition: &str) -> Option<(Vec<Value>, &'static str)> {
        let expr = xpath::parse(condition).ok()?;
        let (comparisons, joined): (Vec<&Expr>, _) = match &expr.kind {
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::And) => {
                let all = rest.iter().map(|(_, operand)| operand);
                (std::iter::once(&**first).chain(all).collect(), "all")
            }
            ExprKind::Chain { first, rest } if rest.iter().all(|(op, _)| *op == BinaryOp::Or) => {
                let all = rest.iter().map(|(_, operand)| operand);
                (std::iter::once(&**first).chain(all).collect(), "any")
            }
            _ => (vec![&expr], "all"),
        };
        let conditions: Option<Vec<Value>> = comparisons
            .into_iter()
            .map(|comparison| self.comparison(comparison))
            .collect();
        Some((conditions?, joined))
    }

    /// `selected(${asked}, 'code')`.
    fn selected(&self, expr: &Expr, operator: &str) -> Option<Value> {
        let ExprKind::Call {
            name, arguments, ..
        } = &expr.kind
        else {
            return None;
        };
        let [asked, code] = arguments.as_slice() else {
            return None;
        };
        let (ExprKind::Reference(asked), ExprKind::Text(code)) = (&asked.kind, &code.kind) else {
            return None;
        };
        let (link, _) = self.asked(asked).filter(|_| name == "selected")?;
        let answer = json!({ "code": one_blank(code) });
        Some(json!({ "question": link, "operator": operator, "answerCoding": answer }))
    }

    fn comparison(&self, expr: &Expr) -> Option<Value> {
        if let ExprKind::Call {
            name, arguments, ..
        } = &expr.kind
        {
            return match arguments.as_slice() {
                [negated] if name == "not" => self.selected(negated, "!="),
                _ => self.selected(expr, "="),
            };
        }
        let ExprKind::Chain { first, rest } = &expr.kind else {
            return None;
        };
        let [(op, operand)] = rest.as_slice() else {
            return None;
        };
        let ExprKind::Reference(name) = &first.kind else {
            return None;
        };
        let operator = match op {
            BinaryOp::Equal => "=",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            _ => return None,
        };
        let (path, question) = self.asked(name)?;
        let text = match &operand.kind {
            ExprKind::Text(text) => text.clone(),
            ExprKind::Number(number) => xpath::number_to_text(*number),
            // A day is compared by its number, which the text alone has not.
            ExprKind::Call {
                name, arguments, ..
            } if name == "date" && question.kind == QuestionType::Date => {
                match arguments.as_slice() {
                    [argument] => match &argument.kind {
                        ExprKind::Text(day) => day.clone(),
                        _ => return None,
                    },
                    _ => return None,
                }
            }
            _ => return None,
        };
        // Compared with nothing, it is asked whether there is an answer.
        if text.is_empty() {
            let exists = match op {
                BinaryOp::NotEqual => true,
                BinaryOp::Equal => false,
                _ => return None,
            };
            return Some(
                json!({ "question": path, "operator": "exists", "answerBoolean": exists }),
            );
        }
        let (key, value) = typed(question.kind, &text)?;
        Some(json!({ "question": path, "operator": operator, (format!("answer{key}")): value }))
    }

    /// The one question of a name.
    fn asked(&self, name: &str) -> Option<(&str, &Question)> {
        match self.kinds.get(name)?.as_slice() {
            [(path, question)] => Some((path, question)),
            _ => None,
        }
    }
}
