using System.Runtime.CompilerServices;
using CityKit.Archiving;
using CityKit.BuiltIn;
using CityKit.Commands;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>
/// Checks that a journal is as it was written (流水校验), entry by entry: numbers, chain, payloads, devices' signatures, and that batches
/// follow on one another.
/// </summary>
/// <remarks>
/// Use it beside a hub that runs or over a copy; <c>citykit journal verify</c> does the same. An instance is for one journal and one
/// thread. It changes and repairs nothing. Anyone who can write the file can write a whole new journal with its hashes, but not the
/// devices' signatures; a head that was noted elsewhere shows that too.
/// </remarks>
/// <param name="head">How far the journal goes, and the hash there.</param>
/// <param name="noted">A head that was noted elsewhere; null for none.</param>
/// <param name="limits">The hub's limits for batches; null for those that CityKit ships with.</param>
/// <param name="archive">The archive of what was pruned; null for none.</param>
/// <example><code>
/// var noted = JournalHead.Parse(File.ReadAllText("head.txt")); // kept where nobody can write who can write the store
/// await foreach (var finding in JournalVerifier.RunAsync(hub.Store, noted))
///     Console.Error.WriteLine($"{finding.Code}, entries {finding.First} to {finding.Last}: {finding.Found.En} {finding.Remedy.En}");
/// </code></example>
public sealed class JournalVerifier(
    StorePosition head, JournalHead? noted = null, WireLimits? limits = null, JournalArchive? archive = null)
{
    private readonly ChainCheck chain = new(head ?? throw new ArgumentNullException(nameof(head)), noted);
    private readonly DeviceCheck devices = new();
    private readonly PrunedEntries pruned = new(archive);
    private readonly HubInputs inputs = new(limits ?? WireLimits.Default, new CommandJson(BuiltInModules.With([])));

    private bool isWhole = true;

    /// <summary>Whether numbers and chain alone are checked: damage shows in them, and no signature costs its time.</summary>
    public bool IsChainOnly { get; init; }

    /// <summary>Checks a store's journal as far as it has come now; a hub may go on writing.</summary>
    public static async IAsyncEnumerable<JournalFinding> RunAsync(
        ICityStore store, JournalHead? noted = null, WireLimits? limits = null, JournalArchive? archive = null,
        IProgress<long>? progress = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var head = await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        var journal = UpToAsync(head.Number, store, cancellationToken);
        await foreach (var finding in RunAsync(journal, head, noted, limits, archive, progress, cancellationToken).ConfigureAwait(false))
            yield return finding;
    }

    /// <summary>Checks a journal. Findings come in its order.</summary>
    public static async IAsyncEnumerable<JournalFinding> RunAsync(
        IAsyncEnumerable<JournalEntry> journal, StorePosition head, JournalHead? noted = null, WireLimits? limits = null,
        JournalArchive? archive = null, IProgress<long>? progress = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var (verifier, last, unreadable) = (new JournalVerifier(head, noted, limits, archive), 0L, (IOException?)null);
        foreach (var finding in verifier.Archive()) yield return finding;
        var joined = archive?.JoinAsync(journal, cancellationToken) ?? journal.Select(entry => (entry, (JournalEntry?)null));
        var entries = joined.GetAsyncEnumerator(cancellationToken);
        await using var _ = entries.ConfigureAwait(false);
        while (true)
        {
            try
            {
                if (!await entries.MoveNextAsync().ConfigureAwait(false)) break;
            }
            catch (IOException broken)
            {
                unreadable = broken;
                break;
            }
            foreach (var finding in verifier.Take(entries.Current.Entry, entries.Current.Archived)) yield return finding;
            progress?.Report(last = entries.Current.Entry.Number);
        }
        if (unreadable is not null) yield return JournalFindings.Unreadable(last + 1, unreadable.Message);
        else foreach (var finding in verifier.End()) yield return finding;
    }

    /// <summary>Checks the next entry.</summary>
    public IReadOnlyList<JournalFinding> Take(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Take(entry, null);
    }

    /// <summary>Compares the end with the head, and says what was pruned: to be called after the last entry.</summary>
    public IReadOnlyList<JournalFinding> End() => [.. Chained(chain.End()), .. pruned.End(isWhole)];

    private IReadOnlyList<JournalFinding> Take(JournalEntry entry, JournalEntry? archived)
    {
        var isArchived = archived is not null && JournalArchive.IsSame(entry, archived);
        if (entry.IsPruned) pruned.Take(entry, isArchived);
        var found = Chained(chain.Take(entry));
        if (archived is not null && !isArchived)
            found.Add(JournalFindings.OtherArchived(entry.Number, archive!.Find(entry.Number)!.FileName));
        if (!IsChainOnly) found.AddRange(Input(isArchived && entry.IsPruned ? archived! : entry));
        return found;
    }

    private List<JournalFinding> Chained(IEnumerable<JournalFinding> findings)
    {
        List<JournalFinding> found = [.. findings];
        isWhole &= found.Count == 0;
        return found;
    }

    /// <summary>What is wrong with the archive's files themselves, and which of them go on after the journal's end.</summary>
    private IEnumerable<JournalFinding> Archive() => archive is null ? []
        : archive.Faults.Select(JournalFindings.Fault).Concat(archive.Segments
            .Where(segment => segment.Last > head.Number).Select(segment => JournalFindings.BeyondHead(segment, head.Number)));

    /// <summary>A hub that writes meanwhile is ahead of the head that was read; entries that no position covers are not its.</summary>
    private static async IAsyncEnumerable<JournalEntry> UpToAsync(
        long head, ICityStore store, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in store.ReadJournalAsync(0, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Number > head && (await store.ReadPositionAsync(cancellationToken).ConfigureAwait(false)).Number >= entry.Number)
                yield break;
            yield return entry;
        }
    }

    private IEnumerable<JournalFinding> Input(JournalEntry entry)
    {
        if (entry.IsPruned) return devices.Pass(entry);
        if (Read(entry, out var why) is not { } input) return [JournalFindings.Undecodable(entry.Number, entry.Kind.ToString(), why)];
        if (input is HubInput.Command { Asked: AdmitDevice admit }) devices.Admit(admit);
        var key = KeyOf(input);
        var wrong = entry.Key == key ? Enumerable.Empty<JournalFinding>() : [JournalFindings.Key(entry.Number, entry.Key, key)];
        return input is HubInput.Batch batch ? wrong.Concat(devices.Take(entry.Number, batch)) : wrong;
    }

    private HubInput? Read(JournalEntry entry, out string why)
    {
        why = "";
        try
        {
            return inputs.Read(entry);
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            why = unreadable.Message;
            return null;
        }
    }

    private static string KeyOf(HubInput input) => input switch
    {
        HubInput.Command command => command.By.Key,
        HubInput.Observe observe => observe.Content.Key,
        HubInput.Feed feed => FeedIntake.KeyOf(feed.Readings),
        _ => "",
    };
}
