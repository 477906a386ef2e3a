"""Keys and words of the counter: one table for buttons, keys and the hardware pad."""

from hall_client.domain.tickets import TicketOutcome
from hall_client.ui.actions import Action
from hall_client.ui.presenters.counter_sight import Stage
from hall_client.ui.words import mark

ACTIONS = (
    Action("choose", mark("Use this counter"), "counter"),
    Action("other", mark("Choose another counter"), "back"),
    Action("open", mark("Open counter"), "counter", "Ctrl+O", command="OpenCounter"),
    Action("resume", mark("Resume calling"), "resume", "Ctrl+R", command="OpenCounter"),
    Action("pause", mark("Pause"), "hold", "Ctrl+B", command="PauseCounter"),
    Action("close", mark("Close counter"), "leave", "Ctrl+W", command="CloseCounter"),
    Action("call-next", mark("Call next"), "call", "F2", command="CallNext"),
    Action("serve", mark("Person has come"), "person", "F5", command="ServeTicket"),
    Action("go-on", mark("Continue serving"), "resume", "Ctrl+Return"),
    Action("finish", mark("Finish"), "finish", "F8", command="FinishTicket"),
    Action("finish-next", mark("Finish, next"), "next", "Shift+F8"),
    Action("recall", mark("Recall"), "recall", "F3", command="RecallTicket"),
    Action("pass", mark("Pass"), "pass", "F4", command="PassTicket"),
    Action("transfer", mark("Transfer"), "transfer", "F6", command="TransferTicket"),
    Action("hold", mark("Hold"), "hold", "F7", command="HoldTicket"),
    Action("intake", mark("Start intake"), "intake", "Ctrl+I"),
    Action("undo", mark("Undo"), "undo", "Ctrl+Z", command="UndoLast"),
    Action("drop-question", mark("Back"), "back", "Esc"),
)
# The primary step of each stage; it always stands in the same place.
PRIMARY = {
    Stage.CHOOSE: "choose",
    Stage.TAKEN: "other",
    Stage.CLOSED: "open",
    Stage.PAUSED: "resume",
    Stage.READY: "call-next",
    Stage.FOUND: "go-on",
    Stage.CALLED: "serve",
    Stage.SERVING: "finish",
}
OUTCOMES = (
    TicketOutcome.ACCEPTED,
    TicketOutcome.CORRECTED,
    TicketOutcome.CONSULTED,
    TicketOutcome.COLLECTED,
    TicketOutcome.NOT_ACCEPTED,
    TicketOutcome.OTHER,
)
