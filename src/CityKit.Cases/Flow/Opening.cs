using CityKit.Cases.Profiles;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Flow;

/// <summary>Makes an item of a request.</summary>
internal static class Opening
{
    private const int MaxText = 512;
    private const int MaxEvidence = 32;

    internal static Refusal NotAnOpener(Profile profile) =>
        Refusal.Of("wrong-role", $"{profile.Name.En} is opened by {string.Join(", ", profile.Openers)}.",
            $"{profile.Name.Zh}须由 {string.Join(", ", profile.Openers)} 提交。");

    internal static Refusal? Wrong(OpenWorkItem request, Profile profile)
    {
        if (IsTooLong(request))
            return Refusal.Of("too-long", $"A text has at most {MaxText} characters, and there are at most {MaxEvidence} references.",
                $"文字最多 {MaxText} 字，引用最多 {MaxEvidence} 个。");
        foreach (var (name, value) in request.Details)
            if (Details.Wrong(profile, name, value) is { } wrong) return new Refusal("wrong-detail", wrong, []);
        return null;
    }

    /// <summary>The item without its clocks and its history.</summary>
    internal static WorkItem Of(OpenWorkItem request, Profile profile, Actor actor, Instant now)
    {
        var state = profile.StateOf(profile.Initial);
        return new WorkItem
        {
            Id = request.Id, Profile = profile.Id, Class = request.Class, Title = request.Title, Source = request.Source,
            Place = request.Place,
            Component = request.Component, Found = request.Found, Duties = request.Duties, Suggestion = request.Suggestion,
            Household = request.Household, State = state.Id, StateSince = now,
            Stage = state.Stage, IsOpen = true, ReportedAt = request.ReportedAt ?? now, TimeUnknown = request.TimeUnknown, Clocks = [],
            OpenedAt = now, UpdatedAt = now, Entries = 0, Alerts = request.AlertId is { } alert ? [alert] : [],
            Counts = new WorkCounts(0, 0, 0, 0, 1), Details = request.Details, Parent = request.Parent,
            Reports = request.ReportId is { } report ? [new WorkReport(report, actor.Id, now)] : [],
        };
    }

    internal static HistoryEntry EntryOf(OpenWorkItem request, Actor actor, Profile profile, Instant now) => new()
    {
        At = now,
        ActorId = actor.Id,
        Role = profile.Openers.Where(actor.Roles.Contains).Append(actor.Roles.Order().FirstOrDefault()).First(),
        Command = "open",
        To = profile.Initial,
        TimeUnknown = request.TimeUnknown,
        Details = request.Details,
        Evidence = request.AlertId is { } alert ? [alert, .. request.Evidence] : request.Evidence,
    };

    private static bool IsTooLong(OpenWorkItem request)
    {
        var place = request.Place;
        string?[] texts =
        [
            request.Source, request.Household, request.AlertId, request.Title?.Zh, request.Title?.En, place.Grid, place.Compound,
            place.Building,
            place.Entrance, place.Spot, place.Address, .. request.Evidence,
        ];
        return request.Evidence.Count > MaxEvidence || texts.Any(text => text?.Length > MaxText);
    }
}
