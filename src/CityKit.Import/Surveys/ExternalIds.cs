using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using CityKit.Components;
using CityKit.Components.Registry;

namespace CityKit.Import.Surveys;

/// <summary>
/// Which external ids (原标识码) have a component of their class already: where a file has no identifiers, they alone say that two rows are
/// the same. About 40 bytes for each; the registry is read through once, with the first row that needs it.
/// </summary>
internal sealed class ExternalIds(IComponentStore store)
{
    private HashSet<UInt128>? taken;

    /// <summary>Notes a row's external id; false when a component or an earlier row has it.</summary>
    internal async ValueTask<bool> TryTakeAsync(SurveyedRow row, CancellationToken cancellationToken)
    {
        taken ??= await ReadAsync(cancellationToken).ConfigureAwait(false);
        return taken.Add(KeyOf(row.Class, row.Component.ExternalId));
    }

    /// <summary>Class and external id in 16 bytes: half of a SHA-256, so that two never meet.</summary>
    internal static UInt128 KeyOf(ClassKey key, string externalId) =>
        BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{externalId}")));

    /// <summary>The components that an external id can name: those that have one and are not removed.</summary>
    internal static async IAsyncEnumerable<(UInt128 Key, ComponentId Id)> OfAsync(
        IComponentStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in store.ReadSummariesAsync(default, SummaryParts.ExternalId, cancellationToken).ConfigureAwait(false))
            for (var i = 0; i < page.Length; i++)
                if (page.Span[i] is { ExternalId: { Length: > 0 } external, State: not ComponentState.Removed } known)
                    yield return (KeyOf(known.Id.Class, external), known.Id);
    }

    private async Task<HashSet<UInt128>> ReadAsync(CancellationToken cancellationToken)
    {
        HashSet<UInt128> keys = [];
        await foreach (var (key, _) in OfAsync(store, cancellationToken).ConfigureAwait(false)) keys.Add(key);
        return keys;
    }
}
