using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.Deciding;

/// <summary>
/// Documents that could not be read (隔离): each is logged and counted once, and becomes a finding with the
/// next commit. Their bytes stay where they are.
/// </summary>
internal sealed partial class Quarantine(ILogger logger)
{
    internal const string Code = "unreadable";
    private const int MostPerCommit = 100; // of a store that is damaged all over, the rest comes with the next ones
    private readonly Lock gate = new();
    private readonly HashSet<DocumentKey> met = [];
    private readonly List<(DocumentKey Key, string Why)> untold = [];

    /// <summary>Counts one more of a kind.</summary>
    internal Action<string>? Counted { get; set; }

    /// <summary>Safe to call from any thread.</summary>
    internal void Report(StoredDocument document, FormatException why)
    {
        var key = new DocumentKey(document.Kind, document.Id);
        lock (gate)
        {
            if (!met.Add(key)) return;
            untold.Add((key, why.Message));
        }
        Unreadable(document.Kind, document.Id, why.Message);
        Counted?.Invoke(document.Kind);
    }

    /// <summary>Puts findings of what is not reported yet into a commit that is made anyway.</summary>
    /// <returns>What to <see cref="Tell"/> when the commit is made.</returns>
    internal async ValueTask<IReadOnlyCollection<DocumentKey>> AddToAsync(HubChanges changes, ICityStore store, string audience)
    {
        (DocumentKey Key, string Why)[] waiting;
        lock (gate) waiting = [.. untold.Take(MostPerCommit)];
        if (waiting.Length == 0) return [];
        var query = FindingDocuments.Kind.Query().Where(FindingDocuments.Code, Code);
        var before = await store.ReadAsync(query).Select(f => f.Source).ToHashSetAsync().ConfigureAwait(false);
        foreach (var (key, why) in waiting.Where(w => !before.Contains(SourceOf(w.Key))))
            changes.Add(Code, SourceOf(key), null, null, ReasonOf(key, why), audience);
        return [.. waiting.Select(w => w.Key)];
    }

    internal void Tell(IReadOnlyCollection<DocumentKey> told)
    {
        if (told.Count == 0) return;
        lock (gate) untold.RemoveAll(w => told.Contains(w.Key));
    }

    private static string SourceOf(DocumentKey key) => $"{key.Kind}/{key.Id}";

    private static LocalizedText ReasonOf(DocumentKey key, string why) => new(
        $"存储中的文档 {key.Kind} {key.Id} 无法读取，中枢已跳过它（{why}）；请运行 citykit hub check，必要时从备份恢复",
        $"the stored document {key.Kind} {key.Id} cannot be read and is left out ({why}); "
        + "run 'citykit hub check', and restore the file from a backup where that is needed");

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The stored document {Kind} {Id} cannot be read and is left out: {Why} "
            + "Check the store with 'citykit hub check'. 存储文档无法读取，已跳过。")]
    private partial void Unreadable(string kind, string id, string why);
}
