namespace CityKit.Cases.Profiles;

/// <summary>The words of a profile's file.</summary>
internal static class ProfileWords
{
    internal const string Detail = "detail";

    internal static (string Word, Role Value)[] Roles { get; } = [.. Cases.Roles.BuiltIn.Select(role => (role.Name, role))];

    internal static (string Word, WorkItemPart Value)[] Parts { get; } =
    [
        ("summary", WorkItemPart.Summary), ("place", WorkItemPart.Place), ("household", WorkItemPart.Household),
        ("assignment", WorkItemPart.Assignment), ("history", WorkItemPart.History), ("evidence", WorkItemPart.Evidence),
    ];

    internal static (string Word, AllowanceSince Value)[] Since { get; } =
    [
        ("state", AllowanceSince.State), ("assignment", AllowanceSince.Assignment),
        ("closing", AllowanceSince.Closing), ("opening", AllowanceSince.Opening),
    ];

    internal static (string Word, FieldType Value)[] Types { get; } =
    [
        ("text", FieldType.Text), ("flag", FieldType.Flag), ("number", FieldType.Number), ("choice", FieldType.Choice),
    ];

    /// <summary>The effect that gives somebody a piece of the work, and the limit that its clock runs by.</summary>
    internal static (string Effect, string Name)[] HelperLimits { get; } = [("coHandle", "coHandler"), ("crew", "crew")];

    /// <summary>What a command may have to carry; <c>detail</c> takes a field.</summary>
    internal static string[] Needs { get; } =
    [
        "reason", "photo", "assignee", "condition", "outcome", "class", "coHandlers", "crew", "person", "parts", "other", "otherBody",
        "limit", "reply", Detail,
    ];

    /// <summary>The built-in guards, and what their argument is: an allowance, a field, one of some words, or nothing.</summary>
    internal static (string Word, WordArgument Argument)[] Guards { get; } =
    [
        ("own", WordArgument.None), ("beforeDeadline", WordArgument.None), ("extensionLeft", WordArgument.None),
        ("suspensionLeft", WordArgument.None), ("automaticDispatch", WordArgument.None), ("left", WordArgument.Turn),
        ("within", WordArgument.Turn), ("wasOverdue", WordArgument.None), ("coHandler", WordArgument.None), ("crew", WordArgument.None),
        ("helpersDone", WordArgument.None), ("partsClosed", WordArgument.None), ("reporter", WordArgument.None),
        ("person", WordArgument.None), ("source", WordArgument.Text), ("check", WordArgument.Text), ("detail", WordArgument.Detail),
        ("component", WordArgument.None), ("assigned", WordArgument.None), ("due", WordArgument.Clock),
        ("running", WordArgument.Clock),
    ];

    /// <summary>The built-in effects, and what their argument is.</summary>
    internal static (string Word, WordArgument Argument)[] Effects { get; } =
    [
        ("return", WordArgument.None), ("rework", WordArgument.None), ("extend", WordArgument.None), ("pause", WordArgument.None),
        ("resume", WordArgument.None), ("oversee", WordArgument.None), ("exempt", WordArgument.None), ("unassign", WordArgument.None),
        ("count", WordArgument.Text), ("start", WordArgument.Clock), ("stop", WordArgument.Clock), ("coHandle", WordArgument.None),
        ("coDone", WordArgument.None), ("crew", WordArgument.None), ("crewDone", WordArgument.None), ("handTo", WordArgument.None),
        ("openParts", WordArgument.None), ("openPart", WordArgument.Text), ("joinPart", WordArgument.None), ("merge", WordArgument.None),
        ("set", WordArgument.Detail), ("restart", WordArgument.None), ("finish", WordArgument.None), ("coLeave", WordArgument.None),
        ("release", WordArgument.None),
    ];
}
