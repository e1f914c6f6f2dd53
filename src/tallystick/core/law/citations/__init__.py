# SPDX-License-Identifier: Apache-2.0
"""The exact words of law and guidance that checks rest on: one module per instrument, one constant per provision.

How the words are printed: as in the text that was read, with line breaks between paragraphs turned into single spaces,
emphasis of defined terms and editorial footnote brackets left out, and every omission marked ``[…]``. What was read,
and how old it is, is said in each ``version``; a provision whose words could not be read has no constant.

Statute texts of the United Kingdom are Crown copyright, reused under the Open Government Licence v3.0
(https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/). Texts of the European Union are reused
under Commission Decision 2011/833/EU, source: EUR-Lex, https://eur-lex.europa.eu, (c) European Union; only the texts
published in the Official Journal are authentic.
"""
