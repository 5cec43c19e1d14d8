namespace CityKit.AspNetCore.OpenApi;

/// <summary>What is said of each endpoint that is written by hand; what modules declare says it itself.</summary>
internal static class OperationTable
{
    private const string HandOver = "to?, note?, all?:boolean, leads?:array, alerts?:array, items?:array, commandId?";
    private const string Reason = "reason, commandId?";
    private const string Step =
        "command, commandId?, reason?, photo?, assignee?, condition?, outcome?, class?, person?, limit?, other?, coHandlers?:array, "
        + "details?:object, parts?:array, reply?, showPhoto?:boolean";

    private const string Report =
        "id?, class, longitude:number, latitude:number, system?, text?, contact?, position?:object, photo?, component?, accuracy?:number, "
        + "profile?, anonymous?:boolean, details?:object";

    private const string Open =
        "profile, source, commandId?, cause?, class?, title?:object, place?:object, component?, details?:object, evidence?:array";

    internal static IReadOnlyList<Operation> All { get; } =
        [
            Device("POST /batches", "Takes in a device's signed batch; see wire-format.md.") with { Media = "application/octet-stream" },
            Device("GET /devices/{id}/bundle", "The newest configuration, for the device itself.") with { Parameters = "after:integer" },
            Device("GET /devices/{id}/release", "The package that is offered, for the device itself.")
                with { Parameters = "after:integer, runtime" },
            List("GET /devices", "devices", "Devices with their health, by id.", "devices/list", "devices:Device"),
            One("GET /devices/{id}", "devices", "One device with its health.", "Device"),
            Command("PUT /devices/{id}", "devices", "Admits a device by its public key.", "publicKey, commandId?"),
            Command("POST /devices/{id}/suspend", "devices", "Takes no batches of a device for now.", Reason),
            Command("POST /devices/{id}/resume", "devices", "Takes its batches again.", "commandId?"),
            Command("POST /devices/{id}/revoke", "devices", "Ends the use of its key.", Reason),
            File("PUT /devices/{id}/bundle", "devices", "Publishes a signed configuration for a device.", "application/octet-stream"),
            Command("PUT /devices/{id}/release", "devices", "Offers a device a release of its agent; 0 takes the offer back.",
                "number:integer, commandId?"),
            One("GET /answer-key", "devices", "The key that signs what devices are answered.", "Any"),
            new("POST /feeds/{feed}", "feeds", "Takes in a utility's readings as CSV.") { Media = "text/csv", Parameters = "batch" },
            Command("POST /reports", "reports", "A person's report of something at a place.", Report),
            Command("POST /leads", "leads", "What a machine found: a camera's box, a recorder, a drone.",
                "id, class, confidence:number, at, longitude?:number, latitude?:number, system?, camera?, snapshot?, snapshotSha256?, "
                + "source?, version?, clip?, clipSha256?"),
            List("GET /leads", "leads", "Leads: what machines found and a person decides.", "leads/list", "leads:Lead"),
            List("GET /leads/queue", "leads", "The open leads, the most urgent first.", "leads/queue", "leads:Lead"),
            List("GET /leads/figures", "leads", "What leads turned out to be, by class, source, machine or reason.", "leads/figures",
                "figures:Any"),
            List("GET /leads/machines", "leads", "How often machines were right, and whether each opens work items by itself.",
                "leads/machines", "machines:Any"),
            One("GET /leads/{id}", "leads", "One lead.", "Lead"),
            Chain("GET /leads/{id}/explain", "leads"),
            Replay("GET /leads/{id}/replay", "leads"),
            Command("POST /leads/{id}/acknowledge", "leads", "Ends its escalation: somebody is handling it.", "commandId"),
            Command("POST /leads/{id}/confirm", "leads", "Opens the work item of a lead.", "commandId?"),
            Command("POST /leads/{id}/dismiss", "leads", "Dismisses a lead, in words or with a reason of the policy's.",
                "reason?, because?, commandId?"),
            Command("POST /leads/{id}/merge", "leads", "Merges a lead into an open work item, or into another open lead.",
                "into?, intoLead?, commandId?"),
            Command("POST /leads/{id}/take", "leads", "Takes an open lead: others leave it to the caller.", "commandId?"),
            Command("POST /leads/{id}/release", "leads", "Gives a lead back to the room.", "commandId?"),
            List("GET /handovers", "leads", "Hand-overs at the end of shifts.", "handovers/list", "handovers:HandOver"),
            One("GET /handovers/{id}", "leads", "One hand-over.", "HandOver"),
            Command("POST /handovers", "leads", "Hands over what the caller has, what he names, or all that is open.", HandOver),
            Command("POST /handovers/{id}/accept", "leads", "Accepts a hand-over.", "commandId?"),
            List("GET /items", "items", "Work items that the caller may see, with what he may do now.", "items/list", "items:ItemView"),
            List("GET /items/counts", "items", "How many of them, by area and class, body, profile or state.", "items/counts",
                "counts:Count"),
            List("GET /items/public-counts", "items", "How many there are, for a screen: counts below 5 are withheld.",
                "items/public-counts", "counts:Any"),
            List("GET /items/surveys", "items", "How satisfied reporters were in a month: groups below 5 are withheld.",
                "items/surveys", "surveys:Any"),
            List("GET /own/items", "items", "How what the caller reported goes on.", "items/own", "items:Any"),
            Command("POST /items", "items", "Opens a work item at a place that may have no point; the same cause is the same item.", Open),
            List("GET /items/tasks", "items", "What the caller is to do, what is due next first.", "items/tasks", "items:ItemView"),
            List("GET /items/figures", "items", "The performance figures of a period, each with what opens its cases.", "items/figures",
                "figures:Any"),
            List("GET /items/answers", "items", "Texts that people use again and again, of the policy, for a class.", "items/answers",
                "answers:Any"),
            new("GET /items/{id}/allowed", "items", "The steps that the caller may take now, with what each has to carry.")
            {
                Rows = "steps:Any",
            },
            List("GET /profiles", "items", "What people call profiles, their states and steps.", "items/profiles", "profiles:Any"),
            new("POST /items/steps", "items", "The same step of up to 200 work items, an answer each.")
            {
                Members = "items:array, " + Step, Answer = "Answers",
            },
            new("GET /items/export", "items", "Work items, one JSON object a line.") { Query = "items/list", Answer = "Any" },
            new("POST /items/import", "items", "Takes over cases of another system, one a line.")
            {
                Media = "application/x-ndjson", Parameters = "system", Answer = "Any",
            },
            One("GET /items/{id}", "items", "One work item; its ETag is for If-Match of a step.", "Done"),
            new("GET /items/{id}/as-of", "items", "The work item as it was at a moment.") { Parameters = "at", Answer = "ItemView" },
            Chain("GET /items/{id}/explain", "items"),
            Replay("GET /items/{id}/replay", "items"),
            Command("POST /items/{id}/commands", "items", "One step. With If-Match: 412 when the item is not as it was seen.", Step),
            Command("POST /items/{id}/repeat", "items", "Marks a work item as a repeat of another.", "of, commandId?"),
            Command("POST /items/{id}/undo-repeat", "items", "Takes the mark of a repeat back.", "commandId?"),
            Command("POST /items/{id}/survey", "items", "Who reported it says how satisfied they are: satisfied, basically, unsatisfied.",
                "satisfaction, answers?:object, commandId?"),
            new("GET /items/{id}/evidence", "evidence", "The evidence of a work item.") { Rows = "evidence:Any" },
            new("POST /items/{id}/hand-over", "evidence", "A package for the police, a zip; noted with its purpose.")
            {
                Members = "purpose, commandId?", Answer = "Any",
            },
            Upload("PUT /evidence"), Upload("POST /evidence"),
            One("GET /evidence/{id}", "evidence", "The copy that is shown; the viewing is noted.", "Any"),
            new("POST /evidence/{id}/original", "evidence", "The original; noted with its purpose.")
            {
                Members = "purpose, commandId?", Answer = "Any",
            },
            Records("POST /items/{id}/records", "Opens what persons gave and wrote about an item; noted with its purpose.",
                "purpose, commandId?"),
            Records("POST /records/{id}", "Opens one record; noted with its purpose.", "purpose, commandId?"),
            Records("POST /own/records", "What is kept of the caller.", "commandId?"),
            List("GET /reads", "privacy", "Who read which personal data, for those who oversee the city.", "reads/list", "reads:Any"),
            List("GET /reads/own", "privacy", "What the caller read of others, or others of the caller.", "reads/own", "reads:Any"),
            new("GET /own/reads", "privacy", "Who read what is kept of the caller.") { Rows = "reads:Any" },
            Command("POST /own/erase", "privacy", "Erases the caller.", "commandId?"),
            Command("POST /persons/erase", "privacy", "Erases a person.", "account, commandId?"),
            Command("POST /households/erase", "privacy", "Erases a household.", "household, commandId?"),
            List("GET /alerts", "alerts", "Alerts: what rules found.", "alerts/list", "alerts:Alert"),
            One("GET /alerts/{id}", "alerts", "One alert.", "Alert"),
            List("GET /alerts/statistics", "alerts", "How the alerts of rules turned out: how many, how long, how often false.",
                "alerts/statistics", "statistics:Any"),
            Chain("GET /alerts/{id}/explain", "alerts"),
            Replay("GET /alerts/{id}/replay", "alerts"),
            Command("POST /alerts/{id}/assign", "alerts", "Gives an open alert to a role or an account.", "to, commandId?"),
            Command("POST /alerts/{id}/comment", "alerts", "Writes something to an alert.", "text, commandId?"),
            Command("POST /alerts/{id}/snooze", "alerts", "Lets notices and escalation wait.", "until, commandId?"),
            Command("POST /alerts/{id}/outcome", "alerts", "Says what it was: ok, away, ill, no-answer, false.", "outcome, commandId?"),
            Command("POST /alerts/{id}/resolve", "alerts", "Closes an alert while its condition holds.", Reason),
            Command("POST /alerts/{id}/merge", "alerts", "Merges an open alert into another open one.", "into, commandId?"),
            List("GET /suspensions", "alerts", "Maintenance windows of rules, and households that are away.", "suspensions/list",
                "suspensions:Any"),
            Command("POST /suspensions", "alerts", "A maintenance window: a rule raises no alert for a while.",
                "rule, from, until, reason, source?, household?, area?, commandId?"),
            Command("POST /suspensions/end", "alerts", "Ends a maintenance window or an away note before its time.",
                "suspension, commandId?"),
            Command("POST /households/away", "alerts", "A household is away: rules that rest on its consent raise no alert.",
                "household, purpose, from, until, commandId?"),
            Command("POST /alerts/{id}/acknowledge", "alerts", "Ends its escalation: somebody is handling it.", "commandId"),
            new("GET /sensors/{device}/{sensor}/readings", "readings", "What a sensor read over time; a household's with a purpose.")
            {
                Parameters = "from, until, step?, limit?:integer, after?, purpose?, commandId?", Answer = "Any",
            },
            List("GET /findings", "overview", "What was not seen or could not be decided.", "findings/list", "findings:Any"),
            List("GET /findings/blind", "overview", "How long devices and sensors saw nothing, by day or source.", "findings/blind",
                "blind:Any"),
            List("GET /journal", "overview", "The journal's entries: what came when, not what it holds.", "journal/list", "entries:Entry"),
            One("GET /journal/state", "overview", "How far the journal has come: its head, to be noted elsewhere.", "Any"),
            One("GET /journal/{id}", "overview", "One entry: what it holds as far as that is nobody's, and its seal.", "Any"),
            new("GET /notifications", "overview", "Notifications after a position.")
            {
                Parameters = "position?, after?:integer, history?, limit?:integer", Answer = "Notifications",
            },
            new("GET /stream", "overview", "The same as server-sent events, with Last-Event-ID.") { Parameters = "after?", Answer = "Any" },
            new("GET /subscriptions", "notifications", "Who is sent which notifications.") { Rows = "subscriptions:Any" },
            Command("PUT /subscriptions/{name}", "notifications", "Sends notifications by a channel from now on.",
                "commandId, channel, kinds?:array, audience?, profile?"),
            Command("POST /subscriptions/{name}/remove", "notifications", "Ends a subscription.", "commandId"),
            new("GET /dead-letters", "notifications", "What could not be delivered.")
            {
                Parameters = "limit?:integer, after?", Rows = "deadLetters:Any",
            },
            Command("POST /dead-letters/{id}/resend", "notifications", "Sends a dead letter again.", "commandId?"),
            new("GET /public/{kind}/{code}", "public", "What is public of the report or thing that a code belongs to; needs no key.")
            {
                IsOpen = true,
            },
            new("GET /public/follow/{code}/photos/{step}", "public", "The photo that a step shows to those who reported it; needs no key.")
            {
                IsOpen = true, Answer = "Any",
            },
            new("POST /public/reports", "public", "A report without a name or an account, where the host allows it; needs no key.")
            {
                IsOpen = true, Answer = "Any",
                Members = "id?, class, longitude:number, latitude:number, system?, text?, photo?, component?, accuracy?:number, profile?",
            },
            new("POST /public/follow/{code}/survey", "public", "Who holds the code says how satisfied they are; needs no key.")
            {
                IsOpen = true, Members = "satisfaction, answers?:object, commandId?", Answer = "Any",
            },
            new("POST /public/follow/{code}/reopen", "public", "Who holds the code asks once that it is taken up again; needs no key.")
            {
                IsOpen = true, Members = "reason, commandId?", Answer = "Any",
            },
            One("GET /summary", "overview", "The figures.", "Any"),
            One("GET /export", "overview", "All alerts, then all work items, one JSON object a line.", "Any"),
            new("POST /commands", "commands", "Up to 100 commands in order, an answer each.") { Members = "[]", Answer = "Answers" },
            Command("POST /commands/items/report", "commands", "A person's report, as POST /reports.", Report),
            Command("POST /commands/items/open", "commands", "Opens a work item, as POST /items.", Open),
            Command("POST /commands/items/step", "commands", "One step of a work item.", "item, ifMatch?, " + Step),
            Command("POST /commands/items/mark-repeat", "commands", "Marks a work item as a repeat of another.", "item, of, commandId?"),
            Command("POST /commands/items/undo-repeat", "commands", "Takes the mark of a repeat back.", "item, commandId?"),
            Command("POST /commands/items/confirm-component", "commands", "Says which component a work item is about, or 'none'.",
                "item, component, commandId?"),
            Command("POST /commands/items/survey", "commands", "Who reported it says how satisfied they are.",
                "item, satisfaction, answers?:object, commandId?"),
            Command("POST /commands/alerts/assign", "commands", "Gives an open alert to a role or an account.", "alert, to, commandId?"),
            Command("POST /commands/alerts/comment", "commands", "Writes something to an alert.", "alert, text, commandId?"),
            Command("POST /commands/alerts/snooze", "commands", "Lets notices and escalation wait.", "alert, until, commandId?"),
            Command("POST /commands/alerts/outcome", "commands", "Says what an alert was.", "alert, outcome, commandId?"),
            Command("POST /commands/alerts/resolve", "commands", "Closes an alert while its condition holds.", "alert, reason, commandId?"),
            Command("POST /commands/alerts/merge", "commands", "Merges an open alert into another open one.", "alert, into, commandId?"),
            Command("POST /commands/leads/confirm", "commands", "Opens the work item of a lead.", "lead, commandId?"),
            Command("POST /commands/leads/dismiss", "commands", "Dismisses a lead.", "lead, reason?, because?, commandId?"),
            Command("POST /commands/leads/merge", "commands", "Merges a lead into an open work item or another open lead.",
                "lead, into?, intoLead?, commandId?"),
            Command("POST /commands/leads/take", "commands", "Takes an open lead.", "lead, commandId?"),
            Command("POST /commands/leads/release", "commands", "Gives a lead back to the room.", "lead, commandId?"),
            Command("POST /commands/handovers/give", "commands", "Hands over a shift.", HandOver),
            Command("POST /commands/handovers/accept", "commands", "Accepts a hand-over.", "handover, commandId?"),
            One("GET /configuration", "configuration", "What is in force: policy, working days, profiles, grids.", "Any"),
            List("GET /rules", "configuration", "The rules in force.", "rules/list", "rules:Any"),
            List("GET /rules/names", "configuration", "What people call the rules in force.", "rules/names", "rules:Any"),
            One("GET /rules/{id}", "configuration", "One rule in force.", "Any"),
            List("GET /classes", "configuration", "The classes of the city's catalogues, its own included.", "classes/list",
                "classes:Any"),
            List("GET /sensors", "configuration", "The sensors of a device that count now, each with its last reading.", "sensors/list",
                "sensors:Any"),
            File("POST /sensors", "configuration", "Adds or changes sensors with a register file.", "application/json"),
            Command("POST /sensors/{device}/{sensor}/retire", "configuration", "Ends a sensor's entry.", "at, commandId?"),
            Command("POST /consents/withdraw", "configuration", "Ends a household's consent.", "household, purpose, commandId?"),
            File("PUT /rules", "configuration", "Puts another rule file in force.", "application/json"),
            File("PUT /policy", "configuration", "Puts another policy in force.", "application/json"),
            File("PUT /calendar", "configuration", "Puts another calendar in force.", "application/json"),
            File("PUT /profiles/{id}", "configuration", "Adds or replaces a profile.", "application/json"),
            Command("POST /profiles/{id}/retire", "configuration", "Takes a profile away.", "commandId?"),
        ];

    private static Operation Device(string route, string summary) => new(route, "devices", summary) { IsOpen = true };

    private static Operation Command(string route, string tag, string summary, string members) =>
        new(route, tag, summary) { Members = members, Answer = "Done" };

    private static Operation File(string route, string tag, string summary, string media) =>
        new(route, tag, summary) { Media = media, Parameters = "commandId?", Answer = "Done" };

    private static Operation List(string route, string tag, string summary, string query, string rows) =>
        new(route, tag, summary) { Query = query, Rows = rows };

    private static Operation One(string route, string tag, string summary, string answer) => new(route, tag, summary) { Answer = answer };

    private static Operation Chain(string route, string tag) =>
        new(route, tag, "Its chain: journal entries, rule, alert, lead, item.") { Rows = "chain:Link" };

    private static Operation Replay(string route, string tag) =>
        new(route, tag, "Decides it again out of the journal alone, and compares the bytes.") { Answer = "Any" };

    private static Operation Upload(string route) =>
        new(route, "evidence", "Keeps a picture or clip: JPEG, PNG, MP4.") { Media = "application/octet-stream", Answer = "Any" };

    private static Operation Records(string route, string summary, string members) => new(route, "privacy", summary) { Members = members };
}
