using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>A document as exports have it: the bytes that a replay is to give again.</summary>
internal static class ExportLine
{
    internal static ValueTask<byte[]> OfAlert(Alert alert, ICityStore store) => new(DeskJson.ToUtf8(alert, DeskJson.Write));

    internal static ValueTask<byte[]> OfLead(Lead lead, ICityStore store) => new(DeskJson.ToUtf8(lead, DeskJson.Write));

    /// <summary>An item with its history: where the history is kept is no difference.</summary>
    internal static async ValueTask<byte[]> OfItemAsync(WorkItem item, ICityStore store) =>
        WorkItemJson.ToBytes(item, await store.ReadHistoryAsync(item).ConfigureAwait(false));

    /// <summary>The line of a document of one of the three kinds.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    /// <exception cref="FormatException">Its bytes cannot be read.</exception>
    internal static ValueTask<byte[]> OfAsync(StoredDocument document, ICityStore store) =>
        document.Kind == AlertDocuments.Kind.Name ? OfAlert(AlertDocuments.Kind.Read(document), store)
        : document.Kind == LeadDocuments.Kind.Name ? OfLead(LeadDocuments.Kind.Read(document), store)
        : document.Kind == ItemDocuments.Kind.Name ? OfItemAsync(ItemDocuments.Kind.Read(document), store)
        : throw new ArgumentException($"Documents of kind '{document.Kind}' are in no export.", nameof(document));

    /// <summary>All lines of an export, without their ends: alerts, then work items with their histories.</summary>
    internal static async IAsyncEnumerable<byte[]> AllAsync(ICityStore store,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var alert in store.ReadAlertsAsync(cancellationToken).ConfigureAwait(false))
            yield return Of("alert", DeskJson.ToUtf8(alert, DeskJson.Write));
        await foreach (var (item, history) in store.ReadItemsAsync(cancellationToken).WithHistory(store,
            cancellationToken).ConfigureAwait(false))
            yield return Of("item", WorkItemJson.ToBytes(item, history));
    }

    /// <summary>One line: the kind, and the document.</summary>
    internal static byte[] Of(string kind, byte[] value) => DeskJson.ToUtf8((kind, value), static (writer, pair) =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(pair.kind);
        writer.WriteRawValue(pair.value, skipInputValidation: true);
        writer.WriteEndObject();
    });

    internal static async ValueTask<ReplayFinding?> DifferenceAsync<T>(DocumentKind<T> kind, Func<T, ICityStore, ValueTask<byte[]>> line,
        (StoredDocument Document, ICityStore Store) has, (StoredDocument? Document, ICityStore Store) should) where T : class
    {
        var stored = has.Document;
        if (should.Document is not { } expected) return ReplayFindings.Extra(stored);
        try
        {
            var found = await line(kind.Read(stored), has.Store).ConfigureAwait(false);
            var wanted = await line(kind.Read(expected), should.Store).ConfigureAwait(false);
            return found.AsSpan().SequenceEqual(wanted) ? null : ReplayFindings.Differs(stored, found, wanted);
        }
        catch (FormatException unreadable)
        {
            return ReplayFindings.Unreadable(stored, unreadable.Message);
        }
    }
}
