using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>Who acts in the tables, one role each, by the word that the tables use.</summary>
internal static class People
{
    internal const string Body = "浮山新区街道";
    internal const string HelperBody = "区园林所";
    internal const string OtherBody = "区城管局";

    private static readonly Dictionary<string, Actor> Known = new()
    {
        ["inspector"] = TestWorld.Inspector,
        ["gridWorker"] = Actor.Of("grid-1", "社区", Role.GridWorker),
        ["resident"] = Actor.Of("resident-1", "", Role.Resident),
        ["neighbour"] = Actor.Of("resident-2", "", Role.Resident),
        ["acceptor"] = Actor.Of("acceptor-1", "监督中心", Role.Acceptor),
        ["leader"] = Actor.Of("duty-1", "监督中心", Role.DutyLeader),
        ["dispatcher"] = Actor.Of("dispatcher-1", "指挥中心", Role.Dispatcher),
        ["body"] = StreetOffice,
        ["colleague"] = Actor.Of("street-4", Body, Role.CompetentDepartment),
        ["helper"] = Actor.Of("garden-1", HelperBody, Role.CompetentDepartment),
        ["other"] = Actor.Of("bureau-1", OtherBody, Role.CompetentDepartment),
        ["oversight"] = Leader,
        ["officer"] = Actor.Of("officer-1", "城运中心", Role.DutyOfficer),
        ["system"] = Actor.System,
    };

    /// <summary>Who gives a command where a situation does not say.</summary>
    private static readonly (string Who, string[] Commands)[] Usual =
    [
        ("inspector", ["confirm", "refute", "self-handle", "pass-check", "fail-check", "reopen"]),
        ("acceptor", ["verify", "accept", "reject", "classify", "check", "split", "merge", "grant-appeal"]),
        ("leader", ["file", "decline", "close", "void", "evaluate"]),
        ("dispatcher", ["dispatch", "uphold", "redispatch", "co-handle", "support-appeal", "refuse-appeal", "urge"]),
        ("dispatcher", ["approve-extension", "refuse-extension", "approve-suspension", "refuse-suspension"]),
        ("body", ["start", "return", "dispute", "send-crew", "crew-done", "hand-over"]),
        ("body", ["feedback", "feedback-alone", "request-extension", "request-suspension", "resume", "appeal", "reply"]),
        ("helper", ["co-feedback", "co-decline"]),
        ("oversight", ["oversee", "force-close", "exempt"]),
    ];

    internal static Actor Named(string who) => Known[who];

    internal static string UsualFor(string command) => Usual.First(row => row.Commands.Contains(command)).Who;
}
