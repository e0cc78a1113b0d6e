"""The reads of the plan in plain SQL, the same on both engines.

On a plan of 394 actions building the same statements by the ORM and converting their rows took 13 of its 20 ms.
"""

#: What the contract names. Parameter: contract. A row: kind, id, key, name, detail (the aliases of an organisation, as
#: JSON), parent, position.
NAMES = """
SELECT 'actor', id, "key", name, CAST(aliases AS text), parent_id, position
  FROM contracts_listedorganisation WHERE contract_id = %(contract)s
UNION ALL SELECT 'territory', id, "key", name, short, parent_id, position
  FROM contracts_listedterritory WHERE contract_id = %(contract)s
UNION ALL SELECT 'scheme', id, "key", name, code, CAST(NULL AS bigint), position
  FROM actions_listedscheme WHERE contract_id = %(contract)s
UNION ALL SELECT 'public', id, CAST(id AS text), label, '', CAST(NULL AS bigint), id
  FROM actions_public WHERE contract_id = %(contract)s
UNION ALL SELECT 'tag', id, "key", label, '', CAST(NULL AS bigint), position
  FROM contracts_tag WHERE contract_id = %(contract)s
UNION ALL SELECT 'type', id, letter, label, '', CAST(NULL AS bigint), position
  FROM contracts_commitmenttype WHERE contract_id = %(contract)s
UNION ALL SELECT 'state', id, "key", label, CASE WHEN counts_as_implemented THEN 'oui' ELSE '' END || '|' || meaning,
    CAST(NULL AS bigint), position
  FROM contracts_statusstate WHERE contract_id = %(contract)s
UNION ALL SELECT 'member', m.from_listedterritory_id, '', '', '', m.to_listedterritory_id, m.id
  FROM contracts_listedterritory_members m JOIN contracts_listedterritory t ON t.id = m.from_listedterritory_id
  WHERE t.contract_id = %(contract)s
ORDER BY 7, 2
"""

#: The elements of the tree, in order. Parameter of this and the following: version.
NODES = """
SELECT n.id, n."key", n.code, n.title, l.name, n.parent_id, n.empty_reason, n.handled_elsewhere, n.note
FROM contracts_node n JOIN contracts_level l ON l.id = n.level_id
WHERE n.version_id = %(version)s ORDER BY n.position, n.id
"""

#: The actions, in order; JSON as text. Last, the document's own facts where they say something of the state.
ROWS = """
SELECT id, "key", code, title, kind, commitment_type, condition, calendar, start, "end", CAST(title_variants AS text),
    CAST(inferred AS text), transversal, no_pilot_reason, no_indicator_reason, sheet_id, parent_id, commitment_level,
    in_toolbox,
    CASE WHEN CAST(extra AS text) LIKE '%%"blocking_reason"%%'
      OR CAST(extra AS text) LIKE '%%"status_confidence_note"%%' THEN CAST(extra AS text) ELSE '' END
FROM actions_action WHERE version_id = %(version)s ORDER BY position, id
"""

#: Action, organisation, role, service, deduced fields (JSON).
ROLES = """
SELECT action_id, organisation_id, role, service, CAST(inferred AS text)
FROM actions_actionrole WHERE version_id = %(version)s AND action_id IS NOT NULL ORDER BY position, id
"""

#: Action, state, deduced or not, comment: the last row of an action counts; what is only proposed does not.
STATES = """
SELECT a.id, s.state_id, s.inferred, s.comment
FROM actions_actionstatus s JOIN actions_action a ON a.lineage_id = s.lineage_id
WHERE a.version_id = %(version)s AND s.lineage_id {lineages} AND s.decision = 'valide' ORDER BY s.stated_on, s.id
"""

#: Kind of link, owner, target, in the order of the document. Owners of kinds that begin with `node-` are nodes.
LINKS = """
WITH own AS (SELECT id FROM actions_action WHERE version_id = %(version)s),
  tree AS (SELECT id FROM contracts_node WHERE version_id = %(version)s)
SELECT 'node', action_id, node_id, id FROM actions_action_nodes WHERE action_id {own}
UNION ALL SELECT 'territory', action_id, listedterritory_id, id
  FROM actions_action_territories WHERE action_id {own}
UNION ALL SELECT 'public', action_id, public_id, id
  FROM actions_action_publics WHERE action_id {own}
UNION ALL SELECT 'tag', action_id, tag_id, id FROM actions_action_tags WHERE action_id {own}
UNION ALL SELECT 'shared', from_action_id, to_action_id, id
  FROM actions_action_shared_with WHERE from_action_id {own}
UNION ALL SELECT 'shared', to_action_id, from_action_id, id
  FROM actions_action_shared_with WHERE from_action_id {own}
UNION ALL SELECT 'scheme', action_id, scheme_id, id
  FROM actions_schemelink WHERE version_id = %(version)s AND action_id IS NOT NULL
UNION ALL SELECT 'scheme', action_id, scheme_id, id
  FROM actions_means WHERE action_id {own} AND scheme_id IS NOT NULL
UNION ALL SELECT 'funder', action_id, organisation_id, id
  FROM actions_means WHERE action_id {own} AND organisation_id IS NOT NULL
UNION ALL SELECT 'funder', m.action_id, f.listedorganisation_id, m.id
  FROM actions_means_funders f JOIN actions_means m ON m.id = f.means_id WHERE m.action_id {own}
UNION ALL SELECT 'indicator', action_id, indicator_id, id
  FROM indicators_indicator_actions WHERE action_id {own}
UNION ALL SELECT 'node-scheme', node_id, scheme_id, id
  FROM actions_schemelink WHERE version_id = %(version)s AND node_id IS NOT NULL
UNION ALL SELECT 'node-tag', node_id, tag_id, id FROM contracts_node_tags WHERE node_id {tree}
UNION ALL SELECT 'node-indicator', node_id, indicator_id, id
  FROM indicators_indicator_nodes WHERE node_id {tree}
ORDER BY 4
"""


def on_engine(statement: str, vendor: str) -> str:
    """A statement as an engine reads it fastest.

    For a list that a query gives, PostgreSQL reads the tables of links from end to end (17 ms at 150,000 actions); for
    an array it asks their indexes (2 ms).
    """
    among = "= ANY (ARRAY(SELECT {}))" if vendor == "postgresql" else "IN (SELECT {})"
    lineages = among.format("lineage_id FROM actions_action WHERE version_id = %(version)s")
    return statement.format(own=among.format("id FROM own"), tree=among.format("id FROM tree"), lineages=lineages)
