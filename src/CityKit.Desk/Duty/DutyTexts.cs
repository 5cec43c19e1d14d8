using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Client.Profiles;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using NodaTime;

namespace CityKit.Desk.Duty;

/// <summary>Makes rows and words of what the hub gives, in a person's language.</summary>
internal sealed class DutyTexts(DeskView view, DeskNames names, string me)
{
    /// <summary>Who is signed in, as the hub knows them.</summary>
    internal string Me => me;

    internal IReadOnlyCollection<ProfileWords> Profiles => [.. names.Profiles.Values];

    /// <summary>Has the names that are in force now.</summary>
    internal Task RenewAsync() => names.ReadAsync();

    internal DutyRow Row(Lead lead) => new("lead", lead.Id, lead)
    {
        Title = view.Say(lead.Title), Severity = lead.Severity, Place = PlaceOf(lead.Subject),
        Source = SourceOf(lead.Rule, lead.Title), At = lead.At, IsOpen = lead.State == "Open", State = StateOf(lead),
        Who = lead.DecidedBy ?? lead.TakenBy, Class = lead.Class, Profile = lead.Profile,
        Allowed = [.. LeadSteps.Of(lead, me, this).Select(step => step.Command)],
    };

    internal DutyRow Row(Alert alert) => new("alert", alert.Id, alert)
    {
        Title = view.Say(alert.Title), Severity = alert.Severity, Place = PlaceOf(alert.Subject),
        Source = SourceOf(alert.Rule, alert.Title), At = alert.RaisedAt, IsOpen = alert.ClearedAt is null,
        State = StateOf(alert), Who = alert.Work?.Assignee,
        Allowed = [.. AlertSteps.Of(alert, me, this).Select(step => step.Command)],
    };

    internal DutyRow Row(ItemView seen) => new("item", seen.Item.Id, seen)
    {
        Title = seen.Item.Title is { } title ? view.Say(title) : seen.Number ?? seen.Item.Id[..8],
        Place = seen.Item.Place is { } place ? PlaceOf(place) : "", Source = ProfileOf(seen.Item.Profile),
        At = seen.Item.ReportedAt, Due = seen.Item.Open ? seen.Item.Deadline : null, IsOpen = seen.Item.Open,
        State = StateOf(seen.Item), Who = Of(seen.Item.Assignee), Class = seen.Item.Class, Profile = seen.Item.Profile,
        Allowed = seen.Allowed,
    };

    /// <summary>The same row as it is now; a lead by itself does not say how much it matters, its queue does.</summary>
    internal static DutyRow Now(DutyRow before, DutyRow now) => now with { Severity = now.Severity ?? before.Severity };

    internal string PlaceOf(Place place) => PlaceText.Of(view, place);

    internal string ProfileOf(string? id) => id is null ? "" : view.Say(names.ProfileOf(id));

    internal string ClassOf(string? key) => key is null ? "" : view.Say(names.ClassOf(key));

    /// <summary>A rule by its name, and its id behind it.</summary>
    internal string RuleOf(string? id) =>
        id is null ? "" : view.Say(names.RuleOf(id)) is var name && name != id ? view.Say(CommonWords.NameAndId, name, id) : id;

    /// <summary>What people call a state of an item.</summary>
    internal string StateOf(Item item) => item.State is null ? "" : NameOf(item.Profile, profile => profile.States, item.State);

    /// <summary>What people call a step of an item.</summary>
    internal string CommandOf(string? profile, string command) =>
        NameOf(profile, known => known.Commands, command) is var name && name != command
        ? name : view.Say(StepWords.CommandOf(command));

    /// <summary>What people call a field of an item.</summary>
    internal string FieldOf(string? profile, string field) => profile is not null && names.Profiles.TryGetValue(profile, out var known)
        && known.Fields.FirstOrDefault(each => each.Id == field) is { } found ? Say(found.Zh, found.En) : field;

    /// <summary>So many minutes, in words.</summary>
    internal string Length(int minutes) => view.Length(Duration.FromMinutes(minutes));

    internal string Say(LocalizedText text, params object[] values) => view.Say(text, values);

    internal string Say(string zh, string en) => view.Say(new LocalizedText(zh, en));

    internal static string? Of(Assignee? who) => who is null ? null : who.Crew is null ? who.Body : $"{who.Body}/{who.Crew}";

    /// <summary>The rule, where the title does not say it already.</summary>
    private string SourceOf(string rule, LocalizedText title) => names.RuleOf(rule) is var name && name == title ? "" : view.Say(name);

    private string NameOf(string? profile, Func<ProfileWords, IEnumerable<ProfileName>> named, string id) =>
        profile is not null && names.Profiles.TryGetValue(profile, out var known)
            && named(known).FirstOrDefault(name => name.Id == id) is { } found ? Say(found.Zh, found.En) : id;

    private string StateOf(Lead lead) => view.Say(lead.State switch
    {
        "Confirmed" => CommonWords.Confirmed,
        "Dismissed" => DutyWords.Dismissed,
        "Merged" => DutyWords.Merged,
        _ => lead.Handover is not null ? DutyWords.HandedOver : lead.TakenBy is not null ? DutyWords.TakenState : DutyWords.Waiting,
    });

    private string StateOf(Alert alert) => view.Say(alert switch
    {
        { Work.MergedInto: not null } => DutyWords.Merged,
        { Work.ResolvedAt: not null } => DutyWords.Resolved,
        { ClearedAt: not null } => DutyWords.Over,
        { Work.SnoozedUntil: not null } => DutyWords.Snoozed,
        { Flapping: true } => DutyWords.Flapping,
        { Work.SeenAt: not null } => DutyWords.SeenTo,
        _ => DutyWords.New,
    });
}
