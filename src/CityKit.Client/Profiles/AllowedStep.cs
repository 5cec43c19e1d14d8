namespace CityKit.Client.Profiles;

/// <summary>A step that the caller may take on a work item now (可执行操作), and what it has to carry.</summary>
/// <param name="Command">What to do, such as <c>assign</c>.</param>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
/// <param name="To">The state after it.</param>
/// <param name="Tag">Which state of the item this was asked of, for <see cref="CityKitClient.StepAsync"/>.</param>
/// <param name="Needs">
/// <c>reason</c>, <c>reply</c>, <c>photo</c>, <c>assignee</c>, <c>crew</c>, <c>person</c>, <c>condition</c>, <c>outcome</c>,
/// <c>class</c>, <c>limit</c>, <c>other</c>, <c>coHandlers</c>, <c>parts</c>, <c>otherBody</c>, or <c>detail:</c> and a field.
/// </param>
public sealed record AllowedStep(string Command, string Zh, string En, string To, string Tag, IReadOnlyList<string> Needs)
{
    /// <summary>The filing conditions that there are.</summary>
    public IReadOnlyList<ProfileName> Conditions { get; init => field = value ?? []; } = [];

    /// <summary>The outcomes that there are.</summary>
    public IReadOnlyList<string> Outcomes { get; init => field = value ?? []; } = [];

    /// <summary>Whom the policy names: <c>body</c> or <c>body/crew</c>.</summary>
    public IReadOnlyList<string> Bodies { get; init => field = value ?? []; } = [];

    /// <summary>Whom the policy would choose; null when it does not say.</summary>
    public string? Suggested { get; init; }

    /// <summary>The fields that it has to fill.</summary>
    public IReadOnlyList<ProfileField> Fields { get; init => field = value ?? []; } = [];
}
