"""The closed lists of words that the database, the forms and the exports share."""

from django.db.models import TextChoices


class ArticleStatus(TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    SCHEDULED = "scheduled", "Scheduled"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SectionKind(TextChoices):
    QUICK_LOOK = "quick_look", "Quick look"
    BODY = "body", "Body"


class Part(TextChoices):
    """Where in an article words stand: a field of the article, or one of its sections."""

    HEADLINE = "headline", "Headline"
    ALTERNATIVE_HEADLINE = "alternative_headline", "Alternative headline"
    STANDFIRST = "standfirst", "Standfirst"
    SECTION = "section", "Section"


class QuoteKind(TextChoices):
    DIRECT = "direct", "Direct"  # a whole clause or more between marks
    PARTIAL = "partial", "Partial"  # marked words inside the reporter's sentence
    INDIRECT = "indirect", "Indirect"  # reported without marks


class LinkKind(TextChoices):
    """What a quote does to an other one, mostly an earlier."""

    REPEATS = "repeats", "Repeats"
    SOFTENS = "softens", "Softens"
    HARDENS = "hardens", "Hardens"
    CONTRADICTS = "contradicts", "Contradicts"
    RETRACTS = "retracts", "Retracts"


class ActorKind(TextChoices):
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    GOVERNMENT = "government", "Government"
    COUNTRY = "country", "Country"
    ALLIANCE = "alliance", "Alliance"
    GROUP = "group", "Group"


class ObstacleKind(TextChoices):
    DEMAND = "demand", "Demand"
    CONDITION = "condition", "Condition"
    DENIAL = "denial", "Denial"
    LIMIT = "limit", "Limit"
    OPTION = "option", "Option"  # leverage, not an obstacle: counted nowhere as one


class ReportStatus(TextChoices):
    RAISED = "raised", "Raised"
    STANDING = "standing", "Standing"
    EASED = "eased", "Eased"
    LIFTED = "lifted", "Lifted"
    DISPUTED = "disputed", "Disputed"


class Side(TextChoices):
    """On which side of an obstacle a report names an actor."""

    LAID_BY = "laid_by", "Laid by"
    FACED_BY = "faced_by", "Faced by"


class Precision(TextChoices):
    """How much of a date is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class TagUse(TextChoices):
    """What a tag stands at."""

    ARTICLE = "article", "Articles"
    QUOTE = "quote", "Quotes"
    OBSTACLE = "obstacle", "Obstacles"


class AppearanceSource(TextChoices):
    DERIVED = "derived", "Found in the text"
    ADDED = "added", "Added by an editor"
    REJECTED = "rejected", "Rejected by an editor"


class CorrectionKind(TextChoices):
    CORRECTION = "correction", "Correction"
    CLARIFICATION = "clarification", "Clarification"
    UPDATE = "update", "Update"
    RETRACTION = "retraction", "Retraction"


class ProposalKind(TextChoices):
    """What ingest proposes and an editor decides."""

    RESEMBLANCE = "resemblance", "Resemblance"  # a reprint or an update of another article
    ACTOR = "actor", "Actor"
    QUOTE = "quote", "Quote"
    OBSTACLE = "obstacle", "Obstacle"
    CORRECTION = "correction", "Correction"


class ProposalState(TextChoices):
    OPEN = "open", "Open"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Rejected"  # of a marked stretch: it is not speech


class UpdateState(TextChoices):
    WAITING = "waiting", "Waiting for an editor"
    TAKEN = "taken", "Taken over"
    REFUSED = "refused", "Refused"
    FORMER = "former", "Replaced by a newer text"


class FileState(TextChoices):
    """How far a file of a batch has come."""

    WAITING = "waiting", "Waiting"
    CREATED = "created", "Created"
    UPDATED = "updated", "Updated"
    HELD = "held", "For an editor"  # a newer text that waits
    UNCHANGED = "unchanged", "Unchanged"
    DOUBTED = "doubted", "Doubtful"  # hardly an article: an editor may insist
    REFUSED = "refused", "Refused"


class Noun(TextChoices):
    """What has a version, a history and a page of its own; the value is the model's name."""

    ARTICLE = "article", "Article"
    ACTOR = "actor", "Actor"
    OBSTACLE = "obstacle", "Obstacle"
    PROCESS = "process", "Process"
    OUTLET = "outlet", "Outlet"
    TAG = "tag", "Tag"


class Change(TextChoices):
    """What was done to a row, as its history tells it."""

    FOUND = "found", "As it was found"  # before the first change that was recorded
    CREATED = "created", "Created"
    EDITED = "edited", "Edited"
    REVIEWED = "reviewed", "Reviewed"
    TAGGED = "tagged", "Tagged"
    SUBMITTED = "submitted", "Sent to review"
    RETURNED = "returned", "Sent back"
    SCHEDULED = "scheduled", "Scheduled"
    RECALLED = "recalled", "Back to draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UPDATED = "updated", "Newer text taken over"
    MERGED = "merged", "Merged"
    UNMERGED = "unmerged", "Merge undone"
    RESTORED = "restored", "Restored"
    DELETED = "deleted", "Deleted"


class DuplicateState(TextChoices):
    OPEN = "open", "Open"
    DIFFERENT = "different", "Not the same"
    MERGED = "merged", "Merged"
