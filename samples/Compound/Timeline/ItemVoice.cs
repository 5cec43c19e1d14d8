using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Shows the state of a work item, who has it and by when; the same state is shown once.</summary>
internal sealed class ItemVoice(Scenario scenario)
{
    private static readonly LocalDateTimePattern Day = LocalDateTimePattern.CreateWithInvariantCulture("ddd HH:mm");

    private readonly Dictionary<string, string> told = [];

    /// <summary>True when this state was not shown yet; it counts as shown from then on.</summary>
    public bool IsNews(HubItem item)
    {
        if (told.TryGetValue(item.Id, out var before) && before == item.State) return false;
        told[item.Id] = item.State;
        return true;
    }

    /// <summary>One sentence.</summary>
    public string Sentence(HubItem item)
    {
        var (profile, state) = Names(item);
        var who = item.Assignee is null || !item.IsOpen ? "" : $", with {item.Assignee}";
        var when = item.Deadline is { } deadline ? $", by {Day.Format(Local(deadline))}" : "";
        var where = item.Building is null ? "" : $", building {item.Building}";
        return $"{item.Number} {profile}: {state}{who}{when} · grid {item.Grid ?? "not known"}{where}";
    }

    private LocalDateTime Local(Instant instant) => instant.InZone(scenario.Zone).LocalDateTime;

    private static (LocalizedText Profile, LocalizedText State) Names(HubItem item) =>
        ProfileCatalogue.BuiltIn.TryGet(item.Profile, out var profile)
            ? (profile.Name, profile.StateOf(item.State).Name)
            : (new LocalizedText("", item.Profile), new LocalizedText("", item.State));
}
