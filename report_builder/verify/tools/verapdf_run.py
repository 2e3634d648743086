"""veraPDF in a process of its own: `python -m report_builder.verify.tools.verapdf_run JAR PROFILES FILE...`.

Writes JSON: one entry for each profile of each file, in this order. Separate as a Java machine can be started once in a process
and takes memory until its end. The library is called through JPype: it needs no compiler, so that a plain Java runtime is
enough. The jar lacks what reads validation profiles, so they are read here.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

MOST = 100  # findings of one rule in one file


def rules_of(root: ElementTree.Element, java: Any) -> Any:
    """The rules of a profile as veraPDF's own objects."""
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = java("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    rules = java("java.util.HashSet")()
    for rule in root.iterfind(".//{*}rule"):
        number, error = rule.find("{*}id"), rule.find("{*}error")
        assert number is not None
        assert error is not None
        arguments = java("java.util.ArrayList")()
        for one in error.iterfind(".//{*}argument"):
            arguments.add(argument.fromValues((one.text or "").strip(), one.get("name"), None))
        deferred = rule.get("deferred")
        rules.add(
            profiles.ruleFromValues(
                profiles.ruleIdFromValues(
                    specification.valueOf(number.get("specification")), number.get("clause"), int(number.get("testNumber", "0"))
                ),
                rule.get("object"),
                None if deferred is None else java("java.lang.Boolean").valueOf(deferred),
                rule.get("tags"),
                text(rule, "description"),
                text(rule, "test"),
                profiles.errorFromValues(text(error, "message"), arguments),
                java("java.util.ArrayList")(),
            )
        )
    return rules


def text(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()


def profile(jar: Path, name: str, java: Any) -> Any:
    """A validation profile out of the jar."""
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(f"org/verapdf/pdfa/validation/{name}.xml"))
    profiles = java("org.verapdf.pdfa.validation.profiles.Profiles")
    variables = java("java.util.HashSet")()
    for one in root.iterfind(".//{*}variable"):
        variables.add(
            profiles.variableFromValues(one.get("name"), one.get("object"), text(one, "defaultValue"), text(one, "value"))
        )
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(root.get("flavour"))
    details = profiles.profileDetailsFromValues(name, name, "", java("java.util.Date")())
    return profiles.profileFromValues(flavour, details, "", rules_of(root, java), variables)


def validated(file: str, profile: Any, java: Any) -> dict[str, Any]:
    """What one profile says of one file."""
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(java("java.io.FileInputStream")(file), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, MOST, False, True, False).validate(parser)
    finally:
        parser.close()
    failed = [one for one in result.getTestAssertions() if str(one.getStatus().name()) == "FAILED"]
    return {
        "compliant": bool(result.isCompliant()),
        "rules": int(profile.getRules().size()),
        "failures": [
            {
                "specification": str(one.getRuleId().getSpecification().getId()),
                "clause": str(one.getRuleId().getClause()),
                "test": int(one.getRuleId().getTestNumber()),
                "message": str(one.getMessage()),
                "context": str(one.getLocation().getContext()),
            }
            for one in failed
        ],
    }


def main() -> None:
    import jpype

    jar, names, files = Path(sys.argv[1]), sys.argv[2].split(","), sys.argv[3:]
    jpype.startJVM("-XX:+UseSerialGC", classpath=[str(jar)], convertStrings=True)
    java = jpype.JClass
    java("java.util.logging.LogManager").getLogManager().reset()
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    profiles = {name: profile(jar, name, java) for name in names}
    told = []
    for file in files:
        for name in names:
            try:
                told.append(validated(file, profiles[name], java))
            except jpype.JException as broken:
                told.append({"trouble": str(broken)})
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
