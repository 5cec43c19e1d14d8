using System.Text.Json;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Journal;

namespace CityKit.Verifying;

/// <summary>
/// Replays a journal with a setup that need not be the one it was written with: what is not decided as then is said, and the rest goes on.
/// </summary>
internal sealed class ReplayedJournal(ReplayRun run)
{
    private static readonly LocalizedText NoModule = new("所属模块不在此工具中，未重放", "its module is not in this tool, so that it was not replayed");
    private static readonly LocalizedText UseModule =
        new("请在加载该模块的程序中运行 ReplayVerifier。", "Run ReplayVerifier in a program that has the module.");
    private static readonly LocalizedText NoKey = new("没有配置包密钥，未重放", "there is no key of bundles, so that it was not replayed");
    private static readonly LocalizedText UseKey =
        new("请在持有该密钥的程序中运行 ReplayVerifier。", "Run ReplayVerifier in a program that has the key.");
    private static readonly LocalizedText UseMap = new("网格按现有图查得，若有差异，另行列出。",
        "Grids were looked up in the map at hand; what differs by that is named by itself.");
    private static readonly LocalizedText NothingDue = new("按该配置此时并无事项到期", "by this configuration nothing fell due then");
    private static readonly LocalizedText OthersDue =
        new("或为某模块的时限，或时限已改；若有差异，另行列出。", "It was a module's, or limits were changed; what differs by that is named by itself.");
    private static readonly LocalizedText KnownBefore = new("其编号此前已有", "its id was there before");

    private readonly Dictionary<(string Kind, string Name), SkippedEntries> skipped = [];

    /// <summary>What was passed over, by kind and name.</summary>
    internal IEnumerable<ReplayFinding> Skipped => skipped.Values.OrderBy(s => s.First).Select(ReplayFindings.NotReplayable);

    /// <summary>Decides the next entry.</summary>
    /// <returns>What is decided otherwise; null when it was taken in or passed over.</returns>
    internal async ValueTask<ReplayFinding?> TakeAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await DecideAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is not (OutOfMemoryException or OperationCanceledException or IOException))
        {
            return ReplayFindings.Stopped(entry, wrong.Message);
        }
    }

    private async ValueTask<ReplayFinding?> DecideAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var input = run.Read(entry);
        if (input is HubInput.Command { Asked: UndeclaredCommand undeclared })
        {
            Skip(entry, undeclared.Name, NoModule, UseModule);
            await run.PassAsync(entry, cancellationToken).ConfigureAwait(false);
            return null;
        }
        var answer = await run.ApplyAsync(input, entry, cancellationToken).ConfigureAwait(false);
        if (input is HubInput.Configure or HubInput.Command { Asked: PutGrids } && run.MissingGrids is { } missing)
            Skip(entry, "grids", missing, UseMap);
        if (run.LastNumber == entry.Number) return null;
        await run.PassAsync(entry, cancellationToken).ConfigureAwait(false);
        return NotTaken(entry, answer);
    }

    private ReplayFinding? NotTaken(JournalEntry entry, object answer)
    {
        if (entry.Kind == JournalKind.Tick) return Skip(entry, "due", NothingDue, OthersDue);
        if (answer is CommandAnswer { Refusal.Code: DeviceDesk.NoKey }) return Skip(entry, NameOf(entry), NoKey, UseKey);
        return ReplayFindings.Refused(entry, NameOf(entry), Why(answer) ?? KnownBefore);
    }

    private static LocalizedText? Why(object answer) => answer switch
    {
        CommandAnswer command => command.Refusal?.Message,
        FeedAnswer feed => feed.Refusal?.Message,
        BatchAnswer batch => batch.Message,
        _ => null,
    };

    private static string NameOf(JournalEntry entry) => entry.Kind == JournalKind.Command
        ? JsonElement.Parse(entry.Payload.Span).GetProperty("type").GetString()!
        : ReplayFindings.Text(entry.Number);

    private ReplayFinding? Skip(JournalEntry entry, string name, LocalizedText why, LocalizedText remedy)
    {
        var key = (ReplayFindings.KindOf(entry), name);
        skipped[key] = skipped.TryGetValue(key, out var known)
            ? known with { Last = entry.Number, Count = known.Count + 1 }
            : new SkippedEntries(key.Item1, name, entry.Number, entry.Number, 1, why, remedy);
        return null;
    }
}
