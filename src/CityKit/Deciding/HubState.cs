using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>How far the record has come, with what is decided and not committed yet.</summary>
internal sealed class HubState
{
    private readonly Dictionary<DocumentKind, long> counts;

    /// <param name="position">Where the store is.</param>
    /// <param name="within">Within how many entries a change of a module's state is stored.</param>
    /// <param name="counts">How many documents there are of each kind that numbers its documents; it counts on in it.</param>
    internal HubState(StorePosition position, int within, Dictionary<DocumentKind, long> counts)
    {
        (Epoch, LastNumber, Hash, LastNotification, _) = position;
        Modules = new StateTable(within);
        this.counts = counts;
    }

    /// <summary>The hub's claim on its store.</summary>
    internal long Epoch { get; }

    /// <summary>The state of modules.</summary>
    internal StateTable Modules { get; }

    internal long LastNumber { get; set; }

    /// <summary>The running hash after the last entry that went into a commit.</summary>
    internal RunningHash Hash { get; set; }

    internal long LastNotification { get; set; }

    internal long CountOf(DocumentKind kind) => counts.GetValueOrDefault(kind);

    internal void Count(DocumentKind kind, long more) => counts[kind] = CountOf(kind) + more;
}
