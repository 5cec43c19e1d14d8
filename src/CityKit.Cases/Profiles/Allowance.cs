using CityKit.Core.Calendar;

namespace CityKit.Cases.Profiles;

/// <summary>
/// How often, how soon and for how long something may be done with an item (次数与时窗): returns, extensions, suspensions, appeals,
/// reopenings. The policy's row of the same profile and turn wins.
/// </summary>
/// <param name="Turn">What is counted, such as <c>returns</c> or <c>extensions</c>, see <see cref="WorkCounts.Of"/>.</param>
public sealed record Allowance(string Turn)
{
    /// <summary>How often at most; null for no limit.</summary>
    public int? AtMost { get; init; }

    /// <summary>How long after <see cref="Since"/> it may be done; null for always.</summary>
    public WorkLimit? Within { get; init; }

    /// <summary>From when that counts.</summary>
    public AllowanceSince Since { get; init; }

    /// <summary>
    /// How long at most, for an extension; of the unit that the stage's limit has. Null for the original limit once more.
    /// </summary>
    public WorkLimit? Longest { get; init; }
}
