using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core.Calendar;

namespace CityKit.Cases;

/// <summary>What somebody wants done to a work item. Which fields a command needs is in the profile's table.</summary>
/// <param name="Name">The command, such as <c>dispatch</c>.</param>
public sealed record WorkCommand(string Name)
{
    /// <summary>Why; at most 2,000 characters, without personal data.</summary>
    public string? Reason { get; init; }

    /// <summary>What is said to those who reported it (答复), unlike <see cref="Reason"/>; at most 2,000 characters.</summary>
    public string? Reply { get; init; }

    /// <summary>A reference to a photo or clip.</summary>
    public string? Photo { get; init; }

    /// <summary>
    /// Whether those who reported it are shown <see cref="Photo"/>, and anyone who has the code of a report: somebody has looked whether it
    /// shows a face, a number plate or a home.
    /// </summary>
    public bool ShowPhoto { get; init; }

    /// <summary>Who gets the work; when null, the policy's dispatch table decides.</summary>
    public Assignee? Assignee { get; init; }

    /// <summary>The filing condition's id; it fixes the limit and the closing condition.</summary>
    public string? Condition { get; init; }

    /// <summary>The class, when the report had none or a wrong one.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>How it ended, one of the profile's outcomes.</summary>
    public string? Outcome { get; init; }

    /// <summary>Who handles it together with the lead (协办单位); at most <see cref="MaxHelpers"/>.</summary>
    public IReadOnlyList<Assignee> CoHandlers { get; init; } = [];

    /// <summary>The person, by account, who takes the task over (任务协同).</summary>
    public string? Person { get; init; }

    /// <summary>
    /// How much longer, where the original limit once more is not meant; for a row that needs a limit, that of the clock it starts.
    /// </summary>
    public WorkLimit? Limit { get; init; }

    /// <summary>Fields of the profile's own, by id; kept in the order of their ids, whatever the order of what is given.</summary>
    public ImmutableSortedDictionary<string, string> Details
    {
        get;
        init => field = TextMap.Ordinal(value);
    } = TextMap.Empty;

    /// <summary>The parts to be opened (拆分); at most <see cref="MaxHelpers"/>.</summary>
    public IReadOnlyList<PartRequest> Parts { get; init; } = [];

    /// <summary>Another item: to be merged into, or to become a part.</summary>
    public WorkItemId? Other { get; init; }

    /// <summary>The most co-handlers or parts of one command.</summary>
    public const int MaxHelpers = 32;
}
