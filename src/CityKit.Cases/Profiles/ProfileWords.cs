namespace CityKit.Cases.Profiles;

/// <summary>The words of a profile's file.</summary>
internal static class ProfileWords
{
    internal static (string Word, Role Value)[] Roles { get; } = [.. Cases.Roles.BuiltIn.Select(role => (role.Name, role))];

    internal static (string Word, RequiredField Value)[] Needs { get; } =
    [
        ("reason", RequiredField.Reason), ("photo", RequiredField.Photo), ("assignee", RequiredField.Assignee),
        ("condition", RequiredField.Condition), ("outcome", RequiredField.Outcome), ("class", RequiredField.Class),
    ];

    internal static (string Word, TransitionGuard Value)[] Guards { get; } =
    [
        ("own", TransitionGuard.Own), ("beforeDeadline", TransitionGuard.BeforeDeadline), ("extensionLeft", TransitionGuard.ExtensionLeft),
        ("suspensionLeft", TransitionGuard.SuspensionLeft), ("automaticDispatch", TransitionGuard.AutomaticDispatch),
    ];

    internal static (string Word, TransitionEffect Value)[] Effects { get; } =
    [
        ("return", TransitionEffect.Return), ("rework", TransitionEffect.Rework), ("extend", TransitionEffect.Extend),
        ("pause", TransitionEffect.Pause), ("resume", TransitionEffect.Resume), ("oversee", TransitionEffect.Oversee),
        ("exempt", TransitionEffect.Exempt), ("unassign", TransitionEffect.Unassign),
    ];

    internal static (string Word, WorkItemPart Value)[] Parts { get; } =
    [
        ("summary", WorkItemPart.Summary), ("place", WorkItemPart.Place), ("household", WorkItemPart.Household),
        ("assignment", WorkItemPart.Assignment), ("history", WorkItemPart.History), ("evidence", WorkItemPart.Evidence),
    ];
}
