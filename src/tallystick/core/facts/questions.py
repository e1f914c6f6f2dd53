# SPDX-License-Identifier: Apache-2.0
"""The stable names of what assessments ask, of screening criteria, and of the subjects a record can be complete for."""

from collections.abc import Mapping

#: Question id to the question in plain words. Template packs use the same ids; an id is never given another meaning.
QUESTIONS: Mapping[str, str] = {
    "description": "What is done with the data, how and with what?",
    "purpose": "What is it for, and what effect on people is sought?",
    "systematic-monitoring": "Are people monitored systematically, or a public place on a large scale?",
    "large-scale": "Are data processed on a large scale?",
    "large-scale-profiling": "Are people profiled on a large scale?",
    "profiling": "Are people profiled?",
    "automated-decisions": "Are decisions about people taken by automated means?",
    "special-categories": "Are special or sensitive categories of data processed?",
    "matching": "Are data from several sources matched or combined?",
    "biometrics": "Are biometric or genetic data processed?",
    "location": "Is people's location or behaviour tracked?",
    "children": "Are children's data processed?",
    "children-profiling": "Are children's data used for profiling, automated decisions or marketing?",
    "vulnerable-people": "Are the people concerned vulnerable, and how is that provided for?",
    "innovative-technology": "Is a new technology, or a known one in a new way, used?",
    "prevents-service": "Can the processing keep people from a right, service or contract?",
    "subject-categories": "Whose data are processed, of which ages?",
    "data-categories": "Which data are processed?",
    "sources": "Where do the data come from?",
    "scope": "How many people, where, how often, for how long?",
    "necessity": "Why is each part of the processing necessary for the purpose?",
    "proportionality": "Why is the intrusion in proportion to what is gained?",
    "alternatives": "Which less intrusive means were considered, and why rejected?",
    "legal-basis": "On which legal ground does it rest?",
    "sharing": "Who receives data, what, and why?",
    "retention": "How long is each category kept, and why?",
    "minimisation": "How is it kept to what is needed?",
    "accuracy": "How are data kept accurate and fact told apart from opinion?",
    "notice": "How are people told?",
    "rights": "How can people use their rights?",
    "security": "How are the data protected?",
    "processors": "Which processors take part, on what terms?",
    "transfers": "Do data leave the country, on what ground?",
    "risks": "What are the risks to people?",
    "measures": "Which measures meet each risk, and what is left?",
    "safeguards": "Which safeguards and mechanisms protect people and show compliance?",
    "consultation": "Whose views were sought, when, how, and what came of it?",
    "dpo-advice": "What did the data protection officer advise?",
    "equality": "How do groups with protected characteristics fare, on what data?",
    "human-oversight": "Who decides in the end, with what information and power to differ?",
    "sign-off": "Who approved it, on which date, in which version?",
    "review": "When and by whom is it reviewed?",
}

#: Questions that are answered with yes or no.
YES_OR_NO = frozenset(
    {
        "systematic-monitoring",
        "large-scale",
        "large-scale-profiling",
        "profiling",
        "automated-decisions",
        "special-categories",
        "matching",
        "biometrics",
        "location",
        "children",
        "children-profiling",
        "innovative-technology",
        "prevents-service",
    }
)

#: The nine criteria of WP248 rev.01, by our short names.
CRITERIA = (
    "scoring",
    "automated-decisions",
    "systematic-monitoring",
    "sensitive-data",
    "large-scale",
    "matching",
    "vulnerable-people",
    "innovative-technology",
    "prevents-service",
)

#: What a record can be complete for: where it is, what is not on record did not happen as far as the record goes.
#: Each names the kinds of facts (by prefix) that belong to it.
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "start": ("processing.",),
    "screening": ("screening.",),
    "assessment": ("assessment.issued",),
    "assessment-content": ("assessment.answered", "risk.", "measure."),
    "data": ("data.", "subjects.", "source.", "method.", "purpose."),
    "legal-basis": ("basis.",),
    "retention": ("retention.",),
    "recipients": ("recipient.", "disclosure.", "transfer."),
    "agreements": ("agreement.",),
    "policies": ("policy.",),
    "notices": ("notice.",),
    "rights": ("right.",),
    "consultation": ("engagement.", "statement.fixed", "request.", "answer.", "dispute.", "report."),
    "dpo": ("dpo.",),
    "advice": ("advice.",),
    "regulator": ("regulator.",),
    "approval": ("approval.", "funding."),
    "actions": ("action.", "review."),
    "equality": ("equality.", "group."),
    "oversight": ("oversight.", "audit.", "guidance.", "role."),
    "foi": ("foi.", "document."),
    "incidents": ("incident.",),
    "corrections": ("correction.",),
}
