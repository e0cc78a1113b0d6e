"""The reads of a fiche in plain SQL, the same on both engines: five statements where the ORM needs about thirty.

Measured on a plan of 394 actions: the names alone take 8 ms through `QuerySet.union`, of which 6 to build the SQL, and
1 ms so; `objects.raw` spares another millisecond a model.
"""

#: Parameters: version, contract. A row: table, id, key, code, label, detail (the aliases of an organisation, as JSON),
#: parent, position. A place of an action in the tree has the action for parent and the node for position.
NAMES = """
SELECT 'action', id, "key", code, title, kind, parent_id, position
  FROM actions_action WHERE version_id = %(version)s
UNION ALL SELECT 'node', n.id, n."key", n.code, n.title, l.name, n.parent_id, n.position
  FROM contracts_node n JOIN contracts_level l ON l.id = n.level_id WHERE n.version_id = %(version)s
UNION ALL SELECT 'organisation', id, "key", '', name, CAST(aliases AS text), parent_id, position
  FROM contracts_listedorganisation WHERE contract_id = %(contract)s
UNION ALL SELECT 'territory', id, "key", short, name, kind, parent_id, position
  FROM contracts_listedterritory WHERE contract_id = %(contract)s
UNION ALL SELECT 'scheme', id, "key", code, name, '', CAST(NULL AS bigint), position
  FROM actions_listedscheme WHERE contract_id = %(contract)s
UNION ALL SELECT 'public', id, '', '', label, '', CAST(NULL AS bigint), 0
  FROM actions_public WHERE contract_id = %(contract)s
UNION ALL SELECT 'tag', id, "key", '', label, '', CAST(NULL AS bigint), position
  FROM contracts_tag WHERE contract_id = %(contract)s
UNION ALL SELECT 'measure', id, "key", code, title, '', CAST(NULL AS bigint), position
  FROM actions_nationalmeasure WHERE contract_id = %(contract)s
UNION ALL SELECT 'type', id, letter, '', label, '', CAST(NULL AS bigint), position
  FROM contracts_commitmenttype WHERE contract_id = %(contract)s
UNION ALL SELECT 'state', id, "key",
    CASE WHEN counts_as_implemented THEN 'oui' WHEN NOT counts_as_implemented THEN 'non' ELSE '' END,
    label, meaning, CAST(NULL AS bigint), position
  FROM contracts_statusstate WHERE contract_id = %(contract)s
UNION ALL SELECT 'section', id, block, action_kind, label, help_text, CAST(NULL AS bigint), position
  FROM contracts_fichesection WHERE contract_id = %(contract)s
UNION ALL SELECT 'place', m.id, '', '', '', '', m.action_id, m.node_id
  FROM actions_action_nodes m JOIN actions_action a ON a.id = m.action_id WHERE a.version_id = %(version)s
"""

#: What the statements below begin with: the action `root` with its sub-actions (0: every action of the version), their
#: nodes, and the indicators, roles, means and schemes of both. Each end has a SELECT of its own: for « a column in one
#: list or another column in another », PostgreSQL would read the whole table.
FAMILY = """
WITH family AS (
  SELECT id, lineage_id FROM actions_action
  WHERE version_id = %(version)s AND (%(root)s = 0 OR id = %(root)s OR parent_id = %(root)s)
), places AS (
  SELECT node_id AS id FROM actions_action_nodes WHERE action_id IN (SELECT id FROM family)
), followed AS (
  SELECT indicator_id AS id FROM indicators_indicator_actions WHERE action_id IN (SELECT id FROM family)
  UNION SELECT indicator_id FROM indicators_indicator_nodes WHERE node_id IN (SELECT id FROM places)
), held AS (
  SELECT id FROM actions_actionrole WHERE action_id IN (SELECT id FROM family)
  UNION SELECT id FROM actions_actionrole WHERE node_id IN (SELECT id FROM places)
), brought AS (
  SELECT id FROM actions_means WHERE action_id IN (SELECT id FROM family)
  UNION SELECT means_id FROM actions_means_shared_with WHERE action_id IN (SELECT id FROM family)
), mobilised AS (
  SELECT scheme_id AS id FROM actions_schemelink WHERE action_id IN (SELECT id FROM family)
  UNION SELECT scheme_id FROM actions_schemelink WHERE node_id IN (SELECT id FROM places)
)
"""

#: Parameters: version, root. A row: what, id, owner, other, position, line, note, confidence, inferred (JSON), then
#: seven texts whose meaning belongs to `what`.
ATTACHED = """
SELECT 'public', id, action_id, public_id, 0, CAST(NULL AS bigint), '', '', '', '', '', '', '', '', '', ''
  FROM actions_action_publics WHERE action_id IN (SELECT id FROM family)
UNION ALL SELECT 'territory', id, action_id, listedterritory_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_action_territories WHERE action_id IN (SELECT id FROM family)
UNION ALL SELECT 'tag', id, action_id, tag_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_action_tags WHERE action_id IN (SELECT id FROM family)
UNION ALL SELECT 'shared', id, from_action_id, to_action_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_action_shared_with WHERE from_action_id IN (SELECT id FROM family)
UNION ALL SELECT 'shared', id, to_action_id, from_action_id, 1, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_action_shared_with WHERE to_action_id IN (SELECT id FROM family)
UNION ALL SELECT 'legal', id, action_id, number, number, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_actionlegalobjective WHERE action_id IN (SELECT id FROM family)
UNION ALL SELECT 'funder', f.id, f.means_id, f.listedorganisation_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_means_funders f WHERE f.means_id IN (SELECT id FROM brought)
UNION ALL SELECT 'sharing', s.id, s.means_id, s.action_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM actions_means_shared_with s WHERE s.means_id IN (SELECT id FROM brought)
UNION ALL SELECT 'component', c.id, c.actionrole_id, c.listedorganisation_id, 0, NULL, '', '', '',
    '', '', '', '', '', '', ''
  FROM actions_actionrole_components c WHERE c.actionrole_id IN (SELECT id FROM held)
UNION ALL SELECT 'follows', id, indicator_id, action_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM indicators_indicator_actions WHERE indicator_id IN (SELECT id FROM followed)
UNION ALL SELECT 'follows-node', id, indicator_id, node_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM indicators_indicator_nodes WHERE indicator_id IN (SELECT id FROM followed)
UNION ALL SELECT 'producer', id, indicator_id, listedorganisation_id, 0, NULL, '', '', '', '', '', '', '', '', '', ''
  FROM indicators_indicator_producers WHERE indicator_id IN (SELECT id FROM followed)
UNION ALL SELECT 'target', id, indicator_id, NULL, position, line, note, confidence, CAST(inferred AS text),
    period, due, condition, CAST(value AS text),
    COALESCE(CAST(minimum AS text), '') || '|' || COALESCE(CAST(maximum AS text), ''),
    words, unit || '|' || CAST(extra AS text)
  FROM indicators_target WHERE indicator_id IN (SELECT id FROM followed)
UNION ALL SELECT 'value', o.id, i.id, NULL, o.position, o.line, o.note, o.confidence, CAST(o.inferred AS text),
    o.period, o.printed, CAST(o.value AS text),
    COALESCE(CAST(o.minimum AS text), '') || '|' || COALESCE(CAST(o.maximum AS text), ''),
    CAST(o.words AS text), CAST(o.breakdown AS text), o.qualifier || '|' || o.dated || '|' || o.unit
  FROM indicators_observation o JOIN indicators_indicator i ON i.lineage_id = o.lineage_id
  WHERE i.id IN (SELECT id FROM followed)
UNION ALL SELECT 'clause', id, node_id, NULL, position, line, note, confidence, CAST(inferred AS text),
    kind, text, '', '', '', '', ''
  FROM actions_clause WHERE node_id IN (SELECT id FROM places)
UNION ALL SELECT 'scheme', id, action_id, scheme_id, position, line, note, confidence, CAST(inferred AS text),
    firmness, validity, '', '', '', '', ''
  FROM actions_schemelink WHERE action_id IN (SELECT id FROM family)
UNION ALL SELECT 'scheme-node', id, node_id, scheme_id, position, line, note, confidence, CAST(inferred AS text),
    firmness, validity, '', '', '', '', ''
  FROM actions_schemelink WHERE node_id IN (SELECT id FROM places)
UNION ALL SELECT 'holder', h.id, h.listedscheme_id, h.listedorganisation_id, 0, NULL, '', '', '',
    '', '', '', '', '', '', ''
  FROM actions_listedscheme_holders h WHERE h.listedscheme_id IN (SELECT id FROM mobilised)
UNION ALL SELECT 'reference', id, from_action_id, to_action_id, position, line, note, confidence,
    CAST(inferred AS text), kind, printed, source_key, target_key,
    CAST(from_node_id AS text), CAST(to_node_id AS text), CAST(to_measure_id AS text)
  FROM actions_crossreference WHERE version_id = %(version)s AND (
    from_action_id IN (SELECT id FROM family) OR to_action_id IN (SELECT id FROM family)
    OR from_node_id IN (SELECT id FROM places) OR to_node_id IN (SELECT id FROM places))
UNION ALL SELECT 'review', r.id, f.id, r.status_id, r.position, r.line, r.note, r.confidence, CAST(r.inferred AS text),
    r.code, r.label, r.campaign, r.comment, r.action_confidence, CAST(r.counts_as AS text), r.source_title
  FROM followup_review r JOIN family f ON f.lineage_id = r.lineage_id
UNION ALL SELECT 'before', c.id, f.id, c.review_id, c.position, c.line, c.note, c.confidence,
    CAST(c.inferred AS text), c.kind, CASE WHEN c.renumbered THEN 'oui' ELSE '' END, r.code, r.label, r.campaign, '', ''
  FROM followup_continuity c JOIN family f ON f.lineage_id = c.lineage_id
  LEFT JOIN followup_review r ON r.id = c.review_id
UNION ALL SELECT 'after', c.id, f.id, a.id, c.position, c.line, c.note, c.confidence,
    CAST(c.inferred AS text), c.kind, CASE WHEN c.renumbered THEN 'oui' ELSE '' END, r.code, r.label, r.campaign, '', ''
  FROM followup_continuity c JOIN followup_review r ON r.id = c.review_id
  JOIN family f ON f.lineage_id = r.lineage_id
  LEFT JOIN actions_action a ON a.lineage_id = c.lineage_id AND a.version_id = %(version)s
  WHERE c.lineage_id IS NULL OR c.lineage_id <> f.lineage_id
UNION ALL SELECT 'elsewhere', s.id, f.id, NULL, 0, NULL, '', '', '',
    CASE WHEN c.short_title = '' THEN c.title ELSE c.short_title END, COALESCE(a.code, ''),
    c."key" || '/' || COALESCE(a."key", ''), CASE WHEN s.agreed_at IS NULL THEN '' ELSE 'oui' END, '', '', ''
  FROM actions_sharedaction s JOIN family f ON f.lineage_id = s.lineage_id
  JOIN contracts_lineage l ON l.id = s.other_id JOIN contracts_contract c ON c.id = l.contract_id
  LEFT JOIN actions_action a ON a.lineage_id = l.id AND a.version_id = c.current_version_id
UNION ALL SELECT 'elsewhere', s.id, f.id, NULL, 0, NULL, '', '', '',
    CASE WHEN c.short_title = '' THEN c.title ELSE c.short_title END, COALESCE(a.code, ''),
    c."key" || '/' || COALESCE(a."key", ''), CASE WHEN s.agreed_at IS NULL THEN '' ELSE 'oui' END, '', '', ''
  FROM actions_sharedaction s JOIN family f ON f.lineage_id = s.other_id
  JOIN contracts_lineage l ON l.id = s.lineage_id JOIN contracts_contract c ON c.id = l.contract_id
  LEFT JOIN actions_action a ON a.lineage_id = l.id AND a.version_id = c.current_version_id
UNION ALL SELECT 'status', s.id, f.id, s.state_id, 0, NULL, '', s.confidence, '', s.stated_on,
    CASE WHEN s.inferred THEN 'oui' ELSE '' END, s.comment, '', '', '', ''
  FROM actions_actionstatus s JOIN family f ON f.lineage_id = s.lineage_id WHERE s.decision = 'valide'
"""

#: Rows of whole models, for `objects.raw`. Same parameters.
ROLES = """
SELECT * FROM actions_actionrole WHERE id IN (SELECT id FROM held) ORDER BY position, id
"""
MEANS = """
SELECT * FROM actions_means WHERE id IN (SELECT id FROM brought) ORDER BY position, id
"""
INDICATORS = """
SELECT * FROM indicators_indicator WHERE id IN (SELECT id FROM followed) ORDER BY position, id
"""
