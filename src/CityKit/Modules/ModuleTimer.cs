using CityKit.Documents;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Modules;

/// <summary>Documents of a module that fall due.</summary>
internal abstract class ModuleTimer(DocumentKind kind, string? module)
{
    /// <summary>The most documents that one tick takes; the rest fall due at the next.</summary>
    internal const int MostAtOnce = 256;

    internal DocumentKind Kind => kind;

    /// <summary>Who decides; null for the hub itself, which changes the documents of all built-in modules.</summary>
    internal string? Module => module;

    /// <summary>When a document that changed falls due; null for never.</summary>
    internal abstract Instant? DueOf(object? document);

    /// <summary>When the next document in the store falls due; null for none.</summary>
    internal abstract ValueTask<Instant?> ReadNextAsync(ICityStore store, CancellationToken cancellationToken);

    /// <summary>Everything that is due: what to do about each, in order of its due time, then id.</summary>
    internal abstract IReadOnlyList<Action<Attempt>> DueBy(Instant now, IFacts facts);
}
