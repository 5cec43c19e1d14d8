using System.Collections.Immutable;

namespace CityKit.Cases;

/// <summary>What happened to a work item more than once. <c>default</c> is nothing, 0 times.</summary>
/// <param name="Returns">Returned as "not mine" (回退).</param>
/// <param name="Reworks">Failed checks (返工).</param>
/// <param name="Extensions">Approved extensions (延期).</param>
/// <param name="Suspensions">Approved suspensions (挂账).</param>
/// <param name="Joined">Alerts and reports that joined, the first included.</param>
public readonly record struct WorkCounts(int Returns, int Reworks, int Extensions, int Suspensions, int Joined)
{
    /// <summary>The turn that <see cref="Returns"/> counts.</summary>
    public const string ReturnTurn = "returns";

    /// <summary>The turn that <see cref="Reworks"/> counts.</summary>
    public const string ReworkTurn = "reworks";

    /// <summary>The turn that <see cref="Extensions"/> counts.</summary>
    public const string ExtensionTurn = "extensions";

    /// <summary>The turn that <see cref="Suspensions"/> counts.</summary>
    public const string SuspensionTurn = "suspensions";

    private static readonly ImmutableSortedDictionary<string, int> None =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    private readonly ImmutableSortedDictionary<string, int>? others;

    /// <summary>Other turns that a profile counts, such as reopenings and appeals.</summary>
    public ImmutableSortedDictionary<string, int> Others
    {
        get => others ?? None;
        init => others = value is { Count: > 0 } ? value.WithComparers(StringComparer.Ordinal) : null;
    }

    /// <summary>How often a turn was taken: a count of the profile's own, or one of the words above.</summary>
    public int Of(string turn) => turn switch
    {
        ReturnTurn => Returns,
        ReworkTurn => Reworks,
        ExtensionTurn => Extensions,
        SuspensionTurn => Suspensions,
        _ => Others.GetValueOrDefault(turn),
    };

    /// <summary>The same with one turn more.</summary>
    public WorkCounts Plus(string turn) => turn switch
    {
        ReturnTurn => this with { Returns = Returns + 1 },
        ReworkTurn => this with { Reworks = Reworks + 1 },
        ExtensionTurn => this with { Extensions = Extensions + 1 },
        SuspensionTurn => this with { Suspensions = Suspensions + 1 },
        _ => this with { Others = Others.SetItem(turn, Others.GetValueOrDefault(turn) + 1) },
    };

    /// <summary>Whether both count the same.</summary>
    public bool Equals(WorkCounts other) =>
        (Returns, Reworks, Extensions, Suspensions, Joined) == (other.Returns, other.Reworks, other.Extensions, other.Suspensions,
            other.Joined)
        && Others.SequenceEqual(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Returns, Reworks, Extensions, Suspensions, Joined, Others.Count);
}
