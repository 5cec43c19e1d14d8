using CityKit.Cases.Standards;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Policies;

/// <summary>Reads a city's policy from its JSON text (办理规则文件, schema 1), with every error and its place.</summary>
/// <remarks>
/// A policy says what differs from the profiles: working hours, limits, dispatch, filing conditions, permissions. Reading is pure and
/// serves any thread. It throws nothing for what is in the file: the policy is null, and the errors say line, column and what is allowed.
/// Whether bodies, classes and roles exist is checked by the hub that gets it.
/// </remarks>
/// <example><code>
/// var policy = PolicyReader.Read(File.ReadAllBytes("policy.json"), out var errors);
/// foreach (var error in errors) Console.Error.WriteLine(error);
/// services.AddCityKit(city => city.UseSqlite("city.db").UsePolicy(policy ?? WorkPolicy.Empty));
/// </code></example>
public static class PolicyReader
{
    private const int MaxAudiences = 1000;
    private const int MaxSeasons = 12;
    private const int MaxDismissals = 100;
    private const int MaxRegistered = 100;
    private static readonly LocalizedText HoursForm = new("时段，如 08:00-12:00,14:00-18:00", "hours such as '08:00-12:00,14:00-18:00'");

    internal static (string Word, DispatchOrder Value)[] DispatchOrders { get; } =
        [("closest", DispatchOrder.Closest), ("listed", DispatchOrder.Listed)];

    internal static (string Word, WorkDayReading Value)[] WorkDayReadings { get; } =
        [("workingHours", WorkDayReading.WorkingHours), ("endOfNthDay", WorkDayReading.EndOfNthDay)];

    internal static (string Word, MachineSource Value)[] Sources { get; } =
        [("video", MachineSource.Video), ("drone", MachineSource.Drone)];

    internal static (string Word, ScopeKind Value)[] Kinds { get; } =
        [.. Enum.GetValues<ScopeKind>().Select(kind => (Scope.WordOf(kind), kind))];

    /// <summary>The policy, or null with what is wrong.</summary>
    public static WorkPolicy? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        errors = [];
        return utf8.SequenceEqual(WorkPolicy.EmptyText) ? WorkPolicy.Empty : ReadText(utf8, out errors);
    }

    private static WorkPolicy? ReadText(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        var policy = new WorkPolicy
        {
            Label = reader.TextOrNull("label", 1000) ?? "",
            Hours = reader.ParsedOrDefault<WorkHours>("hours", HoursForm) ?? WorkHours.Default,
            Seasons = ReadSeasons(reader),
            WorkDay = reader.WordOr("workDay", WorkDayReading.WorkingHours, WorkDayReadings),
            Standard = ReadStandard(reader),
            Version = reader.TextOrNull("version", FilingStandard.MaxVersion),
            Conditions = StandardText.ReadConditions(reader, required: false),
            StageLimits = [.. reader.Objects("stageLimits", required: false).Select(ReadStageLimit)],
            Dispatch = [.. reader.Objects("dispatch", required: false).Select(DispatchRowJson.Read)],
            Repeats = [.. reader.Objects("repeats", required: false).Select(ReadRepeat)],
            Retention = ReadRetention(reader),
            Access = ReadAccess(reader),
            Machines = [.. reader.Objects("machines", required: false).Select(ReadMachine)],
            DispatchOrder = ReadOrder(reader),
            Bodies = ReadBodies(reader),
            Dismissals = reader.Texts("dismissals", MaxDismissals, 64, required: false),
            Audiences = reader.Texts("audiences", MaxAudiences, 64, required: false),
            Permissions = FlowRows.ReadPermissions(reader),
            StandIns = FlowRows.ReadStandIns(reader),
            Allowances = FlowRows.ReadAllowances(reader),
            Checks = FlowRows.ReadChecks(reader),
            Survey = SurveyRows.Read(reader),
        };
        policy = policy with { Answers = AnswerRows.Read(reader, policy.Dismissals) };
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? policy : null;
    }

    private static WorkSeason[] ReadSeasons(ConfigReader reader)
    {
        var seasons = new List<WorkSeason>();
        foreach (var item in reader.Objects("seasons", MaxSeasons, required: false))
        {
            var season = ReadSeason(item);
            if (seasons.Any(season.Overlaps)) item.Reject("from", new("与前面各季不重叠的日期", "days that no season before has"));
            seasons.Add(season);
        }
        return [.. seasons];
    }

    private static WorkSeason ReadSeason(ConfigReader item)
    {
        var (from, to) = (ReadDay(item, "from"), ReadDay(item, "to"));
        var season = new WorkSeason(from, to, item.Parsed<WorkHours>("hours", HoursForm) ?? WorkHours.Default);
        item.Close();
        return season;
    }

    private static AnnualDate ReadDay(ConfigReader item, string name)
    {
        if (AnnualDatePattern.Iso.Parse(item.TextOrNull(name, 5) ?? "") is { Success: true } read) return read.Value;
        item.Reject(name, new("月-日，如 06-01", "a day of the year MM-DD, such as 06-01"));
        return default;
    }
    private static BodyRow[] ReadBodies(ConfigReader reader)
    {
        var rows = reader.Objects("bodies", required: false).Select(ReadBody).ToArray();
        reader.RejectTwice("bodies", new("每个登记名称或代码只出现一次", "each registered name or code once"),
            rows.SelectMany(row => row.Registered));
        return rows;
    }

    private static BodyRow ReadBody(ConfigReader item)
    {
        var row = new BodyRow(item.Text("body", 128), item.Texts("registered", MaxRegistered, 128)) { At = item.Place };
        item.Close();
        return row;
    }

    private static DispatchOrder? ReadOrder(ConfigReader reader) =>
        reader.Has("dispatchOrder") ? reader.Word("dispatchOrder", DispatchOrders) : null;

    internal static AccessRow[] ReadAccess(ConfigReader reader)
    {
        var rows = reader.Objects("access", required: false).Select(ReadAccessRow).ToArray();
        reader.RejectTwice("access", new("每个角色只出现一次", "each role once"), rows.Select(row => $"{row.Role}"));
        return rows;
    }

    private static AccessRow ReadAccessRow(ConfigReader item)
    {
        var name = item.Text("role", 32);
        if (!Role.TryParse(name, out var role) && name.Length > 0) item.Reject("role", ConfigForms.Role);
        var kinds = item.Texts("in", 6, 16);
        var unknown = kinds.FirstOrDefault(word => Kinds.All(kind => kind.Word != word));
        string[] words = [.. Kinds.Select(kind => kind.Word)];
        if (unknown is not null)
            item.RejectUnknown("in", unknown, words);
        item.Close();
        return new AccessRow(role, [.. Kinds.Where(kind => kinds.Contains(kind.Word)).Select(kind => kind.Value)]) { At = item.Place };
    }

    private static RetentionRow[] ReadRetention(ConfigReader reader)
    {
        var rows = reader.Objects("retention", required: false).Select(ReadRetentionRow).ToArray();
        reader.RejectTwice("retention", new("每个种类只出现一次", "each kind once"), rows.Select(row => row.Kind));
        return rows;
    }

    private static RetentionRow ReadRetentionRow(ConfigReader item)
    {
        var kind = item.Word("kind", (RetentionRow.Report, RetentionRow.Report), (RetentionRow.Reason, RetentionRow.Reason),
            (RetentionRow.Evidence, RetentionRow.Evidence), (RetentionRow.Readings, RetentionRow.Readings));
        var least = (int)item.Integer("atLeastDays", 0, RetentionRow.MaxDays);
        var most = (int)item.Integer("atMostDays", 1, RetentionRow.MaxDays);
        if (most < least) item.Reject("atMostDays", new($"不小于 atLeastDays（{least}）", $"at least atLeastDays ({least})"));
        item.Close();
        return new RetentionRow(kind ?? RetentionRow.Report, Duration.FromDays(least), Duration.FromDays(most)) { At = item.Place };
    }

    /// <summary>The version of a standard built in, or a whole standard of the city's own.</summary>
    private static FilingStandard? ReadStandard(ConfigReader reader)
    {
        if (reader.Find("standard") is not { } found) return null;
        if (found.Kind == JsonKind.Object) return StandardText.Read(reader.Object("standard"));
        if (FilingStandard.BuiltIn(found.Text) is { } known) return known;
        reader.Reject("standard",
            new($"{StandardText.StarterVersion}，或含 version 和 conditions 的对象",
                $"'{StandardText.StarterVersion}', or an object with version and conditions"), StandardText.StarterVersion);
        return null;
    }

    private static StageLimit ReadStageLimit(ConfigReader item)
    {
        var limit = new StageLimit(item.Text("profile", 64), item.Text("stage", 64), item.Parsed<WorkLimit>("limit", ConfigForms.Limit))
        {
            At = item.Place,
        };
        item.Close();
        return limit;
    }

    private static RepeatRow ReadRepeat(ConfigReader item)
    {
        ClassKey? key = item.Has("class") ? item.Parsed<ClassKey>("class", ConfigForms.Class) : null;
        var sameComponent = !item.Has("sameComponent") || item.Flag("sameComponent");
        var row = new RepeatRow(item.Text("profile", 64), key, sameComponent,
            (int)(item.IntegerOrNull("metres", 0, RepeatRow.MaxMetres) ?? 0))
        {
            At = item.Place,
        };
        item.Close();
        return row;
    }

    private static MachineRow ReadMachine(ConfigReader item)
    {
        var row = new MachineRow(item.Parsed<ClassKey>("class", ConfigForms.Class),
            item.TextOrNull("profile", 64) ?? MachineRow.DefaultProfile,
            item.DecimalOrNull("leastConfidence", 0, 1) ?? MachineRow.DefaultConfidence, item.Flag("automatic"))
        {
            Source = item.Has("source") ? item.Word("source", Sources) : null,
            AfterConfirmed = (int)(item.IntegerOrNull("afterConfirmed", 1, MachineRow.MaxAfterConfirmed) ?? 0),
            AtPrecision = item.DecimalOrNull("atPrecision", 0, 1) ?? 0,
            FalseIn = item.Has("falseIn") ? item.Texts("falseIn", 32, 64) : MachineRow.DefaultFalseIn,
            At = item.Place,
        };
        CheckEarned(item, row);
        item.Close();
        return row;
    }

    /// <summary>What has to be earned is earned by a kind of machine, and is to open something.</summary>
    private static void CheckEarned(ConfigReader item, MachineRow row)
    {
        if (!row.IsEarned) return;
        if (row.Source is null)
            item.Reject("source",
                new("video 或 drone，并给出 afterConfirmed 和 atPrecision", "'video' or 'drone' beside 'afterConfirmed' and 'atPrecision'"));
        if (!row.Automatic)
            item.Reject("automatic", new("true，并给出 afterConfirmed 和 atPrecision", "true beside 'afterConfirmed' and 'atPrecision'"));
    }
}
