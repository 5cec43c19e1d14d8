using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Evidence;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// Keeps evidence in the partitions of a city: first in the city's own, and once more, with the same id, files and subject, in the one
/// whose report or step names it. There it belongs to its work item, is seen and erased with it; the first is dropped after a day, as every
/// piece that nothing names.
/// </summary>
/// <param name="partitions">Where the hubs are.</param>
/// <param name="reader">Reads over all of them.</param>
/// <param name="json">Writes commands.</param>
internal sealed class EvidenceCarrier(IPartitions partitions, ICityReader reader, CommandJson json)
{
    /// <summary>Keeps a piece in a partition, which may not have the subjects of its records yet.</summary>
    /// <exception cref="IOException">No hub has the partition now, or the store cannot be read.</exception>
    internal async Task<CommandAnswer> KeepAsync(PartitionId partition, VeiledCommand veiled, CancellationToken cancellationToken)
    {
        var (made, records) = (veiled.Personal.Subjects, veiled.Personal.Records);
        var ids = records.Select(row => row.Record.Subject).Distinct().Except(made.Select(subject => subject.Key.Id)).ToArray();
        var keys = await reader.All.FindSubjectsAsync(ids, cancellationToken).ConfigureAwait(false);
        var identities = await reader.All.FindRecordsAsync([.. ids.Select(id => $"{id}")], cancellationToken).ConfigureAwait(false);
        var known = keys.DistinctBy(key => key.Id)
            .Select(key => new NewSubject(key, identities.FirstOrDefault(identity => identity.Id == $"{key.Id}")));
        var whole = veiled with { Personal = veiled.Personal with { Subjects = [.. made, .. known] } };
        return (CommandAnswer)await partitions.AskAsync(partition, new KeepCall(whole, json), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Keeps what a command names, when the same actor gave it, where the command is decided.</summary>
    /// <returns>Why that cannot be; null when it is there, or when the partition itself says that it may not be named.</returns>
    /// <exception cref="IOException">No hub has the partition now, or the store cannot be read.</exception>
    internal async ValueTask<Refusal?> BringAsync(RoutedCommand routed, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var (partition, command) in routed.Parts)
            if (EvidenceIntake.NamedBy(command) is { } id && EvidenceInfo.IsId(id)
                && await BringAsync(id, actor, partition, cancellationToken).ConfigureAwait(false) is { } refusal) return refusal;
        return null;
    }

    private async ValueTask<Refusal?> BringAsync(string id, Actor actor, PartitionId partition, CancellationToken cancellationToken)
    {
        if (await FindAsync(reader.Of(partition), id, cancellationToken).ConfigureAwait(false) is not null
            || await FindAsync(reader.All, id, cancellationToken).ConfigureAwait(false) is not var (piece, record)
            || piece.By != actor.Id) return null;
        var keep = new KeepEvidence($"keep-{Guid.NewGuid():N}", piece.Id, piece.Subject, $"{piece.Type}".ToLowerInvariant(), piece.Bytes,
            piece.Stored, piece.Shown, piece.Orientation);
        var veiled = new VeiledCommand(keep, actor, new PersonalInput([], [(record, RecordKind.Evidence)]), FoundSubjects.None);
        var answer = await KeepAsync(partition, veiled, cancellationToken).ConfigureAwait(false);
        return answer.Refusal is { Code: EvidenceDesk.Known } ? null : answer.Refusal;
    }

    /// <summary>A piece that can be opened.</summary>
    private static async ValueTask<(EvidenceInfo Piece, ProtectedRecord Record)?> FindAsync(
        ICityStore store, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(EvidenceDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is { } piece
        && await store.FindRecordsAsync([id], cancellationToken).ConfigureAwait(false) is [var record, ..] ? (piece, record) : null;
}
