using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>
/// Items that a profile's table leads to, the nearest first: every command by everybody who may give it, and parts that are closed. For each
/// row and role it keeps the first step that takes the row.
/// </summary>
internal sealed class TableWalk
{
    private const int MaxItems = 5000;
    private const int MaxCount = 3;

    private static readonly Dictionary<string, TableWalk> Walks = [];

    private readonly Dictionary<(Transition Row, Role Role), (WorkItem Before, WorkDecision Decision)> steps = [];
    private readonly HashSet<string> seen = [];
    private readonly Queue<WorkItem> queue = new();
    private readonly Profile profile;

    private TableWalk(Profile profile)
    {
        this.profile = profile;
        var asked = profile.Transitions.Sum(row => row.Roles.Count);
        var report = Report(profile: profile.Id) with { ReportId = "r-1" };
        foreach (var details in DetailsOf(profile)) Visit(Engine.Open(report with { Details = details }, Someone(null, profile.Openers[0]), Start).OrThrow());
        while (steps.Count < asked && seen.Count < MaxItems && queue.TryDequeue(out var item)) Expand(item);
    }

    internal static Instant Start { get; } = At("2025-03-13 09:00");

    internal static (WorkItem Before, WorkDecision Decision) To(Profile profile, Transition row, Role role) =>
        Of(profile).steps.TryGetValue((row, role), out var step) ? step
            : throw new InvalidOperationException($"No way of {profile.Id} leads to {row.Command} {row.From}->{row.To} [{string.Join(", ", row.Guards)}] as {role}.");

    /// <summary>One of the same account, in a role, of the body whose turn it is.</summary>
    internal static Actor Someone(WorkItem? item, Role role, Transition? row = null)
    {
        var kind = row?.Guards.Select(guard => guard.Name).FirstOrDefault(name => name is "coHandler" or "crew") switch
        {
            "coHandler" => AssignmentKind.CoHandler,
            "crew" => AssignmentKind.Crew,
            _ => AssignmentKind.Lead,
        };
        var body = item?.Assignments.FirstOrDefault(each => each.Kind == kind && each.EndedAt is null)?.Assignee.Body;
        return role == Role.System ? Actor.System with { Body = body ?? "" } : Actor.Of("someone", body ?? "x", role);
    }

    internal static bool IsAutomatic(Transition row) => row.Guards.Contains(new GuardCall("automaticDispatch"));

    private static TableWalk Of(Profile profile)
    {
        lock (Walks) return Walks.TryGetValue(profile.Id, out var walk) ? walk : Walks[profile.Id] = new TableWalk(profile);
    }

    /// <summary>Nothing given at the opening, and each choice of each field.</summary>
    private static IEnumerable<System.Collections.Immutable.ImmutableSortedDictionary<string, string>> DetailsOf(Profile profile) =>
        profile.Fields.SelectMany(field => field.Values.Select(value => WorkItem.NoDetails.Add(field.Id, value))).Prepend(WorkItem.NoDetails);

    private void Expand(WorkItem item)
    {
        foreach (var row in profile.From(item.State))
            foreach (var role in row.Roles) Try(item, row, role);
        if (item.Parts.FirstOrDefault(part => part.IsOpen) is { } part) ClosePart(item, part);
    }

    private void Try(WorkItem item, Transition row, Role role)
    {
        // An automatic row fires in the same breath as what led to its state; be there with the other policy.
        var engine = IsAutomatic(row) ? EngineWith(AutomaticPolicy) : Engine;
        var actor = Someone(item, role, row);
        if (engine.RowFor(item, row.Command, actor, Start) != row) return;
        var decision = engine.Apply(item, Full(row.Command, profile.Id), actor, Start);
        if (!decision.Done) return;
        steps.TryAdd((row, role), (item, decision));
        if (role != Role.System) Visit(decision.Item!);
    }

    private void ClosePart(WorkItem item, WorkPart part)
    {
        var closed = Engine.Open(Report("part") with { Id = part.Id }, Inspector, Start).OrThrow();
        var decision = Engine.Follow(new WorkLink(WorkLinkKind.PartClosed, item.Id), closed, item, Actor.System, Start);
        foreach (var entry in decision.Events)
            if (profile.From(item.State).FirstOrDefault(row => row.Command == entry.Command && row.Roles.Contains(entry.Role)) is { } row)
                steps.TryAdd((row, entry.Role), (item, decision));
        Visit(decision.Item!);
    }

    private void Visit(WorkItem item)
    {
        if (seen.Add(KeyOf(item))) queue.Enqueue(item);
    }

    /// <summary>What rows may ask about.</summary>
    private static string KeyOf(WorkItem item)
    {
        int[] counts = [item.Counts.Returns, item.Counts.Reworks, item.Counts.Extensions, item.Counts.Suspensions, .. item.Counts.Others.Values];
        return string.Join('|', item.State, string.Join(',', counts.Select(count => Math.Min(count, MaxCount))),
            string.Join(',', item.Details), string.Join(',', item.Assignments.Where(each => each.EndedAt is null).Select(each => each.Kind)),
            item.Parts.Count == 0 ? "" : item.Parts.Any(part => part.IsOpen) ? "open" : "closed");
    }
}
