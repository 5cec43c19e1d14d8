using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>How far the record has come, with what is decided and not committed yet.</summary>
internal sealed class HubState
{
    private readonly Dictionary<DocumentKind, long> counts;

    /// <param name="position">Where the store is.</param>
    /// <param name="counts">How many documents there are of each kind that numbers its documents.</param>
    internal HubState(StorePosition position, IReadOnlyDictionary<DocumentKind, long> counts)
    {
        (Epoch, LastNumber, Hash, LastNotification, _) = position;
        this.counts = counts.ToDictionary();
    }

    /// <summary>The hub's claim on its store.</summary>
    internal long Epoch { get; }

    internal long LastNumber { get; set; }

    /// <summary>The running hash after the last entry that went into a commit.</summary>
    internal RunningHash Hash { get; set; }

    internal long LastNotification { get; set; }

    internal long CountOf(DocumentKind kind) => counts.GetValueOrDefault(kind);

    internal void Count(DocumentKind kind, long more) => counts[kind] = CountOf(kind) + more;
}
