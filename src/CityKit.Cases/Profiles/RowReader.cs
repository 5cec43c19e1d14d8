using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Profiles;

/// <summary>Reads the rows of a profile, transitions and steps, against what it declares.</summary>
internal sealed class RowReader(
    List<ProfileState> states, ProfileCommand[] commands, (string Word, Role Value)[] roles, ProfileSections sections)
{
    private const string AnyOpenState = "*";

    private readonly string[] commandIds = [.. commands.Select(command => command.Id)];

    internal List<Transition> ReadTransitions(ConfigReader reader)
    {
        var rows = new List<Transition>();
        foreach (var item in reader.Objects("transitions", ProfileReader.MaxRows))
        {
            var template = ReadTransition(item);
            rows.AddRange(FromStates(item).Select(
                from => template with { From = from, To = template.To == ProfileReader.SameState ? from : template.To }));
            item.Close();
        }
        return rows;
    }

    internal TimedStep[] ReadSteps(ConfigReader reader) =>
        [.. reader.Objects("steps", ProfileReader.MaxRows, required: false).Select(item => ProfileReader.Closing(item, ReadStep(item)))];

    private Transition ReadTransition(ConfigReader item) => new()
    {
        From = "",
        Command = ProfileReader.Known(item, "command", commandIds),
        To = ProfileReader.Known(item, "to", [.. states.Select(state => state.Id), ProfileReader.SameState]),
        Roles = ProfileReader.Words(item, "roles", roles),
        Needs = sections.ReadNeeds(item),
        Guards = sections.ReadGuards(item),
        Effects = sections.ReadEffects(item),
        Limit = item.TextOrNull("limit", 64),
        Tell = ProfileReader.Targets(item, roles),
    };

    private IEnumerable<string> FromStates(ConfigReader item)
    {
        var named = item.Texts("from", ProfileReader.MaxRows, 64);
        var unknown = named.FirstOrDefault(name => name != AnyOpenState && states.All(state => state.Id != name));
        if (unknown is not null)
            item.Reject("from", new($"该业务类型的状态，或以 {AnyOpenState} 表示所有未结状态", $"states of the profile, or {AnyOpenState} for every open one"),
                NearMiss.Of(unknown, states.Select(state => state.Id)), LocalizedText.Values($"'{unknown}'"));
        return named.Contains(AnyOpenState) ? ProfileReader.OpenStates(states) : named;
    }

    private TimedStep ReadStep(ConfigReader item)
    {
        var after = item.Parsed<WorkLimit>("after", new("时限，如 10 minutes", "a limit such as '10 minutes'"));
        if (after.NeedsCalendar)
            item.Reject("after",
                new("连续时间的时限，如 10 minutes 或 365 natural days", "a limit in continuous time, such as '10 minutes' or '365 natural days'"));
        return new TimedStep
        {
            Id = item.Text("id", 64),
            Name = ProfileReader.NameOf(item),
            States = StatesOf(item),
            After = after.NeedsCalendar ? default : after,
            SinceOpening = item.Word("since", ("opening", true), ("state", false)),
            Guards = sections.ReadGuards(item),
            Command = item.Has("command") ? ProfileReader.Known(item, "command", commandIds) : null,
            Tell = ProfileReader.Targets(item, roles),
        };
    }

    private IReadOnlyList<string> StatesOf(ConfigReader item)
    {
        var named = item.Texts("states", ProfileReader.MaxRows, 64);
        if (named.Any(name => states.All(state => state.Id != name)))
            item.Reject("states",
                new($"该业务类型的状态：{ProfileReader.List(states.Select(state => state.Id))}",
                    $"states of the profile: {ProfileReader.List(states.Select(state => state.Id))}"));
        return named;
    }
}
