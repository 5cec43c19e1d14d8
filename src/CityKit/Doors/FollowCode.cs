using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Residents;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Doors;

/// <summary>
/// Follows a report (上报查询码): state, class, street, steps, the body that has it, what was answered. No number, point or person, no text but
/// what was written to those who reported it; nothing of what concerns a household.
/// </summary>
public sealed class FollowCode : IPublicCode
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "follow";

    /// <summary>How long after its end a report can still be followed: 90 days.</summary>
    public static readonly Duration AfterClose = SurveyAnswer.Within;

    /// <inheritdoc/>
    public string Name => Kind;

    /// <summary>Whether a work item can be followed: somebody reported it, and it concerns no household.</summary>
    public static bool Follows(WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Reports.Count > 0 && item.Household is null;
    }

    /// <inheritdoc/>
    public async ValueTask<Action<Utf8JsonWriter>?> FindAsync(UInt128 id, PublicFacts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (await FindItemAsync(id, facts.Store, facts.Now, cancellationToken).ConfigureAwait(false) is not var (reported, item))
            return null;
        var progress = await ReportProgress.ReadAsync(item, PublicActor.HolderOf(reported), facts, cancellationToken).ConfigureAwait(false);
        return progress is null ? null : writer =>
        {
            writer.WriteString("kind", Kind);
            progress.Write(writer);
        };
    }

    /// <summary>The item that a code is of, and the one that is worked on: another when the first is a repeat.</summary>
    internal static async ValueTask<(WorkItem Reported, WorkItem Item)?> FindItemAsync(
        UInt128 id, ICityStore store, Instant now, CancellationToken cancellationToken)
    {
        var reported = await store.FindItemAsync(new WorkItemId(id), cancellationToken).ConfigureAwait(false);
        if (reported is null || !Follows(reported)) return null;
        var item = reported.RepeatOf is { } of
            ? await OriginalAsync(of, store, cancellationToken).ConfigureAwait(false) ?? reported : reported;
        return item.ClosedAt + AfterClose <= now ? null : (reported, item);
    }

    private static async ValueTask<WorkItem?> OriginalAsync(WorkItemId id, ICityStore store, CancellationToken cancellationToken) =>
        await store.FindItemAsync(id, cancellationToken).ConfigureAwait(false) is { Household: null } original ? original : null;
}
