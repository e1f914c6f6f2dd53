# SPDX-License-Identifier: Apache-2.0
"""Human Rights Act 1998 (c. 42), section 6, and the Convention rights as its Schedule 1 prints them."""

import functools

from tallystick.core.law.citations.base import READ_ON, Citation

_cite = functools.partial(Citation, read_on=READ_ON)
_ACT = "European Convention on Human Rights"
_ACT_2 = "Human Rights Act 1998"
_VERSION = "as printed in Schedule 1 to the Human Rights Act 1998, version of 1 December 2008 (the copy that was read)"
_VERSION_2 = "as in force on 1 December 2008 (the copy that was read; later amendments were not read)"

HRA_S6_1 = _cite(
    instrument=_ACT_2,
    provision="section 6(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/section/6/2008-12-01",
    version=_VERSION_2,
    quote="It is unlawful for a public authority to act in a way which is incompatible with a Convention right.",
    sha256="691dbe50fcf0f680322d81b6e072d15f6c109537905d3492c6dc97f9e426be0c",
)
ECHR_8_1 = _cite(
    instrument=_ACT,
    provision="Article 8(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote="Everyone has the right to respect for his private and family life, his home and his correspondence.",
    sha256="d3376958c37565e1e4039860363c4496a9173053032a5828dd5b468e24bc32f4",
)
ECHR_8_2 = _cite(
    instrument=_ACT,
    provision="Article 8(2)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "There shall be no interference by a public authority with the exercise of this right except such as is in "
        "accordance with the law and is necessary in a democratic society in the interests of national security, "
        "public safety or the economic well-being of the country, for the prevention of disorder or crime, for the "
        "protection of health or morals, or for the protection of the rights and freedoms of others."
    ),
    sha256="80d550ac3c45a5a6bcc28c2d77c9e9ff173a8a0ce368b74bf20cbec4fe9d861f",
)
ECHR_10_1 = _cite(
    instrument=_ACT,
    provision="Article 10(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "Everyone has the right to freedom of expression. This right shall include freedom to hold opinions and to "
        "receive and impart information and ideas without interference by public authority and regardless of "
        "frontiers. This Article shall not prevent States from requiring the licensing of broadcasting, television "
        "or cinema enterprises."
    ),
    sha256="af80c6128edfe5ef054f093cdf57045accd6cc494a70d1f397603c483e3139e8",
)
ECHR_10_2 = _cite(
    instrument=_ACT,
    provision="Article 10(2)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "The exercise of these freedoms, since it carries with it duties and responsibilities, may be subject to "
        "such formalities, conditions, restrictions or penalties as are prescribed by law and are necessary in a "
        "democratic society, in the interests of national security, territorial integrity or public safety, for the "
        "prevention of disorder or crime, for the protection of health or morals, for the protection of the "
        "reputation or rights of others, for preventing the disclosure of information received in confidence, or for "
        "maintaining the authority and impartiality of the judiciary."
    ),
    sha256="f13cb67d9fc374d9a8424d16b0a2cc5ff5b93d1f738875561d1dbef4ea67dba8",
)
ECHR_11_1 = _cite(
    instrument=_ACT,
    provision="Article 11(1)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "Everyone has the right to freedom of peaceful assembly and to freedom of association with others, including "
        "the right to form and to join trade unions for the protection of his interests."
    ),
    sha256="ca2622aff45d2d7a0732eb44703032348c906b03bc74482da122b801f3e5df0b",
)
ECHR_11_2 = _cite(
    instrument=_ACT,
    provision="Article 11(2)",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "No restrictions shall be placed on the exercise of these rights other than such as are prescribed by law "
        "and are necessary in a democratic society in the interests of national security or public safety, for the "
        "prevention of disorder or crime, for the protection of health or morals or for the protection of the rights "
        "and freedoms of others. This Article shall not prevent the imposition of lawful restrictions on the "
        "exercise of these rights by members of the armed forces, of the police or of the administration of the "
        "State."
    ),
    sha256="fa5d79d5ebf339126f0c1dc21720c4a64dcdef186a942fa530707b96805b0dc5",
)
ECHR_14 = _cite(
    instrument=_ACT,
    provision="Article 14",
    url="https://www.legislation.gov.uk/ukpga/1998/42/schedule/1/2008-12-01",
    version=_VERSION,
    quote=(
        "The enjoyment of the rights and freedoms set forth in this Convention shall be secured without "
        "discrimination on any ground such as sex, race, colour, language, religion, political or other opinion, "
        "national or social origin, association with a national minority, property, birth or other status."
    ),
    sha256="1baf3a3cb93468aba912bb8f64ea1e8d07381cbdd2985218f0ca473695e558ba",
)
