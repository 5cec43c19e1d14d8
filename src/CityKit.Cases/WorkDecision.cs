using CityKit.Core;

namespace CityKit.Cases;

/// <summary>What the engine decided: the item as it is now with what was added, or a refusal that changed nothing.</summary>
/// <param name="Item">The item after the decision; null when an opening was refused.</param>
/// <param name="Events">History entries added.</param>
/// <param name="Notices">Who is to be notified.</param>
/// <param name="Refusal">Why not; null when it was done.</param>
public sealed record WorkDecision(WorkItem? Item, IReadOnlyList<HistoryEntry> Events, IReadOnlyList<WorkNotice> Notices, Refusal? Refusal)
{
    /// <summary>Parts that the decision opens: items of their own, in the same commit.</summary>
    public IReadOnlyList<OpenWorkItem> Opens { get; init; } = [];

    /// <summary>
    /// Other items that it touches: one that becomes a part, one that this is merged into, the whole that this is a part of.
    /// </summary>
    public IReadOnlyList<WorkLink> Links { get; init; } = [];

    /// <summary>Whether it was done.</summary>
    public bool Done => Refusal is null;

    /// <summary>The item, or the refusal as an exception.</summary>
    /// <exception cref="RefusedException">The decision is a refusal.</exception>
    public WorkItem OrThrow()
    {
        Refusal?.Throw();
        return Item!;
    }
}
