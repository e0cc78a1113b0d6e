"""The eight categories of spending and the states of a line of the TFPB abatement."""

from decimal import Decimal

from django.db import models


class Category(models.TextChoices):
    """The eight axes of the « cadre national d'utilisation de l'abattement de TFPB » (29 April 2015), in its order."""

    PRESENCE = "presence", "Renforcement de la présence du personnel de proximité"
    TRAINING = "formation", "Formation / soutien des personnels de proximité"
    UPKEEP = "sur-entretien", "Sur-entretien"
    WASTE = "dechets", "Gestion des déchets et encombrants / épaves"
    SAFETY = "tranquillite", "Tranquillité résidentielle"
    CONSULTATION = "concertation", "Concertation / sensibilisation des locataires"
    LINK = "lien-social", "Animation, lien social, vivre ensemble"
    WORKS = "petits-travaux", "Petits travaux d’amélioration de la qualité de service"


class LineState(models.TextChoices):
    """How far a line has come."""

    PLANNED = "programme", "programme prévu"
    DECLARED = "declare", "bilan déclaré"
    CHECKED = "verifie", "bilan vérifié"


#: Years that a line may have: the abatement exists since the loi de finances pour 2001.
FIRST_YEAR, LAST_YEAR = 2001, 2100
#: What a declared total may differ from the sum of its categories: the greater of an amount and a share of the total.
TOLERANCE_EUROS = Decimal(1)
TOLERANCE_SHARE = Decimal("0.005")
TOLERANCE_WORDS = "1 € ou 0,5 % du total déclaré, le plus grand des deux"
