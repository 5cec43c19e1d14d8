using CityKit.Cases.Text;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Profiles;

/// <summary>Reads a profile from its JSON text (业务类型文件, schema 1), with every error and its place.</summary>
public static class ProfileReader
{
    internal const int MaxRows = 1000;
    internal const string SameState = "=";

    private static readonly string[] TargetKinds = ["assignee", "role", "body", "contact", "coHandlers", "crews", "reporters", "former"];
    private static readonly string[] Unnamed = ["assignee", "coHandlers", "crews", "reporters", "former"];

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
        var sections = new ProfileSections(reader, item => Targets(item, roles));
        var commands = reader.Objects("commands", MaxRows)
            .Select(item => Closing(item, new ProfileCommand(item.Text("id", 64), NameOf(item)))).ToArray();
        var rows = new RowReader(states, commands, roles, sections);
        return new Profile(reader.Text("id", 64), stages, Unique(reader, "states", states, state => state.Id), rows.ReadTransitions(reader))
        {
            Version = reader.Text("version", 64),
            Name = NameOf(reader),
            Initial = Known(reader, "initial", OpenStates(states)),
            Roles = declared,
            Openers = Words(reader, "openers", roles),
            Commands = Unique(reader, "commands", commands, command => command.Id),
            Steps = rows.ReadSteps(reader),
            Fields = sections.Fields,
            Clocks = sections.Clocks,
            Allowances = sections.Allowances,
            Guards = sections.Guards,
            Effects = sections.Effects,
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
                    new("自定义名称：字母和数字，以字母开头，且不与内置名称相同",
                        "names of the profile's own: letters and digits, a letter first, none that is built in"),
                    found: LocalizedText.Values($"'{name}'"));
        return [.. names.Select(name => Role.TryParse(name, out var role) ? role : default).Where(role => role != default).Distinct()];
    }

    private static List<ProfileState> ReadStates(ConfigReader reader) =>
        [.. reader.Objects("states", MaxRows)
            .Select(item => Closing(item,
                new ProfileState(item.Text("id", 64), item.Text("stage", 64), NameOf(item), item.Flag("closed"))))];

    private static ProfileStage[] ReadStages(ConfigReader reader, List<ProfileState> states)
    {
        var stages = reader.Objects("stages", MaxRows).Select(item => Closing(item, ReadStage(item))).ToArray();
        var homeless = states.FirstOrDefault(state => stages.All(stage => stage.Id != state.Stage));
        if (homeless is not null)
            reader.Reject("states",
                new($"阶段 {List(stages.Select(stage => stage.Id))} 中的状态", $"states in the stages {List(stages.Select(stage => stage.Id))}"),
                found: new($"阶段 '{homeless.Stage}' 中的状态 '{homeless.Id}'", $"state '{homeless.Id}' in stage '{homeless.Stage}'"));
        return Unique(reader, "stages", stages, stage => stage.Id);
    }

    private static ProfileStage ReadStage(ConfigReader item) => new(item.Text("id", 64), NameOf(item), item.Flag("limitFromCondition"))
    {
        Limit = ProfileSections.Limit(item, "limit"),
    };

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

    internal static NoticeTarget[] Targets(ConfigReader item, (string Word, Role Value)[] roles)
    {
        NoticeTarget[] targets = [.. item.Texts("tell", 16, 64, required: false).Select(NoticeTarget.Parse)];
        foreach (var target in targets) CheckTarget(item, target, roles);
        return targets;
    }

    private static void CheckTarget(ConfigReader item, NoticeTarget target, (string Word, Role Value)[] roles)
    {
        if (!TargetKinds.Contains(target.Kind) || Unnamed.Contains(target.Kind) != (target.Name.Length == 0))
            item.Reject("tell",
                new("assignee、former、coHandlers、crews、reporters、role:角色、body:单位 或 contact:联系人",
                    "assignee, former, coHandlers, crews, reporters, role:ROLE, body:BODY or contact:CONTACT"),
                NearMiss.Of(target.Kind, TargetKinds), LocalizedText.Values($"'{target}'"));
        else if (target.Kind == "role" && roles.All(role => role.Word != target.Name)) RejectRole(item, "tell", target.Name, roles);
    }

    private static void RejectRole(ConfigReader item, string name, string found, (string Word, Role Value)[] roles)
    {
        string[] names = [.. roles.Select(role => role.Word)];
        item.Reject(name, LocalizedText.Values(names), NearMiss.Of(found, names), new($"角色 '{found}'", $"role '{found}'"));
    }

    internal static T[] Words<T>(ConfigReader item, string name, (string Word, T Value)[] known)
    {
        var texts = item.Texts(name, 64, 64);
        var unknown = texts.FirstOrDefault(text => known.All(word => word.Word != text));
        if (unknown is not null)
            item.RejectUnknown(name, unknown, [.. known.Select(word => word.Word)]);
        return [.. texts.SelectMany(text => known.Where(word => word.Word == text)).Select(word => word.Value)];
    }

    internal static string Known(ConfigReader item, string name, string[] known)
    {
        var text = item.Text(name, 64);
        if (text.Length > 0 && !known.Contains(text)) item.Reject(name, LocalizedText.Values(known), NearMiss.Of(text, known));
        return text;
    }

    private static T[] Unique<T>(ConfigReader reader, string name, IReadOnlyList<T> items, Func<T, string> id)
    {
        reader.RejectTwice(name, ConfigForms.IdOnce, items.Select(id));
        return [.. items.DistinctBy(id)];
    }

    internal static T Closing<T>(ConfigReader item, T value)
    {
        item.Close();
        return value;
    }

    internal static LocalizedText NameOf(ConfigReader item) => new(item.Text("zh", 128), item.Text("en", 128));

    internal static string[] OpenStates(List<ProfileState> states) => [.. states.Where(state => !state.Closed).Select(state => state.Id)];

    internal static string List(IEnumerable<string> words) => string.Join(", ", words);
}
