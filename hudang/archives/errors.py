"""Refusals of the archive."""

from __future__ import annotations

from hudang.kernel.errors import Refusal


class BureauExists(Refusal):
    """A second founding of the same county."""

    code = "BUREAU_EXISTS"
    template = "{county} 已经建立全宗 {fonds}，不能重复初始化。"


class NoFonds(Refusal):
    """No fonds for a county: pouches cannot be numbered."""

    code = "NO_FONDS"
    template = "{county} 还没有建立全宗，无法编档号。请先运行初始化（首次使用页或 hudang init）。"


class PouchExists(Refusal):
    """R18: one live pouch a household."""

    code = "POUCH_EXISTS"
    template = "户 {household} 已有在用户袋 {reference_code}，一户只能有一个在用袋，请直接归入该袋。"


class OtherVillage(Refusal):
    """R17: one village a box."""

    code = "OTHER_VILLAGE"
    template = "户袋属于 {pouch_village}，村盒属于 {box_village}，一盒只装一个村，不能放入。"


class PapersMissing(Refusal):
    """R21: a pouch that lacks a required item cannot be closed."""

    code = "PAPERS_MISSING"
    template = "还缺 {count} 件必备材料，不能定卷：{names}。请补齐后再定卷。"


class FileClosed(Refusal):
    """The household file is closed already."""

    code = "FILE_CLOSED"
    template = "档案 {reference_code} 已定卷。"


class BadTemplate(Refusal):
    """A reference code template that makes codes against DA/T 13-2022."""

    code = "BAD_TEMPLATE"
    template = "档号模板“{template}”生成的档号“{sample}”不符合规则，请检查分隔符、年度和期限。"


class BadLocation(Refusal):
    """A location code of another shape."""

    code = "BAD_LOCATION"
    template = "位置编码“{code}”不符合“库房-列-节-层-面-位”的写法，例如 K1-A-02-3-4-L-05。"


class FileDestroyed(Refusal):
    """Nothing is filed into what was destroyed."""

    code = "FILE_DESTROYED"
    template = "档案 {reference_code} 已销毁，不能再归入材料。"


class NoPouch(Refusal):
    """A household without a household file."""

    code = "NO_POUCH"
    template = "户 {household} 还没有立户袋，请先立袋再归档。"


class NothingToFile(Refusal):
    """Neither files nor a number of pages."""

    code = "NOTHING_TO_FILE"
    template = "没有选择文件，也没有填写页数，请至少填写一项。"


class PagesDecided(Refusal):
    """Somebody else dealt with these pages meanwhile."""

    code = "PAGES_DECIDED"
    template = "所选的页已由他人处理或不存在，请刷新“待归件”后再选。"


class NoFolder(Refusal):
    """A folder of scans that cannot be opened."""

    code = "NO_FOLDER"
    template = "没有找到文件夹“{folder}”，或没有读取的权限。"


class PouchEmpty(Refusal):
    """A further pouch while the last one is still empty."""

    code = "POUCH_EMPTY"
    template = "户袋 {code} 里还没有材料，不用另立一袋。"


class NotKeeper(Refusal):
    """Boxes handed over by somebody who does not keep them."""

    code = "NOT_KEEPER"
    template = "所选的盒中有 {count} 个不是由{giver}保管，不能由其移交。请刷新页面后重选。"


class HandoverAnswered(Refusal):
    """A hand-over that was accepted, declined or withdrawn already."""

    code = "HANDOVER_ANSWERED"
    template = "这次交接已是“{state}”，不能再办理。"


class NotTaker(Refusal):
    """Somebody else than the one to whom the boxes were offered answers."""

    code = "NOT_TAKER"
    template = "这次交接须由{taker}本人确认。"


class KeptAlready(Refusal):
    """A keeper is named for boxes that have one: that is a hand-over."""

    code = "KEPT_ALREADY"
    template = "所选的盒中有 {count} 个已有在岗的保管人，换人请办理交接，由双方确认。"


class UnfitKeeper(Refusal):
    """A keeper who cannot see the boxes."""

    code = "UNFIT_KEEPER"
    template = "{name}的岗位或管辖范围看不到所选的盒，不能作保管人。请另选。"


class BeingHandedOver(Refusal):
    """Boxes that are on their way to somebody already."""

    code = "BEING_HANDED_OVER"
    template = "所选的盒中有 {count} 个正在交接，请先由接收人确认，或撤回那次交接。"


class NothingThere(Refusal):
    """No box stands on the shelf that is to be moved."""

    code = "NOTHING_THERE"
    template = "位置“{origin}”没有村盒，请核对位置编码。"


class PlacesTaken(Refusal):
    """Other boxes stand where boxes are to go."""

    code = "PLACES_TAKEN"
    template = "新位置中有 {count} 处已放有别的盒（{places}），请先移走，或换一个新位置。"


class ShelfChanged(Refusal):
    """The boxes of a shelf are no longer those of the preview."""

    code = "SHELF_CHANGED"
    template = "预览之后架上的盒有变动，没有移动任何盒。请重新预览。"


class AlreadyUndone(Refusal):
    """A shelf move that was taken back already, or whose boxes moved on."""

    code = "ALREADY_UNDONE"
    template = "这次移架已经撤回，或有盒又移到了别处，不能再撤回。请按现在的位置另行移架。"


class CountyMatter(Refusal):
    """A change that concerns all offices of the county."""

    code = "COUNTY_MATTER"
    template = "工作日历影响全县各单位的时限，请由县级经办或档案管理员修改。"


class OtherKind(Refusal):
    """A pouch in use put among those of stopped households, or among those of another year."""

    code = "OTHER_KIND"
    template = "{box}装的是另一类户袋（在用、停保年度或保管期限不同），不能移入。停保的户袋定卷后自动移入停保盒。"


class NotByHand(Refusal):
    """A class into which files come by themselves, or a file that nobody put where it is."""

    code = "NOT_BY_HAND"
    template = "{reference_code} 不在只由人归入的类里，不必移出；按条件归入的类随户的情况自动改变。"


class AllPlaced(Refusal):
    """No box of the place stands nowhere."""

    code = "ALL_PLACED"
    template = "所选范围的村盒都已有存放位置。要改位置的，请用移架，或在盒的页面上改。"


class ScannedAlready(Refusal):
    """A scan for an item that has one."""

    code = "SCANNED_ALREADY"
    template = "第 {number} 件已有电子件，不能再挂接；要另归一件请用“逐件归档”。"


class OtherPageCount(Refusal):
    """A scan of fewer or more pages than the paper has: its page numbers would be wrong."""

    code = "OTHER_PAGE_COUNT"
    template = "纸质件登记了 {registered} 页，扫描件有 {scanned} 页。请核对纸质件，一页不多、一页不少地扫描。"


class MoveStands(Refusal):
    """A move that cannot be taken back any more."""

    code = "MOVE_STANDS"
    template = "这次迁居不能撤销：{why}。确需迁回的，请再办一次迁居。"


class NothingToMove(Refusal):
    """No pouch was chosen, or all chosen ones lie in that box already."""

    code = "NOTHING_TO_MOVE"
    template = "没有要移的户袋：请先勾选户袋，并选一个它们现在不在的盒。"


class NobodyToResettle(Refusal):
    """All chosen households live in that village already."""

    code = "NOBODY_TO_RESETTLE"
    template = "所选家庭都已在这个村（社区），没有要迁的。请另选迁入的村，或回名单另选家庭。"


class NothingToMoveBack(Refusal):
    """A job moved no household."""

    code = "NOTHING_TO_MOVE_BACK"
    template = "这项后台任务没有迁动家庭，没有可以撤回的。"


class PouchLent(Refusal):
    """A pouch that is out of its box cannot be put into another."""

    code = "POUCH_LENT"
    template = "{codes} 已借出，还没有归还，不能移盒。请先办归还，或不选这几袋。"


class PouchesStay(Refusal):
    """A move of pouches that cannot be taken back any more."""

    code = "POUCHES_STAY"
    template = "这次移袋不能撤回：{why}。确需放回的，请在盒页勾选户袋再移一次。"


class DivisionStands(Refusal):
    """A split or a merge that cannot be taken back any more."""

    code = "DIVISION_STANDS"
    template = "这次{act}不能撤销：{why}。人员仍须调整的，请按实际情况再办分户、合户或增减成员。"


class LentAlready(Refusal):
    """A file that is out of its box."""

    code = "LENT_ALREADY"
    template = "档案 {reference_code} 已借出，还没有归还，不能再借。"


class NotLent(Refusal):
    """The return of a file that is not out."""

    code = "NOT_LENT"
    template = "档案 {reference_code} 没有借出，不必办归还。"
