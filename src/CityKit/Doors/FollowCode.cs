using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Doors;

/// <summary>
/// Follows a report (上报查询码): state, class, street and when each stage began. No number, point, text or person; nothing of what concerns
/// a household.
/// </summary>
public sealed class FollowCode : IPublicCode
{
    /// <summary>The kind's name.</summary>
    public const string Kind = "follow";

    /// <summary>How long after its end a report can still be followed: 90 days.</summary>
    public static readonly Duration AfterClose = Duration.FromDays(90);

    private const int StreetDigits = 9;

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
        var item = await facts.Store.FindItemAsync(new WorkItemId(id), cancellationToken).ConfigureAwait(false);
        if (item is null || !Follows(item)) return null;
        if (item.RepeatOf is { } of) item = await OriginalAsync(of, facts, cancellationToken).ConfigureAwait(false) ?? item;
        if (item.ClosedAt + AfterClose <= facts.Now) return null;
        return facts.Profiles.TryGet(item.Profile, out var profile) && Has(profile, item)
            ? writer => Write(writer, item, profile, facts)
            : null;
    }

    private static async ValueTask<WorkItem?> OriginalAsync(WorkItemId id, PublicFacts facts, CancellationToken cancellationToken) =>
        await facts.Store.FindItemAsync(id, cancellationToken).ConfigureAwait(false) is { Household: null } original ? original : null;

    /// <summary>An item of a profile that was replaced may be in a state that has no name any more.</summary>
    private static bool Has(Profile profile, WorkItem item) => profile.States.Any(state => state.Id == item.State);

    private static void Write(Utf8JsonWriter writer, WorkItem item, Profile profile, PublicFacts facts)
    {
        writer.WriteString("kind", Kind);
        DeskJson.WriteText(writer, "state", profile.StateOf(item.State).Name);
        if (item.Class is { } key && facts.Classes.Find(key) is { } found) DeskJson.WriteText(writer, "class", found.Name);
        writer.WriteBoolean("open", item.IsOpen);
        DeskJson.WriteTime(writer, "reportedAt", item.ReportedAt);
        DeskJson.WriteTime(writer, "closedAt", item.ClosedAt);
        if (item.Place.Grid is { Length: >= StreetDigits } grid) writer.WriteString("street", grid[..StreetDigits]);
        writer.WriteStartArray("stages");
        foreach (var clock in item.Clocks) Write(writer, clock, NameOf(clock.Stage, profile));
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, StageClock clock, LocalizedText? name)
    {
        writer.WriteStartObject();
        if (name is not null) DeskJson.WriteText(writer, "stage", name);
        DeskJson.WriteTime(writer, "from", clock.StartedAt);
        DeskJson.WriteTime(writer, "until", clock.FinishedAt);
        writer.WriteEndObject();
    }

    private static LocalizedText? NameOf(string stage, Profile profile) => profile.Stages.FirstOrDefault(s => s.Id == stage)?.Name;
}
