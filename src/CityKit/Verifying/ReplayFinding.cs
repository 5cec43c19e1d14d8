using CityKit.Core;

namespace CityKit.Verifying;

/// <summary>Something in a store that is not what its journal gives by a setup (重放发现).</summary>
/// <param name="Code">What kind of thing, for programs.</param>
/// <param name="Kind">The kind of the document: alert, lead or item; else command, batch, feed, tick or entry.</param>
/// <param name="Id">The document's id; a command's name; else the entry's number.</param>
/// <param name="Entry">The journal entry that it comes from: the last that changed the document, or the first of its kind.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ReplayFinding(string Code, string Kind, string Id, long Entry, LocalizedText Found, LocalizedText Expected,
    LocalizedText Remedy)
{
    /// <summary>The store has the document otherwise than the journal gives it.</summary>
    public const string Differs = "differs";

    /// <summary>The journal gives a document that the store does not have.</summary>
    public const string Missing = "missing";

    /// <summary>The store has a document that the journal does not give.</summary>
    public const string Extra = "extra";

    /// <summary>The store's document cannot be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The hub took this in; by the setup it is refused.</summary>
    public const string Refused = "refused";

    /// <summary>By the setup nothing can be decided from this entry on; nothing was compared.</summary>
    public const string Stopped = "stopped";

    /// <summary>What decides this is not part of the setup. No damage.</summary>
    public const string NotReplayable = "not-replayable";

    /// <summary>Whether something differs, rather than that it could not be compared.</summary>
    public bool IsDifference => Code != NotReplayable;

    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Kind} {Id} (entry {Entry}) [{Code}]: found {Found.En}; expected {Expected.En}. {Remedy.En} "
            + $"{Kind} {Id}（第 {Entry} 条）：{Found.Zh}；应为{Expected.Zh}。{Remedy.Zh}");
}
