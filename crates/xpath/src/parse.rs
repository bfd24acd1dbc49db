// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

//! Tokens to a tree, by recursive descent with precedence climbing.

use crate::ast::{Axis, BinaryOp, Expr, ExprKind, NodeTest, PathStart, Span, Step};
use crate::functions::function;
use crate::lex::{SyntaxError, SyntaxErrorKind, Token, tokens};

/// How deeply brackets may nest.
pub const MAX_DEPTH: usize = 96;

/// How long an expression may be, in bytes.
pub const MAX_LENGTH: usize = 32 * 1024;

/// Parses a whole expression.
pub fn parse(text: &str) -> Result<Expr, SyntaxError> {
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    if text.len() > MAX_LENGTH {
        return Err(SyntaxError {
            at: whole,
            kind: SyntaxErrorKind::TooLong,
        });
    }
    let tokens = tokens(text)?;
    if tokens.is_empty() {
        return Err(SyntaxError {
            at: whole,
            kind: SyntaxErrorKind::Empty,
        });
    }
    let mut parser = Parser {
        text,
        tokens,
        at: 0,
        depth: 0,
    };
    let expr = parser.expression(1)?;
    match parser.peek() {
        None => Ok(expr),
        Some(_) => Err(parser.unexpected()),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1).map(|(token, _)| token)
    }

    fn span_here(&self) -> Span {
        let end = self.text.len();
        self.tokens
            .get(self.at)
            .map_or(Span { start: end, end }, |(_, span)| *span)
    }

    /// From the start of `start` to the end of the token before this place.
    fn span_since(&self, start: Span) -> Span {
        let end = self
            .at
            .checked_sub(1)
            .and_then(|at| self.tokens.get(at))
            .map_or(start.end, |(_, span)| span.end);
        Span {
            start: start.start,
            end: end.max(start.start),
        }
    }

    fn eat(&mut self, wanted: &Token) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect(&mut self, wanted: &Token) -> Result<(), SyntaxError> {
        if self.eat(wanted) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> SyntaxError {
        let at = self.span_here();
        let kind = match self.text.get(at.start..at.end) {
            Some(word) if !word.is_empty() => SyntaxErrorKind::Unexpected(word.to_owned()),
            _ => SyntaxErrorKind::UnexpectedEnd,
        };
        SyntaxError { at, kind }
    }

    /// An expression whose operators bind at least as strongly as `level`.
    fn expression(&mut self, level: u8) -> Result<Expr, SyntaxError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(SyntaxError {
                at: self.span_here(),
                kind: SyntaxErrorKind::TooDeep,
            });
        }
        let first = self.unary()?;
        let result = self.climb(first, level);
        self.depth -= 1;
        result
    }

    fn peek_level(&self) -> u8 {
        match self.peek() {
            Some(Token::Operator(operator)) => operator.level(),
            _ => 0,
        }
    }

    /// Extends `left` by all operators that bind at least as strongly as `level`.
    fn climb(&mut self, mut left: Expr, level: u8) -> Result<Expr, SyntaxError> {
        loop {
            let here = self.peek_level();
            if here == 0 || here < level {
                return Ok(left);
            }
            let mut rest = Vec::new();
            while let Some(&Token::Operator(operator)) = self.peek()
                && operator.level() == here
            {
                self.at += 1;
                let mut right = self.unary()?;
                if self.peek_level() > here {
                    right = self.climb(right, here + 1)?;
                }
                rest.push((operator, right));
            }
            left = chain(left, rest);
        }
    }

    /// Minus signs, then operands joined by `|`, which binds more strongly.
    fn unary(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.span_here();
        let mut signs = 0_usize;
        while self.eat(&Token::Operator(BinaryOp::Subtract)) {
            signs += 1;
        }
        let first = self.path()?;
        let mut rest = Vec::new();
        while self.eat(&Token::Operator(BinaryOp::Union)) {
            rest.push((BinaryOp::Union, self.path()?));
        }
        let operand = if rest.is_empty() {
            first
        } else {
            chain(first, rest)
        };
        if signs == 0 {
            return Ok(operand);
        }
        Ok(Expr {
            kind: ExprKind::Negate {
                odd: signs % 2 == 1,
                of: Box::new(operand),
            },
            span: self.span_since(start),
        })
    }

    fn path(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.span_here();
        let (from, steps) = match self.peek() {
            Some(Token::Slash) => {
                self.at += 1;
                let steps = if self.starts_step() {
                    self.steps(Vec::new())?
                } else {
                    Vec::new()
                };
                (PathStart::Root, steps)
            }
            Some(Token::DoubleSlash) => {
                self.at += 1;
                let steps = self.steps(vec![any_depth(start)])?;
                (PathStart::Root, steps)
            }
            Some(_) if self.starts_primary() => {
                let base = self.primary()?;
                let mut predicates = Vec::new();
                while self.peek() == Some(&Token::OpenSquare) {
                    predicates.push(self.predicate()?);
                }
                let here = self.span_here();
                let steps = if self.eat(&Token::Slash) {
                    self.steps(Vec::new())?
                } else if self.eat(&Token::DoubleSlash) {
                    self.steps(vec![any_depth(here)])?
                } else if predicates.is_empty() {
                    return Ok(base);
                } else {
                    Vec::new()
                };
                let base = Box::new(base);
                (PathStart::Filter { base, predicates }, steps)
            }
            _ => (PathStart::Context, self.steps(Vec::new())?),
        };
        Ok(Expr {
            kind: ExprKind::Path { start: from, steps },
            span: self.span_since(start),
        })
    }

    /// Steps joined by `/` and `//`, after `steps` that were read already.
    fn steps(&mut self, mut steps: Vec<Step>) -> Result<Vec<Step>, SyntaxError> {
        loop {
            steps.push(self.step()?);
            let here = self.span_here();
            if self.eat(&Token::DoubleSlash) {
                steps.push(any_depth(here));
            } else if !self.eat(&Token::Slash) {
                return Ok(steps);
            }
        }
    }

    fn starts_step(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name { .. } | Token::Star | Token::Dot | Token::DoubleDot | Token::At)
        )
    }

    /// Whether a literal, a bracket or a function call follows, and not a location step.
    fn starts_primary(&self) -> bool {
        match self.peek() {
            Some(Token::Number(_) | Token::Text(_) | Token::Reference(_) | Token::Open) => true,
            Some(Token::Name { prefix, local }) => {
                self.peek_second() == Some(&Token::Open)
                    && !(prefix.is_none() && is_node_type(local))
            }
            _ => false,
        }
    }

    fn primary(&mut self) -> Result<Expr, SyntaxError> {
        let start = self.span_here();
        let Some(token) = self.peek().cloned() else {
            return Err(self.unexpected());
        };
        self.at += 1;
        let kind = match token {
            Token::Number(number) => ExprKind::Number(number),
            Token::Text(text) => ExprKind::Text(text),
            Token::Reference(name) => ExprKind::Reference(name),
            Token::Open => {
                let inner = self.expression(1)?;
                self.expect(&Token::Close)?;
                return Ok(inner);
            }
            Token::Name { prefix, local } => {
                let name = match prefix {
                    Some(prefix) => format!("{prefix}:{local}"),
                    None => local,
                };
                let arguments = self.arguments()?;
                ExprKind::Call {
                    function: function(&name),
                    name,
                    arguments,
                }
            }
            _ => {
                self.at -= 1;
                return Err(self.unexpected());
            }
        };
        Ok(Expr {
            kind,
            span: self.span_since(start),
        })
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, SyntaxError> {
        self.expect(&Token::Open)?;
        let mut arguments = Vec::new();
        if self.eat(&Token::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(1)?);
            if self.eat(&Token::Close) {
                return Ok(arguments);
            }
            self.expect(&Token::Comma)?;
        }
    }

    fn predicate(&mut self) -> Result<Expr, SyntaxError> {
        self.expect(&Token::OpenSquare)?;
        let inner = self.expression(1)?;
        self.expect(&Token::CloseSquare)?;
        Ok(inner)
    }

    fn step(&mut self) -> Result<Step, SyntaxError> {
        let start = self.span_here();
        let short = match self.peek() {
            Some(Token::Dot) => Some(Axis::SelfNode),
            Some(Token::DoubleDot) => Some(Axis::Parent),
            _ => None,
        };
        let (axis, test) = if let Some(axis) = short {
            self.at += 1;
            (axis, NodeTest::AnyNode)
        } else {
            let axis = self.axis()?;
            (axis, self.node_test()?)
        };
        let mut predicates = Vec::new();
        while self.peek() == Some(&Token::OpenSquare) {
            predicates.push(self.predicate()?);
        }
        Ok(Step {
            axis,
            test,
            predicates,
            span: self.span_since(start),
        })
    }

    fn axis(&mut self) -> Result<Axis, SyntaxError> {
        if self.eat(&Token::At) {
            return Ok(Axis::Attribute);
        }
        if let Some(Token::Name {
            prefix: None,
            local,
        }) = self.peek()
            && self.peek_second() == Some(&Token::DoubleColon)
        {
            let Some(axis) = Axis::parse(local) else {
                return Err(SyntaxError {
                    at: self.span_here(),
                    kind: SyntaxErrorKind::UnknownAxis(local.clone()),
                });
            };
            self.at += 2;
            return Ok(axis);
        }
        Ok(Axis::Child)
    }

    fn node_test(&mut self) -> Result<NodeTest, SyntaxError> {
        let test = match self.peek().cloned() {
            Some(Token::Star) => NodeTest::AnyName,
            Some(Token::Name {
                prefix: None,
                local,
            }) if is_node_type(&local) && self.peek_second() == Some(&Token::Open) => {
                self.at += 2;
                let target = match self.peek() {
                    Some(Token::Text(text)) if local == "processing-instruction" => {
                        let text = text.clone();
                        self.at += 1;
                        Some(text)
                    }
                    _ => None,
                };
                self.expect(&Token::Close)?;
                return Ok(match local.as_str() {
                    "node" => NodeTest::AnyNode,
                    "text" => NodeTest::Text,
                    "comment" => NodeTest::Comment,
                    _ => NodeTest::Instruction(target),
                });
            }
            Some(Token::Name {
                prefix: Some(prefix),
                local,
            }) if local == "*" => NodeTest::AnyNameOf(prefix),
            Some(Token::Name { prefix, local }) => NodeTest::Name { prefix, local },
            _ => return Err(self.unexpected()),
        };
        self.at += 1;
        Ok(test)
    }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}

fn chain(first: Expr, rest: Vec<(BinaryOp, Expr)>) -> Expr {
    let end = rest
        .last()
        .map_or(first.span.end, |(_, last)| last.span.end);
    let span = Span {
        start: first.span.start,
        end,
    };
    Expr {
        kind: ExprKind::Chain {
            first: Box::new(first),
            rest,
        },
        span,
    }
}

/// What `//` stands for.
fn any_depth(span: Span) -> Step {
    Step {
        axis: Axis::DescendantOrSelf,
        test: NodeTest::AnyNode,
        predicates: Vec::new(),
        span,
    }
}
