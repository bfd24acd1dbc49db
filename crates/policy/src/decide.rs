// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr;
use std::sync::{OnceLock, PoisonError, RwLock};

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision as Verdict, Entities, Entity, EntityId,
    EntityTypeName, EntityUid, PolicySet, Request, RestrictedExpression, Schema, ValidationMode,
    Validator,
};
use kernel::{Action, Actor, Id, Lang, Level, OrganisationId, OwnRole, PersonId, Resource};

use crate::schema::{cedar_schema, role_attribute, roles};
use crate::{MatrixRow, Scope};

/// The policies of one module.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// The module's name, the first part of every policy's `@id`.
    pub module: &'static str,
    /// The policies in Cedar's notation; each with `@id`, `@de` and `@en`.
    pub text: &'static str,
    /// The actions that the module declares.
    pub actions: &'static [Action],
}

/// Why the policies cannot be used. The product does not start with such a fault.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The notation is wrong.
    #[error("policies of module {module} cannot be read: {message}")]
    Syntax {
        /// Whose policies.
        module: &'static str,
        /// What Cedar says.
        message: String,
    },
    /// A policy does not fit the schema, for example by naming an unknown action.
    #[error("the policies do not fit the schema: {0}")]
    Schema(String),
    /// A policy lacks its id or one of its two sentences.
    #[error("policy {policy} in module {module} lacks the annotation @{annotation}")]
    Annotation {
        /// Whose policy.
        module: &'static str,
        /// Which policy.
        policy: String,
        /// What it lacks.
        annotation: &'static str,
    },
    /// Two policies or two modules use the same name.
    #[error("{0} is declared twice")]
    Twice(String),
}

/// A policy that decided, in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reason {
    /// The policy's id.
    pub id: String,
    /// Its sentence in German.
    pub de: String,
    /// Its sentence in English.
    pub en: String,
}

impl Reason {
    /// The sentence in `lang`.
    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::De => &self.de,
            Lang::En => &self.en,
        }
    }
}

/// The answer to «may she?», with the policies that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Whether the action is allowed.
    pub allowed: bool,
    /// The ids of the policies that decided; empty if nothing permits the action.
    pub because: Vec<String>,
}

/// All policies of the installation, checked against the schema.
#[derive(Debug)]
pub struct Policy {
    reasons: BTreeMap<String, Reason>,
    /// Each action with the policies that can speak about it, so that no others are evaluated.
    actions: HashMap<Action, (EntityUid, PolicySet)>,
    order: Vec<Action>,
    types: Types,
    /// What was decided before: a decision depends on nothing but the policies and the question.
    decided: RwLock<HashMap<Question, Decision>>,
    pub(crate) matrix: OnceLock<Vec<MatrixRow>>,
    /// What own roles can hold at most, as far as it was asked for.
    pub(crate) most: RwLock<HashMap<(Action, Level), Vec<Scope>>>,
}

type Question = (Actor, Action, Resource);

/// So many decisions are remembered; beyond that the memory starts anew.
const DECIDED: usize = 20_000;

#[derive(Debug)]
struct Types {
    organisation: EntityTypeName,
    person: EntityTypeName,
    thing: EntityUid,
    visitor: EntityUid,
    system: EntityUid,
}

impl Policy {
    /// Reads and checks the policies of all modules.
    pub fn new(sources: &[Source]) -> Result<Self, PolicyError> {
        let mut order = Vec::new();
        for source in sources {
            for action in source.actions {
                if order.contains(action) {
                    return Err(PolicyError::Twice(format!("action {action}")));
                }
                order.push(*action);
            }
        }
        let mut policies = PolicySet::new();
        let mut reasons = BTreeMap::new();
        for source in sources {
            add_source(source, &mut policies, &mut reasons)?;
        }
        let (schema, _) = Schema::from_cedarschema_str(&cedar_schema(&order))
            .map_err(|error| PolicyError::Schema(error.to_string()))?;
        let result = Validator::new(schema).validate(&policies, ValidationMode::Strict);
        if !result.validation_passed() {
            let faults: Vec<String> = result
                .validation_errors()
                .map(ToString::to_string)
                .collect();
            return Err(PolicyError::Schema(faults.join("; ")));
        }
        let mut actions = HashMap::with_capacity(order.len());
        for action in &order {
            let name = uid(&type_name("Action"), action.0);
            let about = about(&policies, &name)?;
            actions.insert(*action, (name, about));
        }
        let types = Types {
            organisation: type_name("Organisation"),
            person: type_name("Person"),
            thing: uid(&type_name("Thing"), "thing"),
            visitor: uid(&type_name("Visitor"), "visitor"),
            system: uid(&type_name("System"), "system"),
        };
        Ok(Self {
            reasons,
            actions,
            order,
            types,
            decided: RwLock::default(),
            matrix: OnceLock::new(),
            most: RwLock::default(),
        })
    }

    /// All declared actions, in the order of the modules.
    pub fn actions(&self) -> &[Action] {
        &self.order
    }

    /// The policy with this id, in words.
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.get(id)
    }

    /// All policies in words.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.reasons.values()
    }

    /// Whether `actor` may do `action` to `resource`, and which policies say so.
    ///
    /// An action that no module declares is refused. What was decided before is remembered.
    pub fn allow(&self, actor: &Actor, action: Action, resource: &Resource) -> Decision {
        let question = (narrowed(actor, resource), action, *resource);
        let decided = self.decided.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(decision) = decided.get(&question) {
            return decision.clone();
        }
        drop(decided);
        let decision = self.decide(&question.0, action, resource);
        let mut decided = self.decided.write().unwrap_or_else(PoisonError::into_inner);
        if decided.len() >= DECIDED {
            decided.clear();
        }
        decided.insert(question, decision.clone());
        decision
    }

    fn decide(&self, actor: &Actor, action: Action, resource: &Resource) -> Decision {
        let refused = Decision {
            allowed: false,
            because: Vec::new(),
        };
        let Some((name, policies)) = self.actions.get(&action) else {
            return refused;
        };
        let Some((principal, entities)) = self.entities(actor, action, resource) else {
            return refused;
        };
        let about = RestrictedExpression::new_string(action.0.to_owned());
        let Ok(context) = Context::from_pairs([("action".to_owned(), about)]) else {
            return refused;
        };
        let Ok(request) = Request::new(
            principal,
            name.clone(),
            self.types.thing.clone(),
            context,
            None,
        ) else {
            return refused;
        };
        let response = Authorizer::new().is_authorized(&request, policies, &entities);
        if response.diagnostics().errors().next().is_some() {
            // A policy that fails to evaluate must never widen rights.
            return refused;
        }
        let mut because: Vec<String> = response
            .diagnostics()
            .reason()
            .map(ToString::to_string)
            .collect();
        because.sort();
        Decision {
            allowed: response.decision() == Verdict::Allow,
            because,
        }
    }

    /// Whether `actor` may do `action` to anything at all in the organisations where she has a role or
    /// below them: used to show or hide an entry of the navigation and as a first barrier in front of a
    /// route, never instead of [`Policy::allow`].
    pub fn could(&self, actor: &Actor, action: Action) -> bool {
        let mut probes = vec![Resource::INSTALLATION];
        if let Some(person) = actor.person() {
            probes.push(Resource::INSTALLATION.about(person));
        }
        for membership in actor.memberships() {
            for probe in within(membership.organisation, membership.level) {
                if !probes.contains(&probe) {
                    probes.push(probe);
                }
            }
        }
        // A role that is limited to some institutions reaches none of the invented ones.
        for role in actor.own_roles() {
            if let Some(institution) = role.institutions.first() {
                let any = Id::from_uuid(uuid::Uuid::nil());
                probes.push(Resource::of_institution(
                    any,
                    role.organisation,
                    *institution,
                ));
            }
        }
        probes
            .iter()
            .any(|resource| self.allow(actor, action, resource).allowed)
    }

    fn organisation(&self, id: OrganisationId) -> RestrictedExpression {
        RestrictedExpression::new_entity_uid(uid(&self.types.organisation, &id.to_string()))
    }

    fn person(&self, id: PersonId) -> EntityUid {
        uid(&self.types.person, &id.to_string())
    }

    /// What the actor's own roles say about this action, as the policies read it. Only as much as the
    /// shipped roles of the organisation's level may do: what they lose, own roles lose with them.
    fn grants(&self, actor: &Actor, action: Action) -> Option<RestrictedExpression> {
        let mut grants = Vec::new();
        let mut add = |at: OrganisationId, reach: &str| {
            let record = RestrictedExpression::new_record([
                (
                    "action".to_owned(),
                    RestrictedExpression::new_string(action.0.to_owned()),
                ),
                ("at".to_owned(), self.organisation(at)),
                (
                    "reach".to_owned(),
                    RestrictedExpression::new_string(reach.to_owned()),
                ),
            ]);
            record.map(|record| grants.push(record)).ok()
        };
        for role in actor.own_roles() {
            if !role.actions.contains(&action) {
                continue;
            }
            for scope in self.most_of_own_roles(action, role.level) {
                if role.institutions.is_empty() {
                    add(role.organisation, scope.name())?;
                } else if scope == Scope::InstitutionsOfOwnOffice {
                    for institution in &role.institutions {
                        add(*institution, Scope::OwnInstitution.name())?;
                    }
                }
            }
        }
        Some(RestrictedExpression::new_set(grants))
    }

    fn entities(
        &self,
        actor: &Actor,
        action: Action,
        resource: &Resource,
    ) -> Option<(EntityUid, Entities)> {
        let mut thing = HashMap::new();
        for (name, organisation) in [
            ("state", resource.state),
            ("office", resource.office),
            ("institution", resource.institution),
        ] {
            if let Some(organisation) = organisation {
                thing.insert(name.to_owned(), self.organisation(organisation));
            }
        }
        if let Some(person) = resource.person {
            thing.insert(
                "person".to_owned(),
                RestrictedExpression::new_entity_uid(self.person(person)),
            );
        }
        let mut entities = vec![Entity::new(self.types.thing.clone(), thing, HashSet::new()).ok()?];
        let principal = match actor {
            Actor::Anonymous => self.types.visitor.clone(),
            Actor::System => self.types.system.clone(),
            Actor::Person {
                id, second_factor, ..
            } => {
                let mut attributes = HashMap::new();
                for role in roles() {
                    let organisations = actor
                        .organisations_with(role)
                        .map(|at| self.organisation(at));
                    attributes.insert(
                        role_attribute(role).to_owned(),
                        RestrictedExpression::new_set(organisations),
                    );
                }
                attributes.insert("grants".to_owned(), self.grants(actor, action)?);
                let needs = actor
                    .memberships()
                    .iter()
                    .any(|m| m.role.needs_second_factor());
                for (name, value) in [
                    ("secondFactor", *second_factor),
                    ("needsSecondFactor", needs),
                ] {
                    attributes.insert(name.to_owned(), RestrictedExpression::new_bool(value));
                }
                let principal = self.person(*id);
                entities.push(Entity::new(principal.clone(), attributes, HashSet::new()).ok()?);
                principal
            }
        };
        Some((principal, Entities::from_entities(entities, None).ok()?))
    }
}

/// The actor with as much of her limited roles as the question is about: a role can be limited to a thousand
/// institutions, and the answer depends on one of them.
fn narrowed(actor: &Actor, resource: &Resource) -> Actor {
    let Actor::Person {
        id,
        memberships,
        own_roles,
        second_factor,
    } = actor
    else {
        return actor.clone();
    };
    let own_roles = own_roles
        .iter()
        .filter_map(|role| {
            if role.institutions.is_empty() {
                return Some(role.clone());
            }
            let here = resource.institution?;
            role.institutions.contains(&here).then(|| OwnRole {
                organisation: role.organisation,
                level: role.level,
                actions: role.actions.clone(),
                institutions: vec![here],
            })
        })
        .collect();
    Actor::Person {
        id: *id,
        memberships: memberships.clone(),
        own_roles,
        second_factor: *second_factor,
    }
}

/// A thing of an organisation itself, and one for each level below it.
fn within(organisation: OrganisationId, level: Level) -> Vec<Resource> {
    // Stands for any organisation above or below.
    let any = Id::from_uuid(uuid::Uuid::nil());
    let at = |own| if own == level { organisation } else { any };
    let (state, office) = (at(Level::State), at(Level::Office));
    let things = [
        (Level::State, Resource::of_state(state)),
        (Level::Office, Resource::of_office(state, office)),
        (
            Level::Institution,
            Resource::of_institution(state, office, at(Level::Institution)),
        ),
    ];
    let below = things.into_iter().filter(|(of, _)| *of >= level);
    below.map(|(_, thing)| thing).collect()
}

/// The policies whose scope the action is in.
fn about(policies: &PolicySet, action: &EntityUid) -> Result<PolicySet, PolicyError> {
    let mut about = PolicySet::new();
    for policy in policies.policies() {
        let in_scope = match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::In(actions) => actions.contains(action),
            ActionConstraint::Eq(other) => other == *action,
        };
        if in_scope {
            about
                .add(policy.clone())
                .map_err(|error| PolicyError::Twice(error.to_string()))?;
        }
    }
    Ok(about)
}

fn add_source(
    source: &Source,
    policies: &mut PolicySet,
    reasons: &mut BTreeMap<String, Reason>,
) -> Result<(), PolicyError> {
    let module = source.module;
    let syntax = |message: String| PolicyError::Syntax { module, message };
    let parsed = PolicySet::from_str(source.text).map_err(|error| syntax(error.to_string()))?;
    let mut sorted: Vec<_> = parsed.policies().collect();
    sorted.sort_by_key(|policy| policy.id().to_string());
    for policy in sorted {
        let annotation = |name: &'static str| {
            policy
                .annotation(name)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
                .ok_or_else(|| PolicyError::Annotation {
                    module,
                    policy: policy
                        .annotation("id")
                        .map_or_else(|| policy.id().to_string(), str::to_owned),
                    annotation: name,
                })
        };
        let id = annotation("id")?;
        let reason = Reason {
            id: id.clone(),
            de: annotation("de")?,
            en: annotation("en")?,
        };
        if reasons.insert(id.clone(), reason).is_some() {
            return Err(PolicyError::Twice(format!("policy {id}")));
        }
        let named = policy.new_id(cedar_policy::PolicyId::new(&id));
        policies
            .add(named)
            .map_err(|error| syntax(error.to_string()))?;
    }
    Ok(())
}

fn type_name(name: &'static str) -> EntityTypeName {
    EntityTypeName::from_str(name).expect("the names of our entity types are valid")
}

fn uid(kind: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}
