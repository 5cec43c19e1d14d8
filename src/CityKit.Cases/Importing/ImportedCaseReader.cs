using System.Text;
using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using NodaTime;

namespace CityKit.Cases.Importing;

/// <summary>
/// Reads a line of a file of cases (JSON Lines): <c>{"item": …}</c> as a hub exports it, whole; or a case of any other system by the few
/// members that are known of it.
/// </summary>
/// <param name="engine">The profiles, and the limits of their stages.</param>
public sealed class ImportedCaseReader(WorkEngine engine)
{
    private const string ItemMember = "item";
    private const int MaxName = 64;

    private readonly WorkClock clock = engine.Policy.ClockOn(engine.Calendar);

    /// <summary>Reads one line; null with what is wrong in it, by column and member.</summary>
    public ImportedCase? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var json = ConfigReader.Parse(utf8);
        var read = json.Errors.Count > 0 ? null : json.Has(ItemMember) ? OfHub(json, utf8) : OfMembers(json);
        errors = json.Errors;
        return errors.Count == 0 ? read : null;
    }

    private static ImportedCase? OfHub(ConfigReader json, ReadOnlySpan<byte> utf8)
    {
        try
        {
            using var line = JsonDocument.Parse(utf8.ToArray());
            var item = WorkItemJson.Read(Encoding.UTF8.GetBytes(line.RootElement.GetProperty(ItemMember).GetRawText()));
            return new ImportedCase(item.Id.ToString(), item);
        }
        catch (FormatException wrong)
        {
            json.Reject(ItemMember, new("完整的工作项，由有权查看全部内容者导出", "a whole work item, as one who sees all of it exports it"),
                found: new($"无法读取的内容（{wrong.Message}）", $"what cannot be read ({wrong.Message})"));
            return null;
        }
    }

    private ImportedCase? OfMembers(ConfigReader json)
    {
        var (id, profileId, stateId) = (json.Text("id", ImportedCase.MaxId), json.Text("profile", MaxName), json.Text("state", MaxName));
        var item = new WorkItem
        {
            Id = default, Profile = profileId, State = stateId, Stage = "", IsOpen = true, Clocks = [],
            OpenedAt = default, UpdatedAt = default, Entries = 1,
            ReportedAt = json.Instant("reportedAt"),
            StateSince = json.InstantOrNull("stateSince") ?? default,
            ClosedAt = json.InstantOrNull("closedAt"),
            Class = json.Has("class") ? json.Parsed<ClassKey>("class", ConfigForms.Class) : null,
            Title = json.BilingualOrNull("title"),
            Source = json.TextOrNull("source", MaxName) ?? "import",
            Place = json.Has("place") ? Place(json.Object("place")) : WorkPlace.Unknown,
            Component = json.Has("component") ? json.Parsed<ComponentId>("component", new("部件标识码", "a component's identification code"))
                : null,
            Condition = json.TextOrNull("condition", MaxName),
            Outcome = json.TextOrNull("outcome", MaxName),
            Overseen = json.Flag("overseen"),
            Counts = new WorkCounts(0, 0, 0, 0, 1),
        };
        var who = json.Has("assignee") ? Who(json.Object("assignee")) : null;
        var (limit, deadline) = (json.Has("limit") ? json.Parsed<WorkLimit>("limit", ConfigForms.Limit) : (WorkLimit?)null,
            json.InstantOrNull("deadline"));
        json.Close();
        return ProfileOf(json, profileId, stateId) is { } profile && json.Errors.Count == 0
            ? new ImportedCase(id, With(who, InState(item, profile, limit, deadline)))
            : null;
    }

    private Profile? ProfileOf(ConfigReader json, string id, string state)
    {
        string[] profiles = [.. engine.Profiles.All.Select(known => known.Id)];
        if (!engine.Profiles.TryGet(id, out var profile)) json.Reject("profile", LocalizedText.Values(profiles), NearMiss.Of(id, profiles));
        else if (!engine.Knows(id, state))
        {
            string[] states = [.. profile.States.Select(known => known.Id)];
            json.Reject("state", LocalizedText.Values(states), NearMiss.Of(state, states));
        }
        else return profile;
        return null;
    }

    /// <summary>The item with the clock of its state: a given deadline stays; else the limit, given or the policy's, gives it.</summary>
    private WorkItem InState(WorkItem item, Profile profile, WorkLimit? limit, Instant? deadline)
    {
        var state = profile.StateOf(item.State);
        var since = item.StateSince == default ? item.ClosedAt ?? item.ReportedAt : item.StateSince;
        var started = new StageClock { Stage = state.Stage, StartedAt = since, FinishedAt = state.Closed ? item.ClosedAt ?? since : null };
        return item with
        {
            Stage = state.Stage, StateSince = since, IsOpen = !state.Closed,
            ClosedAt = state.Closed ? item.ClosedAt ?? since : null,
            Clocks = [state.Closed ? started : Limited(started, limit ?? LimitOf(item, profile), deadline)],
            OpenedAt = item.ReportedAt, UpdatedAt = item.ReportedAt, KeptHistory = [Reported(item)],
        };
    }

    private static WorkItem With(Assignee? who, WorkItem item) =>
        who is null ? item : item with { Assignments = [new Assignment(AssignmentKind.Lead, who, item.StateSince)] };

    private static HistoryEntry Reported(WorkItem item) => new()
    {
        At = item.ReportedAt, ActorId = Actor.System.Id, Role = Role.System, Command = "open", From = item.State, To = item.State,
    };

    private StageClock Limited(StageClock started, WorkLimit? limit, Instant? deadline) =>
        deadline is { } at ? started with { Deadline = new Deadline(at, false, null) }
        : limit is { } known ? started with { Limit = known, Deadline = clock.After(started.StartedAt, known) }
        : started;

    private WorkLimit? LimitOf(WorkItem item, Profile profile)
    {
        var stage = profile.StageOf(profile.StateOf(item.State).Stage);
        var condition = stage.LimitFromCondition && item.Condition is { } id ? engine.Policy.FindCondition(id) : null;
        return condition?.Limit ?? engine.Policy.LimitOf(item.Profile, stage.Id);
    }

    private static WorkPlace Place(ConfigReader json)
    {
        var place = new WorkPlace
        {
            Point = PointOf(json),
            Grid = json.TextOrNull("grid", MaxName),
            Compound = json.TextOrNull("compound", MaxName),
            Building = json.TextOrNull("building", MaxName),
            Entrance = json.TextOrNull("entrance", MaxName),
            Address = json.TextOrNull("address"),
        };
        json.Close();
        return place;
    }

    private static GeoPoint? PointOf(ConfigReader json)
    {
        if (!json.Has("longitude") && !json.Has("latitude")) return null;
        var (longitude, latitude) = ((double)json.Decimal("longitude", -180, 180), (double)json.Decimal("latitude", -90, 90));
        return GeoPoint.TryFromDegrees(longitude, latitude, out var point) ? point : null;
    }

    private static Assignee Who(ConfigReader json)
    {
        var who = new Assignee(json.Text("body", MaxName), json.TextOrNull("crew", MaxName));
        json.Close();
        return who;
    }
}
