using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Signing;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;

namespace CityKit.Evidence;

/// <summary>What the hub gives to its evidence.</summary>
internal sealed record EvidenceParts(IEvidenceArchive Archive, ICityStore Store, IKeyProtector Keys, PrivacyDoor Door)
{
    /// <summary>Decides a command whose personal data was taken out; null when the hub cannot store now.</summary>
    internal required Func<VeiledCommand, Task<object?>> Decide { get; init; }

    /// <summary>Carries out a command of an actor.</summary>
    internal required Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> Execute { get; init; }

    /// <summary>Takes in what was noticed.</summary>
    internal required Func<Observation, CancellationToken, Task> Observe { get; init; }

    /// <summary>What an actor may see.</summary>
    internal required Func<Actor, CancellationToken, ValueTask<ActorView>> View { get; init; }

    /// <summary>The store that has a document and the journal that it came of.</summary>
    internal required Func<DocumentKey, CancellationToken, ValueTask<ICityStore>> StoreOf { get; init; }

    /// <summary>Signs packages; null for a hub without a key.</summary>
    internal required DeviceKey? Signer { get; init; }

    /// <summary>The clock of the sweep.</summary>
    internal required TimeProvider Time { get; init; }

    /// <summary>Whether the record that opens a piece is still there: it goes with its time of keeping, and with its subject.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<bool> IsKeptAsync(EvidenceInfo piece, CancellationToken cancellationToken) =>
        (await Store.FindRecordsAsync([piece.Id], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>A piece that is kept; null when there is none, or it was dropped.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<EvidenceInfo?> FindKeptAsync(string? id, CancellationToken cancellationToken) => EvidenceInfo.IsId(id)
        && await Store.FindAsync(EvidenceDocuments.Kind, id!, cancellationToken).ConfigureAwait(false) is { } piece
        && await IsKeptAsync(piece, cancellationToken).ConfigureAwait(false) ? piece : null;

    /// <summary>The same with all work items that name it: a city of many partitions has it in each that has one.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<EvidenceInfo?> FindWholeAsync(string? id, CancellationToken cancellationToken)
    {
        if (await FindKeptAsync(id, cancellationToken).ConfigureAwait(false) is not { } piece) return null;
        var named = EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Files, piece.Stored).OrderBy(EvidenceDocuments.Copy);
        var items = new List<WorkItemId>();
        await foreach (var one in Store.ReadAsync(named, cancellationToken).ConfigureAwait(false)) items.AddRange(one.Items);
        return piece with { Items = [.. items.Distinct()] };
    }
}
