using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Profiles;

/// <summary>Reads a profile from its JSON text (业务类型文件, schema 1), with every error and its place.</summary>
public static class ProfileReader
{
    private const int MaxRows = 1000;
    private const string AnyOpenState = "*";
    internal const string SameState = "=";

    private static readonly string[] TargetKinds = ["assignee", "role", "body", "contact"];

    /// <summary>The profile, or null with what is wrong.</summary>
    public static Profile? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        var profile = Read(reader);
        errors = reader.Errors;
        return errors.Count == 0 ? profile : null;
    }

    /// <summary>The profile in an object; to be used when the reader has no errors.</summary>
    internal static Profile Read(ConfigReader reader)
    {
        reader.Integer("schema", 1, 1);
        _ = reader.TextOrNull("basis", 2000);
        var profile = ReadProfile(reader, ReadStates(reader));
        reader.Close();
        return profile;
    }

    private static Profile ReadProfile(ConfigReader reader, List<ProfileState> states)
    {
        var stages = ReadStages(reader, states);
        var declared = ReadRoles(reader);
        (string Word, Role Value)[] roles = [.. ProfileWords.Roles, .. declared.Select(role => (role.Name, role))];
        var commands = reader.Objects("commands", MaxRows).Select(item => Closing(item, new ProfileCommand(item.Text("id", 64), NameOf(item)))).ToArray();
        return new Profile(reader.Text("id", 64), stages, Unique(reader, "states", states, state => state.Id),
            ReadTransitions(reader, states, commands, roles))
        {
            Version = reader.Text("version", 64),
            Name = NameOf(reader),
            Initial = Known(reader, "initial", OpenStates(states)),
            Roles = declared,
            Openers = Words(reader, "openers", roles),
            Commands = Unique(reader, "commands", commands, command => command.Id),
            Steps = ReadSteps(reader, states, commands, roles),
            Outcomes = reader.Texts("outcomes", 64, 64, required: false),
            MaxExtensions = (int)reader.Integer("maxExtensions", 0, 100),
            MaxSuspensions = (int)reader.Integer("maxSuspensions", 0, 100),
            Visibility = ReadVisibility(reader, roles),
        };
    }

    private static Role[] ReadRoles(ConfigReader reader)
    {
        var names = reader.Texts("roles", 32, 32, required: false);
        foreach (var name in names)
            if (!Role.TryParse(name, out var role) || Cases.Roles.BuiltIn.Contains(role))
                reader.Reject("roles",
                    "names of the profile's own: letters and digits, a letter first, none that is built in", found: $"'{name}'");
        return [.. names.Select(name => Role.TryParse(name, out var role) ? role : default).Where(role => role != default).Distinct()];
    }

    private static List<ProfileState> ReadStates(ConfigReader reader) =>
        [.. reader.Objects("states", MaxRows).Select(item => Closing(item, new ProfileState(item.Text("id", 64), item.Text("stage", 64), NameOf(item), item.Flag("closed"))))];

    private static ProfileStage[] ReadStages(ConfigReader reader, List<ProfileState> states)
    {
        var stages = reader.Objects("stages", MaxRows).Select(item => Closing(item, new ProfileStage(item.Text("id", 64), NameOf(item), item.Flag("limitFromCondition")))).ToArray();
        var homeless = states.FirstOrDefault(state => stages.All(stage => stage.Id != state.Stage));
        if (homeless is not null) reader.Reject("states", $"states in the stages {List(stages.Select(stage => stage.Id))}", found: $"state '{homeless.Id}' in stage '{homeless.Stage}'");
        return Unique(reader, "stages", stages, stage => stage.Id);
    }

    private static List<Transition> ReadTransitions(
        ConfigReader reader, List<ProfileState> states, ProfileCommand[] commands, (string Word, Role Value)[] roles)
    {
        var rows = new List<Transition>();
        foreach (var item in reader.Objects("transitions", MaxRows))
        {
            var template = ReadTransition(item, states, commands, roles);
            rows.AddRange(FromStates(item, states).Select(from => template with { From = from, To = template.To == SameState ? from : template.To }));
            item.Close();
        }
        return rows;
    }

    private static Transition ReadTransition(
        ConfigReader item, List<ProfileState> states, ProfileCommand[] commands, (string Word, Role Value)[] roles) => new()
    {
        From = "",
        Command = Known(item, "command", [.. commands.Select(command => command.Id)]),
        To = Known(item, "to", [.. states.Select(state => state.Id), SameState]),
        Roles = Words(item, "roles", roles),
        Needs = Words(item, "needs", ProfileWords.Needs, required: false),
        Guards = Words(item, "guards", ProfileWords.Guards, required: false),
        Effects = Words(item, "effects", ProfileWords.Effects, required: false),
        Tell = Targets(item, roles),
    };

    private static IEnumerable<string> FromStates(ConfigReader item, List<ProfileState> states)
    {
        var named = item.Texts("from", MaxRows, 64);
        var unknown = named.FirstOrDefault(name => name != AnyOpenState && states.All(state => state.Id != name));
        if (unknown is not null) item.Reject("from", $"states of the profile, or {AnyOpenState} for every open one", NearMiss.Of(unknown, states.Select(state => state.Id)), $"'{unknown}'");
        return named.Contains(AnyOpenState) ? OpenStates(states) : named;
    }

    private static TimedStep[] ReadSteps(
        ConfigReader reader, List<ProfileState> states, ProfileCommand[] commands, (string Word, Role Value)[] roles) =>
        [.. reader.Objects("steps", MaxRows, required: false).Select(item => Closing(item, ReadStep(item, states, commands, roles)))];

    private static TimedStep ReadStep(
        ConfigReader item, List<ProfileState> states, ProfileCommand[] commands, (string Word, Role Value)[] roles)
    {
        var after = item.Parsed<WorkLimit>("after", "a limit such as '10 minutes'");
        if (after.NeedsCalendar) item.Reject("after", "a limit in continuous time, such as '10 minutes' or '365 natural days'");
        return new TimedStep
        {
            Id = item.Text("id", 64),
            Name = NameOf(item),
            States = [.. FromStatesOf(item, states)],
            After = after.NeedsCalendar ? default : after,
            SinceOpening = item.Word("since", ("opening", true), ("state", false)),
            Command = item.Has("command") ? Known(item, "command", [.. commands.Select(command => command.Id)]) : null,
            Tell = Targets(item, roles),
        };
    }

    private static IReadOnlyList<string> FromStatesOf(ConfigReader item, List<ProfileState> states)
    {
        var named = item.Texts("states", MaxRows, 64);
        if (named.Any(name => states.All(state => state.Id != name))) item.Reject("states", $"states of the profile: {List(states.Select(state => state.Id))}");
        return named;
    }

    private static Dictionary<Role, WorkItemPart> ReadVisibility(ConfigReader reader, (string Word, Role Value)[] roles)
    {
        var section = reader.Object("visibility");
        var result = new Dictionary<Role, WorkItemPart>();
        foreach (var name in section.Names)
            if (Array.Find(roles, role => role.Word == name) is (not null, var known))
                result[known] = Words(section, name, ProfileWords.Parts).Aggregate(WorkItemPart.None, (all, part) => all | part);
            else RejectRole(section, name, name, roles);
        return result;
    }

    private static NoticeTarget[] Targets(ConfigReader item, (string Word, Role Value)[] roles)
    {
        NoticeTarget[] targets = [.. item.Texts("tell", 16, 64, required: false).Select(NoticeTarget.Parse)];
        foreach (var target in targets) CheckTarget(item, target, roles);
        return targets;
    }

    private static void CheckTarget(ConfigReader item, NoticeTarget target, (string Word, Role Value)[] roles)
    {
        if (!TargetKinds.Contains(target.Kind) || (target.Kind == "assignee") != (target.Name.Length == 0))
            item.Reject("tell", "assignee, role:ROLE, body:BODY or contact:CONTACT", NearMiss.Of(target.Kind, TargetKinds), $"'{target}'");
        else if (target.Kind == "role" && roles.All(role => role.Word != target.Name)) RejectRole(item, "tell", target.Name, roles);
    }

    private static void RejectRole(ConfigReader item, string name, string found, (string Word, Role Value)[] roles)
    {
        string[] names = [.. roles.Select(role => role.Word)];
        item.Reject(name, List(names), NearMiss.Of(found, names), $"role '{found}'");
    }

    private static T[] Words<T>(ConfigReader item, string name, (string Word, T Value)[] known, bool required = true)
    {
        var texts = item.Texts(name, 64, 64, required);
        var unknown = texts.FirstOrDefault(text => known.All(word => word.Word != text));
        if (unknown is not null) item.Reject(name, List(known.Select(word => word.Word)), NearMiss.Of(unknown, known.Select(word => word.Word)), $"'{unknown}'");
        return [.. texts.SelectMany(text => known.Where(word => word.Word == text)).Select(word => word.Value)];
    }

    private static string Known(ConfigReader item, string name, string[] known)
    {
        var text = item.Text(name, 64);
        if (text.Length > 0 && !known.Contains(text)) item.Reject(name, List(known), NearMiss.Of(text, known));
        return text;
    }

    private static T[] Unique<T>(ConfigReader reader, string name, IReadOnlyList<T> items, Func<T, string> id)
    {
        var twice = items.GroupBy(id).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null) reader.Reject(name, "each id once", found: $"'{twice}' twice");
        return [.. items.DistinctBy(id)];
    }

    private static T Closing<T>(ConfigReader item, T value)
    {
        item.Close();
        return value;
    }

    private static LocalizedText NameOf(ConfigReader item) => new(item.Text("zh", 128), item.Text("en", 128));

    private static string[] OpenStates(List<ProfileState> states) => [.. states.Where(state => !state.Closed).Select(state => state.Id)];

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}
